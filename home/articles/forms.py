"""The editor's form of an article: the audience as a choice people understand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.doctors.specialties import SPECIALTIES, specialty_choices
from home.articles.fields import PackedField
from home.editions.forms import OwnChoicesForm
from portal import countries
from portal.kit.audience import unpack


def country_choices() -> list[tuple[str, str]]:
    """Return code and name of every country."""
    return [(country.code, str(country.name)) for country in countries.all()]


class ArticleForm(OwnChoicesForm):
    """Turns ticked boxes into an audience, and refuses a limit that the choice above it makes void."""

    audience_public = forms.TypedChoiceField(
        label=_("Readers"),
        choices=[(False, _("Verified doctors only")), (True, _("Everyone, also without an account"))],
        coerce=lambda value: value in (True, "True"),
        widget=forms.RadioSelect,
        initial=False,
    )
    audience_countries = PackedField(
        label=_("Only doctors of these countries"), choices=country_choices, help_text=_("None ticked: all countries.")
    )
    audience_specialties = PackedField(
        label=_("Only doctors of these specialties"),
        choices=specialty_choices,
        help_text=_("None ticked: all specialties."),
    )
    specialties = PackedField(label=_("Specialties"), choices=specialty_choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a public page with limits, and specialties nobody has."""
        cleaned = super().clean()
        limits = ("audience_countries", "audience_specialties")
        if cleaned.get("audience_public") and any(cleaned.get(name) for name in limits):
            self.add_error("audience_public", _("A page for everyone cannot be limited. Untick the limits below."))
        if unpack(cleaned.get("specialties", "")) - set(SPECIALTIES):
            self.add_error("specialties", _("Choose specialties from the list."))
        return cleaned
