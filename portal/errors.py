"""Error pages: what happened, what is safe, and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for something this person may not open."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for something that is not there, or not there for this person."""
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show a stale form's text again, so that two days in an open tab lose nothing."""
    hidden = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}
    typed = [(name, value) for name, value in request.POST.items() if str(value).strip() and name not in hidden]
    context = {"typed": typed, "reason": _("This form was open too long, or in another sign-in.")}
    response = render(request, "403_csrf.html", context, status=403)
    response["Cache-Control"] = "private, no-store"  # It holds what was typed, and the device may be shared.
    return response
