"""One address, two answers: the whole page, or the part of it that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_part(
    request: HttpRequest, template: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Render the template, or only its named partial when htmx asks; never confuses caches between the two."""
    htmx = getattr(request, "htmx", None)
    wants_part = htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
