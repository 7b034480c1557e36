"""Replying, changing, taking back, following: without scripts back to the host's page, with htmx its thread only."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.discussion import access, actions
from community.discussion.forms import EditForm, ReplyForm, new_token, refill
from community.discussion.hosts import host_of
from community.discussion.models import Reply, Thread
from community.discussion.queries import (
    Quote,
    ThreadPage,
    earlier_texts,
    is_following,
    page_start,
    quote_for,
    thread_page,
    url_of,
)
from community.shared import kept
from portal.kit.errors import Conflict, DomainError, NotAllowed, NotFound
from portal.kit.forms import add_domain_error
from portal.kit.http import Request

THREAD = "community/discussion/_thread.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPart:
    """What the thread's template needs: the page, the form, what is quoted, whose form it is, where to land."""

    page: ThreadPage
    form: ReplyForm
    quoting: Quote | None
    writer: str
    landed: UUID | None = None
    announce: str = ""


def thread_context(
    request: Request, thread: Thread, *, form: ReplyForm | None = None, cursor: str | None = None, **told: Any
) -> dict[str, ThreadPart]:
    """Return the context of the thread's template for a host's page; reads `?after=` and `?quote=`."""
    viewer = request.viewer
    form = form or _new_form(request, thread)
    quoted = _uuid(form["quoted"].value())
    part = ThreadPart(
        page=thread_page(thread, viewer, request.GET.get("after") if cursor is None else cursor),
        form=form,
        quoting=quote_for(thread, viewer, quoted) if quoted else None,
        writer=kept.sign_writer(viewer.doctor_id),
        **told,
    )
    return {"thread_page": part}


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, thread_id: UUID) -> HttpResponse:
    """Post a reply; whatever goes wrong, the typed words come back."""
    if request.method != "POST":
        # Where a lost session comes back to after signing in.
        return redirect(f"{_host_url(access.get_thread_for(request.viewer, thread_id))}#reply-form")
    if not request.viewer.is_signed_in:
        return _lost_session(request, thread_id)
    form = ReplyForm(request.POST)
    try:
        thread = access.get_thread_for(request.viewer, thread_id)
        if not form.is_valid():
            return _reply_again(request, thread, form)
        posted = actions.add_reply(
            thread=thread,
            by=access.writer_of(request.viewer),
            text=form.cleaned_data["text"],
            quoted=form.cleaned_data["quoted"],
            token=form.cleaned_data["token"],
        )
    except (NotAllowed, NotFound) as refusal:
        return _refused(request, refusal)
    except DomainError as refusal:
        add_domain_error(form, refusal)
        return _reply_again(request, thread, form, fresh=isinstance(refusal, Conflict))
    kept.forget(request, str(thread_id))
    return _landed(request, posted, _("Your reply is posted."))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, reply_id: UUID) -> HttpResponse:
    """Change a reply on a page of its own."""
    if not request.viewer.is_signed_in:
        return _lost_session(request, reply_id)
    found = access.get_reply_for(request.viewer, reply_id)
    text = kept.find(request, str(reply_id)).get("text") or found.text
    form = EditForm(request.POST or None, initial={"text": text, "seen": found.revision})
    try:
        access.check_can_edit(request.viewer, found)
        if request.method != "POST":
            return _edit_page(request, found, form)
        if not form.is_valid():
            return _edit_page(request, found, form, status=422)
        changed = actions.edit_reply(
            reply=found,
            by=access.writer_of(request.viewer),
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
        )
    except (NotAllowed, NotFound) as refusal:
        return _refused(request, refusal)
    except DomainError as refusal:
        add_domain_error(form, refusal)
        if isinstance(refusal, Conflict):
            # Having seen both texts, the writer may save again.
            refill(form, "seen", str(found.revision))
        return _edit_page(request, found, form, status=422, other=found.text if isinstance(refusal, Conflict) else "")
    kept.forget(request, str(reply_id))
    return _landed(request, changed, _("Your reply is changed."))


@require_POST
def withdraw(request: Request, reply_id: UUID) -> HttpResponse:
    """Take a reply back."""
    found = access.get_reply_for(request.viewer, reply_id)
    withdrawn = actions.withdraw_reply(reply=found, by=access.writer_of(request.viewer))
    return _landed(request, withdrawn, _("Your reply is withdrawn. You can restore it for a short time."))


@require_POST
def restore(request: Request, reply_id: UUID) -> HttpResponse:
    """Undo a withdrawal."""
    found = access.get_reply_for(request.viewer, reply_id)
    restored = actions.restore_reply(reply=found, by=access.writer_of(request.viewer))
    return _landed(request, restored, _("Your reply is back."))


@require_POST
def follow(request: Request, thread_id: UUID) -> HttpResponse:
    """Follow a discussion."""
    thread = access.get_thread_for(request.viewer, thread_id)
    actions.follow(thread=thread, by=access.writer_of(request.viewer))
    return _followed(request, thread, _("You follow this discussion: new replies will be among your notices."))


