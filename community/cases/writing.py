"""Writing in the room: ask, draft, preview, post, edit, close, withdraw. Whatever goes wrong, the words come back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.cases import access, actions, queries
from community.cases.checking import Refused, guard_hints
from community.cases.content import read
from community.cases.doors import author_of, room, writer_of
from community.cases.enums import CaseState
from community.cases.forms import AskForm, CaseForm, DraftForm, spoken_language
from community.cases.sending import again, form_page, keep_typed_apart, posted, sent
from community.shared import kept
from portal.kit.errors import Conflict, DomainError
from portal.kit.http import Request

ASK, WRITE, EDIT = "community/cases/ask.html", "community/cases/write.html", "community/cases/edit.html"
any_of_both = require_http_methods(["GET", "HEAD", "POST"])


@any_of_both
@room
def ask(request: Request) -> HttpResponse:
    """Ask in one text, as fast as a phone allows."""
    if request.method == "POST":
        return sent(request, ASK, AskForm(request.POST), post=True)
    writer_of(request)
    waiting = queries.draft_waiting(request.viewer)
    return form_page(request, ASK, AskForm(initial=kept.find(request, request.path)), waiting=waiting)


@any_of_both
@room
def new(request: Request) -> HttpResponse:
    """Begin a structured case."""
    if request.method == "POST":
        return sent(request, WRITE, CaseForm(request.POST))
    writer_of(request)
    start = {"specialty": "", "language": spoken_language()} | kept.find(request, request.path)
    return form_page(request, WRITE, CaseForm(initial=start), waiting=queries.draft_waiting(request.viewer))


@any_of_both
@room
def draft(request: Request, case_id: UUID) -> HttpResponse:
    """Go on with a draft."""
    try:
        case = access.get_draft_for(request.viewer, case_id)
    except Conflict:
        if request.method != "POST":
            return redirect("cases:detail", case_id)
        return sent(request, WRITE, CaseForm(request.POST))
    if request.method == "POST":
        return sent(request, WRITE, CaseForm(request.POST), case=case)
    writer_of(request)
    start = CaseForm.initial_of(case) | kept.find(request, request.path)
    return form_page(request, WRITE, CaseForm(initial=start), case=case)


@require_POST
@room
def autosave(request: Request) -> JsonResponse:
    """Keep a draft while it is typed; answers for the script that asks."""
    form = DraftForm(request.POST)
    try:
        by = writer_of(request)
        if not form.is_valid():
            return JsonResponse({"message": form.sentences()}, status=400)
        if form.is_blank() and not queries.version_of(request.viewer, form.cleaned_data["token"]):
            return JsonResponse({"version": 0})
        case = actions.save_draft(by=by, content=form.content(), **form.marks())
    except Conflict as conflict:
        return JsonResponse({"message": str(conflict.message), "url": _beside(request, form, conflict)}, status=409)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=refusal.status)
    return JsonResponse({"saved_at": case.saved_at, "version": case.version})


def _beside(request: Request, form: DraftForm, conflict: Conflict) -> str:
    """Return where the script's words are now: in a draft of their own, or on the case posted meanwhile."""
    if conflict.code == "other-page":
        return reverse("cases:draft", args=[keep_typed_apart(request, form).pk])
    case = queries.begun_with(request.viewer, form.cleaned_data["token"])
    return reverse("cases:detail", args=[case.pk]) if case else reverse("cases:drafts")


@require_safe
@room
def preview(request: Request, case_id: UUID) -> HttpResponse:
    """Show a draft as colleagues will see it, and what stands in its way."""
    try:
        case = access.get_draft_for(request.viewer, case_id)
    except Conflict:
        return redirect("cases:detail", case_id)
    page = queries.case_page(case, request.viewer)
    blocking, hints = guard_hints(read(case), case.country)
    context = {"page": page, "case": case, "blocking": blocking, "hints": hints}
    return render(request, "community/cases/preview.html", context)


@any_of_both
@room
def post(request: Request, case_id: UUID) -> HttpResponse:
    """Post a draft from its preview."""
    if request.method != "POST":
        return redirect("cases:preview", case_id)
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None
    try:
        case = actions.post_case(by=writer_of(request), case_id=case_id, version=seen)
    except (Refused, Conflict) as refusal:
        unsent = access.get_case_for(request.viewer, case_id)
        form = CaseForm(CaseForm.initial_of(unsent) | {"page": unsent.pk})
        return again(request, WRITE, form, refusal, case=unsent)
    return posted(request, case)


@any_of_both
@room
def edit(request: Request, case_id: UUID) -> HttpResponse:
    """Change a posted case; what it said stays readable."""
    case = access.get_case_for(request.viewer, case_id)
    if case.state == CaseState.DRAFT:
        return redirect("cases:draft", case_id)
    access.check_is_author(request.viewer, case)
    if request.method != "POST":
        access.check_can_edit(request.viewer, case)
        start = CaseForm.initial_of(case) | kept.find(request, request.path)
        return form_page(request, EDIT, CaseForm(initial=start), case=case)
    form = CaseForm(request.POST)
    if not form.is_valid():
        return again(request, EDIT, form, case=case)
    try:
        version = form.cleaned_data["version"] or 0
        changed = actions.edit_case(by=writer_of(request), case_id=case_id, version=version, content=form.content())
    except DomainError as refusal:
        return again(request, EDIT, form, refusal, case=case)
    kept.forget(request, request.path)
    messages.success(request, _("Your change is saved. What the case said before stays readable in its history."))
    return redirect("cases:detail", changed.pk)


@any_of_both
@room
def close(request: Request, case_id: UUID) -> HttpResponse:
    """Stop taking replies."""
    if request.method == "POST":
        access.get_own_case_for(request.viewer, case_id)
        actions.close_case(by=author_of(request), case_id=case_id)
        messages.success(request, _("The case is closed. You can reopen it at any time."))
    return redirect("cases:detail", case_id)


@any_of_both
@room
def reopen(request: Request, case_id: UUID) -> HttpResponse:
    """Take replies again."""
    if request.method == "POST":
        access.get_own_case_for(request.viewer, case_id)
        actions.reopen_case(by=author_of(request), case_id=case_id)
        messages.success(request, _("The case is open again."))
    return redirect("cases:detail", case_id)


@any_of_both
@room
def withdraw(request: Request, case_id: UUID) -> HttpResponse:
    """Say what withdrawing means, then take the case back."""
    case = access.get_own_case_for(request.viewer, case_id)
    if request.method != "POST" and case.state == CaseState.POSTED:
        return render(request, "community/cases/withdraw.html", {"case": case})
    if request.method == "POST":
        actions.withdraw_case(by=author_of(request), case_id=case_id)
        messages.success(request, _("The case is withdrawn: nobody finds or reads it any more."))
    return redirect("cases:detail", case_id)


@any_of_both
@room
def discard(request: Request, case_id: UUID) -> HttpResponse:
    """Delete a draft."""
    if request.method == "POST":
        access.get_draft_for(request.viewer, case_id)
        actions.discard_draft(by=author_of(request), case_id=case_id)
        messages.success(request, _("The draft is discarded."))
    return redirect("cases:drafts")
