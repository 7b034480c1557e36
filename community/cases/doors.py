"""The room's door: who is not signed in keeps what was typed and signs in; who is no doctor learns what is missing."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.cases.access import check_enters, check_may_write
from community.doctors.models import Doctor
from community.shared import kept
from portal.kit.errors import NotAllowed
from portal.kit.http import Request
from portal.kit.text import clean_text

View = Callable[..., HttpResponse]
_HIDDEN = {"csrfmiddlewaretoken", "writer", "do"}
_MARKS = {"token", "page", "version"}


def room(view: View) -> View:
    """Let verified doctors and moderators in."""

    @wraps(view)
    def guarded(request: Request, **named: object) -> HttpResponse:
        if not request.viewer.is_signed_in:
            return signed_out(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        check_enters(request.viewer)
        return view(request, **named)

    return guarded


def writer_of(request: Request) -> Doctor:
    """Return the doctor who writes; raises NotAllowed, with the reason, for anybody else."""
    check_may_write(request.viewer)
    return Doctor.objects.select_related("user").get(pk=request.viewer.doctor_id)


def author_of(request: Request) -> Doctor:
    """Return the doctor behind the viewer, who may be paused: enough to take one's own case back."""
    check_enters(request.viewer)
    doctor = Doctor.objects.select_related("user").filter(pk=request.viewer.doctor_id).first()
    if doctor is None:
        raise NotAllowed(_("Only doctors with a verified licence ask cases."))
    return doctor


def signed_out(request: Request) -> HttpResponse:
    """Answer somebody whose session ended while writing: nothing is lost, and where to sign in."""
    typed = {name: clean_text(str(value)) for name, value in request.POST.items() if name not in _HIDDEN}
    words = [value for name, value in typed.items() if value and name not in _MARKS]
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": _("You are signed out. Your text is still on this page.")}, status=401)
    is_kept = bool(words) and kept.keep(request, request.path, typed, writer=request.POST.get("writer", ""))
    context = {"words": words, "kept": is_kept, "next": request.path}
    response = render(request, "community/cases/signed_out.html", context, status=403)
    response["Cache-Control"] = "private, no-store"  # It holds what was typed, and the device may be shared.
    return response
