"""What every editorial page shares: its edition, its address, its relatives in other editions."""

import uuid
from dataclasses import dataclass
from http import HTTPMethod
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import PageViewRestriction

from home.workflow.gate import GatedPage
from portal import countries
from portal.countries import Edition
from portal.kit.viewers import Viewer


class PageRequest(HttpRequest):
    """A request as the middleware and an edition's home hand it over."""

    viewer: Viewer
    edition_locale_id: int


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another edition."""

    locale: str
    url: str


class EditorialPage(GatedPage):
    """Mixin before `Page`: knows its edition, answers only below it, and is found by a random key."""

    # Page numbers count; what leaves the house (search keys, feeds) goes by this.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    exclude_fields_in_copy = ["key"]
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Return the public path: an edition's home has the locale as its slug, so the tree path is the address."""
        return self.url_path

    @property
    def locale_code(self) -> str:
        """Return the locale the page's place in the tree says, without asking the database."""
        return self.url_path.strip("/").split("/")[0]

    @property
    def edition(self) -> Edition | None:
        """Return the edition the page belongs to."""
        try:
            return countries.edition(self.locale_code)
        except countries.UnknownCountry:
            return None

    def route(self, request: PageRequest, path_components: list[str]) -> Any:
        """Answer only in the own edition and below live pages: Wagtail would fall back to another locale."""
        expected = getattr(request, "edition_locale_id", self.locale_id)
        if not self.live or self.locale_id != expected:
            raise Http404
        return super().route(request, path_components)

    def get_view_restrictions(self) -> models.QuerySet:
        """Return none: Wagtail's privacy settings are shut here, the audience says who reads a page."""
        return PageViewRestriction.objects.none()

    def alternates(self, request: PageRequest) -> list[Alternate]:
        """Return this page and its live relatives in other editions, for `hreflang`."""
        relatives = type(self).objects.filter(translation_key=self.translation_key, live=True)
        found = self.readable(relatives, request).values_list("url_path", flat=True)
        return sorted(
            (Alternate(path.strip("/").split("/")[0], settings.BASE_URL + path) for path in found),
            key=lambda alternate: alternate.locale,
        )

    def readable(self, pages: models.QuerySet, request: PageRequest) -> models.QuerySet:
        """Keep the pages this request's viewer may read; page types with an audience narrow it."""
        return pages

    def get_context(self, request: PageRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the addresses that the page's head needs."""
        context = super().get_context(request, *args, **kwargs)
        context["canonical"] = settings.BASE_URL + self.address
        context["alternates"] = self.alternates(request)
        return context

    def serve(self, request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, saying which language it is in."""
        response = super().serve(request, *args, **kwargs)
        response["Content-Language"] = get_language()
        return response