@require_POST
def unfollow(request: Request, thread_id: UUID) -> HttpResponse:
    """Stop following a discussion."""
    thread = access.get_thread_for(request.viewer, thread_id)
    actions.unfollow(thread=thread, by=access.writer_of(request.viewer))
    return _followed(request, thread, _("You no longer follow this discussion."))


@require_safe
def find(request: Request, reply_id: UUID) -> HttpResponse:
    """Lead to the page on which a reply stands: the address that mails and other rooms link to."""
    return redirect(url_of(access.get_reply_for(request.viewer, reply_id)))


@require_safe
def history(request: Request, reply_id: UUID) -> HttpResponse:
    """Show what a reply said before its edits."""
    found = access.get_reply_for(request.viewer, reply_id)
    context = {"reply": found, "texts": earlier_texts(found), "url": url_of(found)}
    return render(request, "community/discussion/history.html", context)


@require_safe
def quote(request: Request, thread_id: UUID, reply_id: UUID) -> HttpResponse:
    """Return the quotation alone, so that choosing one leaves the half-written reply untouched."""
    thread = access.get_thread_for(request.viewer, thread_id)
    quoting = quote_for(thread, request.viewer, reply_id)
    return render(request, "community/discussion/_quoting.html", {"quoting": quoting, "fresh": True})


def _new_form(request: Request, thread: Thread) -> ReplyForm:
    quoted = _uuid(request.GET.get("quote"))
    return ReplyForm(initial={"quoted": quoted, "text": kept.find(request, str(thread.pk)).get("text", "")})


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _text_of(request: Request) -> str:
    return request.POST.get("text", "").replace("\x00", "")


def _host_url(thread: Thread) -> str:
    return host_of(thread.subject_kind).url(thread.subject_id)


def _reply_again(request: Request, thread: Thread, form: ReplyForm, *, fresh: bool = False) -> HttpResponse:
    """Show the typed words again with what is wrong; a fresh token lets a conflict be posted as a new reply."""
    if fresh or form["token"].errors:
        refill(form, "token", new_token())
    cursor = str(page_start(max(1, thread.last_number)))
    context = thread_context(request, thread, form=form, cursor=cursor)
    if request.htmx:
        return render(request, THREAD, context, status=422)
    host = host_of(thread.subject_kind)
    page = {"title": host.title(thread.subject_id), "url": context["thread_page"].page.url, "thread": thread}
    return render(request, "community/discussion/reply_form.html", context | page, status=422)


def _landed(request: Request, changed: Reply, announce: str) -> HttpResponse:
    """Return to the reply where it stands."""
    if request.htmx:
        cursor = str(page_start(changed.number))
        context = thread_context(request, changed.thread, cursor=cursor, landed=changed.pk, announce=announce)
        return render(request, THREAD, context)
    messages.success(request, announce)
    return redirect(url_of(changed))


def _followed(request: Request, thread: Thread, announce: str) -> HttpResponse:
    if request.htmx:
        page = {"thread_id": thread.pk, "following": is_following(thread, request.viewer)}
        return render(request, "community/discussion/_follow.html", {"page": page, "announce": announce})
    messages.success(request, announce)
    return redirect(f"{_host_url(thread)}#thread")


def _edit_page(request: Request, found: Reply, form: EditForm, *, status: int = 200, other: str = "") -> HttpResponse:
    thread = found.thread
    context = {
        "form": form,
        "reply": found,
        "title": host_of(thread.subject_kind).title(thread.subject_id),
        "url": url_of(found),
        "other": other,
        "writer": kept.sign_writer(request.viewer.doctor_id),
    }
    return render(request, "community/discussion/reply_edit.html", context, status=status)


def _refused(request: Request, refusal: DomainError) -> HttpResponse:
    """Say why not, and give the typed words back; a hidden thread is never told from one that is not there."""
    context = {"reason": refusal.message, "text": _text_of(request)}
    status = 422 if request.htmx else refusal.status
    return _kept(request, "community/discussion/refused.html", context, status)


def _lost_session(request: Request, place: UUID) -> HttpResponse:
    text = _text_of(request)
    is_kept = bool(text) and kept.keep(request, str(place), {"text": text}, writer=request.POST.get("writer", ""))
    context = {"text": text, "kept": is_kept, "next": request.path}
    return _kept(request, "community/discussion/signed_out.html", context, 422 if request.htmx else 403)


def _kept(request: Request, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """Render a whole page, or for htmx its middle in place of the form that was sent."""
    if not request.htmx:
        return render(request, template, context, status=status)
    response = render(request, f"{template}#kept", context, status=status)
    response["HX-Retarget"] = "#reply-form"
    response["HX-Reswap"] = "outerHTML"
    return response
