"""What every request passes: an id, the admin's own policy and door, a language, a viewer, readable errors."""

import re
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from community.doctors.access import viewer_for
from portal.kit.errors import DomainError, NotFound
from portal.kit.logs import request_id

Handler = Callable[[HttpRequest], HttpResponse]

ADMIN = "/admin/"
# A working day; after that the admin asks for the second factor again.
SECOND_FACTOR_LASTS = timedelta(hours=12)


class RequestIdMiddleware:
    """Gives each request an id that joins its log lines; the answer carries it for support."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the id for the time of the request."""
        # Not reset: Django logs a refused request after its middleware; the next request sets its own.
        request_id.set(uuid.uuid4().hex[:12])
        response = self.get_response(request)
        response["X-Request-ID"] = request_id.get()
        return response


class AdminPolicyMiddleware:
    """Lets Wagtail's admin use the inline scripts it cannot do without; nowhere else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Relax the policy below /admin/ only."""
        response = self.get_response(request)
        if request.path_info.startswith(ADMIN):
            inline = {"script-src": ["'self'", "'unsafe-inline'"], "style-src": ["'self'", "'unsafe-inline'"]}
            setattr(response, "_csp_replace", inline)  # noqa: B010  # django-csp's documented per-response setting
            response["Cache-Control"] = "private, no-store"
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Edition addresses speak their edition's language; everything else the account's or the browser's.

    A missing page outside the editions is a plain 404, never a redirect into an edition.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the address's language, else the one the account chose, else the browser's."""
        super().process_request(request)
        if not translation.get_language_from_path(request.path_info):
            chosen = getattr(request.user, "language", "") if hasattr(request, "user") else ""
            if chosen:
                translation.activate(chosen)
                request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Keep every 404 as it is: Django would send it into an edition, whose catch-all takes any path."""
        if response.status_code == 404:
            return response
        return super().process_response(request, response)


class ViewerMiddleware:
    """Sets `request.viewer`, the only thing access rules look at."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the viewer, read when first asked for; answers for a person are never stored by caches."""
        setattr(request, "viewer", SimpleLazyObject(lambda: viewer_for(request.user)))  # noqa: B010  # see kit.http
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class AdminDoorMiddleware:
    """The admin has no sign-in of its own: an account with a second factor used in this session, or no entry."""

    own_doors = re.compile(r"^/admin/(login|password_reset)/")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send people without a fresh second factor to where they get one."""
        if request.path_info.startswith(ADMIN):
            refused = self._refuse(request)
            if refused:
                return refused
        return self.get_response(request)

    def _refuse(self, request: HttpRequest) -> HttpResponse | None:
        if not request.user.is_authenticated or self.own_doors.match(request.path_info):
            return redirect_to_login(ADMIN, reverse("account_login"))
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "403.html", status=403)
        if not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        oldest = time.time() - SECOND_FACTOR_LASTS.total_seconds()
        records = get_authentication_records(request, request.user)
        if not any(record.get("method") == "mfa" and record.get("at", 0) > oldest for record in records):
            return redirect_to_login(request.get_full_path(), reverse("account_reauthenticate"))
        return None


class DomainErrorMiddleware:
    """Turns a rule's refusal that no view caught into a page with its sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with 404, 403, 409 or 400 and the reason."""
        if isinstance(exception, NotFound):
            raise Http404 from exception
        if isinstance(exception, DomainError):
            template = "403.html" if exception.status == 403 else "400.html"
            return render(request, template, {"reason": exception.message}, status=exception.status)
        return None
