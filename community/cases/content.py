"""What a doctor writes into a case, as one value: forms make it, actions store it."""

from dataclasses import dataclass, fields

from community.cases.enums import AudienceChoice, Urgency
from community.cases.models import Case
from portal.kit.audience import Audience

TITLE_LIMIT = 160
TEXT_LIMIT = 20_000
QUESTION_LIMIT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words and facts of a case, cleaned and within their limits, perhaps not yet complete."""

    title: str = ""
    question: str = ""
    presentation: str = ""
    history: str = ""
    examination: str = ""
    investigations: str = ""
    specialty: str = ""
    age_band: str = ""
    sex: str = ""
    urgency: str = Urgency.ROUTINE
    language: str = "en"
    audience: str = AudienceChoice.DOCTORS

    def texts(self) -> dict[str, str]:
        """Return the free texts by field, for the guard and the search for urgent wording."""
        names = ("title", "question", "presentation", "history", "examination", "investigations")
        return {name: getattr(self, name) for name in names}


_PLAIN = tuple(part.name for part in fields(Content) if part.name != "audience")


def write(case: Case, content: Content) -> None:
    """Set the case's words, facts and audience; does not save."""
    for name in _PLAIN:
        setattr(case, name, getattr(content, name))
    case.audience_choice = content.audience
    case.audience = audience_of(content, case.country)


def read(case: Case) -> Content:
    """Return what the case says now."""
    return Content(audience=case.audience_choice, **{name: getattr(case, name) for name in _PLAIN})


def audience_of(content: Content, country: str) -> Audience:
    """Return the doctors the writer chose; never the public."""
    if content.audience == AudienceChoice.COUNTRY:
        return Audience(countries=frozenset({country}))
    if content.audience == AudienceChoice.SPECIALTY and content.specialty:
        return Audience(specialties=frozenset({content.specialty}))
    return Audience()
