"""The list of notices, opening one, and marking all as read."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.notices import actions
from community.notices.access import get_notice_for
from community.notices.kinds import lines_for
from community.notices.queries import notice_page, unread_count
from portal.kit.errors import NotAllowed
from portal.kit.http import Request


@require_safe
def notice_list(request: Request) -> HttpResponse:
    """Show the viewer's notices, newest first."""
    if not request.viewer.is_signed_in:
        return redirect_to_login(request.get_full_path())
    if request.viewer.doctor_id is None:
        raise NotAllowed(_("Notices are for doctors who take part in the lounge."))
    page = notice_page(request.viewer, request.GET.get("after"))
    if page.hidden:
        # What can no longer be read must not go on counting as unread.
        actions.mark_read(doctor_id=request.viewer.doctor_id, notice_ids=page.hidden)
    context = {"page": page, "unread": unread_count(request.viewer)}
    return render(request, "community/notices/list.html", context)


@require_safe
def open_notice(request: Request, notice_id: UUID) -> HttpResponse:
    """Go to what a notice tells of, and mark it as read."""
    if not request.viewer.is_signed_in:
        return redirect_to_login(request.get_full_path())
    notice = get_notice_for(request.viewer, notice_id)
    actions.mark_read(doctor_id=notice.doctor_id, notice_ids=[notice.pk])
    line = lines_for(request.viewer, [notice]).get(notice.pk)
    if line is None:
        messages.info(request, _("What this notice was about is no longer there for you."))
        return redirect("notices:list")
    return redirect(line.url)


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    """Mark everything as read."""
    if request.viewer.doctor_id:
        actions.mark_read(doctor_id=request.viewer.doctor_id)
    return redirect("notices:list")
