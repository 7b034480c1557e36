"""What every page's frame shows: the reader's country, its emergency number, the chosen colours."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import countries
from portal.kit.viewers import Viewer


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
    """Return the edition of the address, else of the person's country, else none.

    Never a guess from the browser's language: an emergency number of another country is worse than none.
    """
    locales = {edition.locale: edition for edition in countries.editions()}
    first = request.path_info.strip("/").split("/")[0]
    if first in locales:
        return locales[first]
    viewer = getattr(request, "viewer", None)
    language = get_language() or ""
    country = _country_of(viewer) if viewer else ""
    own = [edition for edition in locales.values() if edition.country == country]
    return next((edition for edition in own if edition.locale == language), own[0] if own else None)


def proposed_edition(request: HttpRequest) -> Any:
    """Return the edition to propose to somebody who has not chosen: the browser's language may guess here."""
    guess = get_language() or ""
    return edition_of(request) or next((e for e in countries.editions() if e.locale == guess), None)


def _country_of(viewer: Viewer) -> str:
    """Return a doctor's country, or the one country a person's duties are for."""
    held = {country for _kind, country in viewer.duties}
    return viewer.country or (held.pop() if len(held) == 1 else "")


def _emergency(request: HttpRequest) -> dict[str, str] | None:
    edition = edition_of(request)
    if edition is None:
        return None
    country = countries.get(edition.country)
    number = country.emergency_number.number
    sentence = _("Not for emergencies. %(country)s: call %(number)s.") % {"country": country.name, "number": number}
    return {"number": number, "text": sentence}
