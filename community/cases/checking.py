"""What a text must pass before colleagues see it: complete, and free of what names a patient."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.cases.content import Content
from community.cases.guard import find_identifiers
from portal.kit.errors import Invalid

_NAMES = {
    "title": _("Title"),
    "question": _("Question"),
    "presentation": _("Presentation"),
    "history": _("History"),
    "examination": _("Examination"),
    "investigations": _("Investigations"),
}


class Refused(Invalid):
    """Several things are wrong at once; `problems` pairs each field with its sentence."""

    def __init__(self, problems: list[tuple[str, str | Promise]], *, code: str) -> None:
        field, message = problems[0]
        super().__init__(message, field=field, code=code)
        self.problems = problems


def check_complete(content: Content) -> None:
    """Raise Refused unless the case can be asked: a question and a specialty are enough."""
    problems: list[tuple[str, str | Promise]] = []
    if not content.question:
        problems.append(("question", _("Write the question you want colleagues to answer.")))
    if not content.specialty:
        problems.append(("specialty", _("Choose the specialty, so that the right colleagues see it.")))
    if problems:
        raise Refused(problems, code="incomplete")


def check_guarded(content: Content, country: str) -> None:
    """Raise Refused when a text holds what would identify a patient; names the field, never repeats the finding."""
    problems = guard_problems(content.texts(), country)
    if problems:
        raise Refused(problems, code="guarded")


def guard_problems(texts: Mapping[str, str], country: str) -> list[tuple[str, str | Promise]]:
    """Return each field's blocking findings as one sentence a kind; the same kind twice is said once."""
    problems: list[tuple[str, str | Promise]] = []
    for field, text in texts.items():
        blocking = [finding.message for finding in find_identifiers(text, country) if finding.blocks]
        problems += [(field, _said(field, message)) for message in dict.fromkeys(map(str, blocking))]
    return problems


def guard_hints(content: Content, country: str) -> tuple[list[str], list[str]]:
    """Return what blocks a case and what its writer should look at again, as sentences."""
    blocking = [str(message) for _field, message in guard_problems(content.texts(), country)]
    found = ((name, one) for name, text in content.texts().items() for one in find_identifiers(text, country))
    hints = [_said(name, str(one.message)) for name, one in found if not one.blocks]
    return blocking, list(dict.fromkeys(hints))


def _said(field: str, message: str) -> str:
    if field not in _NAMES:
        return message
    return _("%(field)s: %(message)s") % {"field": _NAMES[field], "message": message}
