"""What every page's frame shows: the reader's country, its emergency number, the chosen colours."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import countries


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables; nothing here asks the database unless the page uses it."""
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "editions": countries.editions(),
        "edition": SimpleLazyObject(lambda: edition_of(request)),
        "emergency": SimpleLazyObject(lambda: _emergency(request)),
        "viewer": getattr(request, "viewer", None),
        "demo": settings.DEMO,
        "debug_styleguide": settings.DEBUG,
    }


def edition_of(request: HttpRequest) -> Any:
    """Return the edition the address, else the doctor's country, else the language points to."""
    locales = {edition.locale: edition for edition in countries.editions()}
    first = request.path_info.strip("/").split("/")[0]
    if first in locales:
        return locales[first]
    viewer = getattr(request, "viewer", None)
    language = get_language() or ""
    if viewer and viewer.country:
        own = [edition for edition in locales.values() if edition.country == viewer.country]
        return next((edition for edition in own if edition.locale == language), own[0] if own else None)
    return locales.get(language)


def _emergency(request: HttpRequest) -> dict[str, str] | None:
    edition = edition_of(request)
    if edition is None:
        return None
    country = countries.get(edition.country)
    number = country.emergency_number.number
    sentence = _("Not for emergencies. %(country)s: call %(number)s.") % {"country": country.name, "number": number}
    return {"number": number, "text": sentence}
