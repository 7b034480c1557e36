"""Country homes and sections; the media models are imported here so that Django finds them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from home.editions.forms import OwnChoicesForm
from home.editions.media import EditionDocument, EditionImage, EditionRendition
from home.editions.pages import EditorialPage, PageRequest
from home.workflow.permissions import EditorialPermissions, StructurePermissions

__all__ = ["CountryHomePage", "EditionDocument", "EditionImage", "EditionRendition", "EditorialPage", "SectionPage"]


class CountryHomePage(EditorialPage, Page):
    """The front page of an edition: one lead, what waits for this doctor, what is new."""

    standfirst = models.TextField(_("introduction"), blank=True, max_length=400)
    lead = models.ForeignKey(
        Page,
        verbose_name=_("lead article"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown first. Left empty, the newest article leads."),
    )

    is_structure = True
    is_creatable = False
    base_form_class = OwnChoicesForm
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["editions.SectionPage"]
    template = "home/editions/home.html"
    content_panels = [*Page.content_panels, FieldPanel("standfirst"), PageChooserPanel("lead", "articles.ArticlePage")]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("country home")
        verbose_name_plural = _("country homes")

    def clean(self) -> None:
        """Hold the address to the locale, which is what makes `/en-gb/` this page."""
        super().clean()
        if self.slug != self.locale.language_code:
            raise ValidationError({"slug": _("The address of a country home is its locale.")})
        if self.lead and not self.lead.path.startswith(self.path or "-"):
            raise ValidationError({"lead": _("Choose an article of this edition.")})

    def route(self, request: PageRequest, path_components: list[str]) -> Any:
        """Refuse to stand in for an edition that has no live home of its own."""
        if self.slug != get_language():
            raise Http404
        request.edition_locale_id = self.locale_id
        return super().route(request, path_components)

    def permissions_for_user(self, user: Any) -> StructurePermissions:
        """Let editors change the page, but not take it away."""
        return StructurePermissions(user, self)

    def get_context(self, request: PageRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the front page shows."""
        from home.editions.queries import front_page

        return super().get_context(request, *args, **kwargs) | {"front": front_page(self, request.viewer)}


class SectionPage(EditorialPage, Page):
    """A named part of an edition that collects pages, newest first."""

    standfirst = models.TextField(_("introduction"), blank=True, max_length=400)

    is_structure = True
    parent_page_types = ["editions.CountryHomePage"]
    template = "home/editions/section.html"
    content_panels = [*Page.content_panels, FieldPanel("standfirst")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def permissions_for_user(self, user: Any) -> EditorialPermissions:
        """Return what the admin lets this person do here."""
        return EditorialPermissions(user, self)

    def get_context(self, request: PageRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the section's list."""
        from home.editions.queries import section_list

        shown = section_list(self, request.viewer, request.GET.get("cursor") or None)
        return super().get_context(request, *args, **kwargs) | {"list": shown, "home": self.get_parent()}
