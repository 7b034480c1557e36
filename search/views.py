"""The search page and the suggestions under its box; both show only what lookup allows this viewer."""

from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from portal.kit.htmx import render_part
from portal.kit.http import Request
from search import lookup, pages
from search.forms import query_from
from search.parse import LIMIT, parse


@require_GET
def results(request: Request) -> HttpResponse:
    """Show the results of a query; a bad one comes back with what was typed and what to change."""
    query = query_from(request.GET, get_language() or "")
    parsed = parse(query.text)
    if parsed.error:
        context = {"query": query, "typed": parsed.typed, "error": parsed.error}
        response = render_part(request, "search/results.html", context, part="results", status=400)
    else:
        found = lookup.search(query, request.viewer)
        context = {"query": query, "typed": parsed.typed} | pages.context(found)
        response = render_part(request, "search/results.html", context, part="results")
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_GET
def suggest(request: Request) -> JsonResponse:
    """Answer what could be meant while somebody types."""
    typed = request.GET.get("q", "")
    offered = lookup.suggest(typed, request.viewer, get_language() or "") if len(typed) <= LIMIT else []
    response = JsonResponse(
        {"suggestions": [{"text": one.text, "url": one.url, "kind": pages.kind_of(one)} for one in offered]}
    )
    patch_cache_control(response, private=True, no_store=True)
    return response
