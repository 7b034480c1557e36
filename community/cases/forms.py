"""Input of the room: a quick ask, and the structured case; both know which page they are and what it last saw."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.cases.content import QUESTION_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Content, read
from community.cases.enums import AgeBand, AudienceChoice, Sex, Urgency
from community.cases.models import Case
from community.doctors.specialties import specialty_choices
from portal import countries
from portal.kit.forms import TextField

_LANGUAGES = {"en": "English", "fr": "Français"}


def _specialties() -> list[tuple[str, Any]]:
    return [("", _("Choose a specialty")), *specialty_choices()]


def languages() -> list[tuple[str, str]]:
    """Return the languages the house's editions are written in."""
    codes = dict.fromkeys(edition.language for edition in countries.editions())
    return [(code, _LANGUAGES.get(code, code)) for code in codes]


def spoken_language() -> str:
    """Return the language of the page, as far as the house has it."""
    active = (get_language() or "en").partition("-")[0]
    return active if active in dict(languages()) else "en"


class LanguageSelect(forms.Select):
    """Languages, each named and pronounced in itself."""

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """Say which language the name is in."""
        option = super().create_option(name, value, *args, **options)
        option["attrs"]["lang"] = str(value)
        return option


class PageForm(forms.Form):
    """A form of one open page: `token` began the case, `page` is this page, `version` is what it last saw."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    page = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0, required=False)

    def marks(self) -> dict[str, Any]:
        """Return which form, page and version this is."""
        data = self.cleaned_data
        return {"token": data["token"], "page": data["page"], "version": data["version"] or 0}

    def mark(self, **marks: Any) -> None:
        """Change what the form says about itself when it is shown again."""
        # One value a field, as these forms have; a plain dictionary reads the same.
        self.data = {name: self.data[name] for name in self.data} | {name: str(value) for name, value in marks.items()}

    def mend_marks(self) -> None:
        """Give a form whose marks were damaged on the way fresh ones, so that it can be sent again."""
        damaged = [name for name in ("token", "page", "version") if name in self.errors]
        if damaged:
            self.mark(token=uuid.uuid4(), page=uuid.uuid4(), version=0)
            for name in damaged:
                del self.errors[name]
            self.add_error(None, _("This form was damaged on the way. Your text is here; send it again."))

    def sentences(self) -> str:
        """Return everything that is wrong, each with its field, as one text."""
        labelled = (
            (self.fields[name].label if name in self.fields else "", errors) for name, errors in self.errors.items()
        )
        return " ".join(f"{label}: {error}" if label else str(error) for label, errors in labelled for error in errors)


class AskForm(PageForm):
    """One text and one specialty."""

    question = TextField(
        max_length=QUESTION_LIMIT,
        rows=6,
        label=_("What do you want to know?"),
        help_text=_("A few lines about the patient and your question. No names, dates, places or numbers."),
        error_messages={"required": _("Write the question you want colleagues to answer.")},
    )
    specialty = forms.ChoiceField(
        choices=_specialties,
        label=_("Whom do you ask?"),
        error_messages={"required": _("Choose the specialty, so that the right colleagues see it.")},
    )

    def content(self) -> Content:
        """Return what was typed."""
        data = self.cleaned_data
        return Content(question=data["question"], specialty=data["specialty"], language=spoken_language())


class CaseForm(PageForm):
    """A whole case; nothing is required to save a draft, posting asks for a question and a specialty."""

    title = TextField(
        max_length=TITLE_LIMIT,
        required=False,
        label=_("Title"),
        help_text=_("What makes a colleague open it. Left empty, one is made from your question."),
    )
    question = TextField(
        max_length=QUESTION_LIMIT,
        rows=3,
        required=False,
        label=_("Question"),
        help_text=_("What you want colleagues to answer. It stands on top of the page."),
    )
    specialty = forms.ChoiceField(choices=_specialties, required=False, label=_("Specialty"))
    age_band = forms.ChoiceField(choices=[("", _("Not stated")), *AgeBand.choices], required=False, label=_("Age"))
    sex = forms.ChoiceField(choices=[("", _("Not stated")), *Sex.choices], required=False, label=_("Sex"))
    presentation = TextField(max_length=TEXT_LIMIT, rows=6, required=False, label=_("Presentation"))
    history = TextField(
        max_length=TEXT_LIMIT, rows=3, required=False, label=_("History"), help_text=_("Illnesses, medicines, family.")
    )
    examination = TextField(max_length=TEXT_LIMIT, rows=3, required=False, label=_("Examination"))
    investigations = TextField(
        max_length=TEXT_LIMIT,
        rows=3,
        required=False,
        label=_("Investigations"),
        help_text=_("Write units beside every value. A line that starts with - becomes a list."),
    )
    urgency = forms.ChoiceField(
        choices=Urgency.choices, widget=forms.RadioSelect, label=_("When do you need an answer?"), initial="routine"
    )
    audience = forms.ChoiceField(
        choices=AudienceChoice.choices, widget=forms.RadioSelect, label=_("Who may read it?"), initial="doctors"
    )
    language = forms.ChoiceField(choices=languages, widget=LanguageSelect, required=False, label=_("Written in"))

    @classmethod
    def initial_of(cls, case: Case) -> dict[str, Any]:
        """Return what the form starts from for a case."""
        content = read(case)
        return {name: getattr(content, name) for name in Content.__slots__} | {
            "token": case.post_token,
            "version": case.version,
        }

    def clean_urgency(self) -> str:
        """Take a missing choice for the calm one."""
        return self.cleaned_data.get("urgency") or Urgency.ROUTINE

    def content(self) -> Content:
        """Return what was typed."""
        values = {name: self.cleaned_data[name] for name in Content.__slots__}
        return Content(**values | {"language": values["language"] or spoken_language()})


class DraftForm(CaseForm):
    """The structured form as autosave sends it: fields that the page does not have stay as they are."""

    urgency = forms.ChoiceField(choices=Urgency.choices, required=False)
    audience = forms.ChoiceField(choices=AudienceChoice.choices, required=False)

    def is_blank(self) -> bool:
        """Tell whether nothing was written yet."""
        return not any(self.content().texts().values())

    def content(self) -> Content:
        """Return what was typed, with the calm and wide defaults of a new case."""
        values = {name: self.cleaned_data[name] for name in Content.__slots__}
        values["language"] = values["language"] or spoken_language()
        values["urgency"] = values["urgency"] or Urgency.ROUTINE
        values["audience"] = values["audience"] or AudienceChoice.DOCTORS
        return Content(**values)
