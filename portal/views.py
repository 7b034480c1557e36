"""Pages that belong to no room: the chooser of editions, the lounge's door, health, colours, security.txt."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.doctors.enums import DutyKind
from community.doctors.queries import Byline, bylines
from portal import countries
from portal.context import proposed_edition
from portal.kit.http import Request
from portal.kit.viewers import Viewer


@require_safe
def chooser(request: HttpRequest) -> HttpResponse:
    """List the editions; proposes one, redirects nobody."""
    proposed = proposed_edition(request)
    groups = [(country, [e for e in countries.editions() if e.country == country.code]) for country in countries.all()]
    return render(request, "portal/chooser.html", {"groups": groups, "proposed": proposed})


def lounge(request: Request) -> HttpResponse:
    """Send a doctor to the cases, everybody else to where they can get on."""
    if request.viewer.is_doctor:
        return redirect("cases:list")
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    return redirect("account_home" if request.user.is_authenticated else "chooser")


@require_GET
def account(request: Request) -> HttpResponse:
    """Show a person's own account: where the licence stands, duties, doors to settings."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    viewer = request.viewer
    byline = bylines([viewer.doctor_id], viewer).get(viewer.doctor_id) if viewer.doctor_id else None
    context = {"byline": byline, "facts": _facts(byline) if byline else [], "duties": _duties(viewer)}
    return render(request, "portal/account.html", context)


def _facts(byline: Byline) -> list[tuple[str, str]]:
    return [
        (_("Pseudonym"), byline.pseudonym),
        (_("Specialties"), ", ".join(byline.specialty_names)),
        (_("Country"), byline.country_name),
        (_("Years"), byline.years_band),
    ]


def _duties(viewer: Viewer) -> list[tuple[str, str]]:
    return sorted(
        (str(DutyKind(kind).label), str(countries.get(country).name) if country else "")
        for kind, country in viewer.duties
    )


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen colours in a cookie and go back."""
    chosen = request.POST.get("theme", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if chosen in {"light", "dark"}:
        response.set_cookie("theme", chosen, max_age=31536000, samesite="Lax", secure=settings.HTTPS, httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the process can do its work: the database is needed, the cache only reported."""
    parts = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
    return JsonResponse(parts, status=200 if parts["database"] else 503)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("ready", 1, 5)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # Whatever it is, the answer is the same: not ready.
        return False
    return True


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell researchers where to report (RFC 9116)."""
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    contact = settings.SECURITY_CONTACT
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: en, fr"]
    lines.append(f"Canonical: {settings.BASE_URL}/.well-known/security.txt")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
