"""Reading the room: lists, a case, its history, one's own drafts. Writing lives in `writing`."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.cases import access, queries
from community.cases.doors import room
from community.cases.enums import CaseState
from community.cases.history import edits_of
from community.discussion.views import thread_context
from portal.kit.errors import Invalid
from portal.kit.htmx import render_part
from portal.kit.http import Request


@require_safe
@room
def case_list(request: Request) -> HttpResponse:
    """Show one of the room's lists."""
    page = queries.case_list(request.viewer, request.GET.get("tab", ""), request.GET.get("cursor"))
    return render_part(request, "community/cases/list.html", {"list": page}, part="cases")


@require_safe
@room
def detail(request: Request, case_id: UUID) -> HttpResponse:
    """Show a case with its discussion; one's own draft goes on where it was left."""
    case = access.get_case_for(request.viewer, case_id)
    if case.state == CaseState.DRAFT:
        return redirect("cases:draft", case_id)
    page = queries.case_page(case, request.viewer)
    if case.state == CaseState.WITHDRAWN and page.is_author:
        return render(request, "community/cases/withdrawn.html", {"case": case})
    context = {"page": page, "case": case}
    if case.thread and case.state == CaseState.POSTED:
        context |= thread_context(request, case.thread)
    return render(request, "community/cases/detail.html", context)


@require_safe
@room
def history(request: Request, case_id: UUID) -> HttpResponse:
    """Show what the edits of a case changed."""
    case = access.get_case_for(request.viewer, case_id)
    access.check_can_see_history(request.viewer, case)
    edits, older = edits_of(case, _number(request.GET.get("before")))
    return render(request, "community/cases/history.html", {"case": case, "edits": edits, "older": older})


@require_safe
@room
def drafts(request: Request) -> HttpResponse:
    """Show one's own drafts, and the cases one has asked."""
    asked = queries.asked_by(request.viewer, request.GET.get("cursor"))
    context = {"drafts": queries.drafts_of(request.viewer), "asked": asked}
    return render(request, "community/cases/drafts.html", context)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid(_("This page address is damaged. Start again from the first page."), code="bad-cursor")
    return int(text)
