"""Everything that changes a discussion: each verb is one transaction and safe to ask for twice."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.discussion import access, hosts
from community.discussion.enums import TEXT_LIMIT
from community.discussion.models import Follow, Reply, ReplyRevision, Thread
from community.doctors.access import viewer_for
from community.doctors.models import Doctor
from portal.kit import audit, jobs
from portal.kit.errors import Conflict, Invalid
from portal.kit.text import clean_text


def open_thread(*, subject_kind: str, subject_id: UUID) -> Thread:
    """Return the subject's thread, making it the first time."""
    return Thread.objects.get_or_create(subject_kind=subject_kind, subject_id=subject_id)[0]


@transaction.atomic
def add_reply(
    *, thread: Thread, by: Doctor, text: str, token: str, quoted: UUID | None = None, at: datetime | None = None
) -> Reply:
    """Post a reply; the same token and text again returns the reply already posted.

    `at` dates a reply that was written elsewhere (demo, migration of data); followers hear of new ones only.
    """
    viewer = viewer_for(by.user)
    access.check_can_reply(viewer, thread)
    text = _checked_text(text)
    thread = _locked(thread)
    earlier = Reply.objects.filter(author=by, token=token).first()
    if earlier:
        return _same_or_conflict(earlier, thread, text)
    hosts.check_text(thread.subject_kind, text, viewer, thread.subject_id)
    reply = Reply.objects.create(
        thread=thread,
        author=by,
        number=thread.last_number + 1,
        text=text,
        quoted=_quotable(thread, quoted),
        token=token,
        posted_at=at or timezone.now(),
    )
    _recount(thread, last_number=reply.number)
    Follow.objects.get_or_create(thread=thread, doctor=by)
    _changed("reply.added", reply, thread, by)
    if at is None:
        jobs.enqueue("discussion.tell_followers", key=str(reply.pk), reply_id=str(reply.pk))
    return reply


@transaction.atomic
def edit_reply(*, reply: Reply, by: Doctor, text: str, seen: int | None = None) -> Reply:
    """Change the text and keep the earlier one; `seen` is the revision the writer started from."""
    viewer = viewer_for(by.user)
    thread = _locked(reply.thread)
    access.check_can_read(viewer, thread)
    reply = Reply.objects.get(pk=reply.pk)
    access.check_can_edit(viewer, reply)
    text = _checked_text(text)
    if text == reply.text:
        return reply
    if seen is not None and seen != reply.revision:
        message = _("You changed this reply in another window. Compare the two texts, then save this one again.")
        raise Conflict(message, field="text", code="changed-elsewhere")
    hosts.check_text(thread.subject_kind, text, viewer, thread.subject_id)
    ReplyRevision.objects.create(reply=reply, revision=reply.revision, text=reply.text)
    reply.text, reply.edited_at, reply.revision = text, timezone.now(), reply.revision + 1
    reply.edited_after_replies = reply.edited_after_replies or thread.last_number > reply.number
    reply.save(update_fields=["text", "edited_at", "revision", "edited_after_replies"])
    _changed("reply.edited", reply, thread, by)
    return reply


@transaction.atomic
def withdraw_reply(*, reply: Reply, by: Doctor) -> Reply:
    """Take a reply back; its number stays, its words are shown to nobody."""
    thread, reply = _locked_pair(reply)
    access.check_can_withdraw(viewer_for(by.user), reply)
    if reply.is_withdrawn:
        return reply
    reply.withdrawn_at = timezone.now()
    reply.save(update_fields=["withdrawn_at"])
    _recount(thread)
    _changed("reply.withdrawn", reply, thread, by)
    return reply


@transaction.atomic
def restore_reply(*, reply: Reply, by: Doctor) -> Reply:
    """Undo a withdrawal soon after it."""
    thread, reply = _locked_pair(reply)
    viewer = viewer_for(by.user)
    access.check_can_restore(viewer, reply)
    if not reply.is_withdrawn:
        return reply
    access.check_can_read(viewer, thread)
    reply.withdrawn_at = None
    reply.save(update_fields=["withdrawn_at"])
    _recount(thread)
    _changed("reply.restored", reply, thread, by)
    return reply


@transaction.atomic
def follow(*, thread: Thread, by: Doctor) -> Follow:
    """Tell the doctor of new replies from now on."""
    access.check_can_read(viewer_for(by.user), thread)
    return Follow.objects.get_or_create(thread=thread, doctor=by)[0]


@transaction.atomic
def unfollow(*, thread: Thread, by: Doctor) -> None:
    """Stop telling; allowed even when the subject can no longer be read."""
    Follow.objects.filter(thread=thread, doctor=by).delete()


def _locked(thread: Thread) -> Thread:
    """Hold the thread until the transaction ends: numbers and counts change one reply at a time."""
    return Thread.objects.select_for_update().get(pk=thread.pk)


def _locked_pair(reply: Reply) -> tuple[Thread, Reply]:
    thread = _locked(reply.thread)
    return thread, Reply.objects.get(pk=reply.pk)


def _checked_text(text: str) -> str:
    text = clean_text(text)
    if not text:
        raise Invalid(_("Write something before you post."), field="text", code="required")
    if len(text) > TEXT_LIMIT:
        message = _("This has %(count)s characters; at most %(limit)s fit.")
        raise Invalid(message % {"count": len(text), "limit": TEXT_LIMIT}, field="text", code="max_length")
    return text


def _same_or_conflict(earlier: Reply, thread: Thread, text: str) -> Reply:
    if earlier.thread_id == thread.pk and (earlier.text == text or _first_text(earlier) == text):
        return earlier
    message = _("A reply was already posted from this form. This text is not posted yet: post it as a new one.")
    raise Conflict(message, field="text", code="already-posted")


def _first_text(reply: Reply) -> str | None:
    return reply.revisions.filter(revision=1).values_list("text", flat=True).first()


def _quotable(thread: Thread, quoted: UUID | None) -> Reply | None:
    if quoted is None:
        return None
    found = Reply.objects.filter(thread=thread, pk=quoted).first()
    if found is None:
        raise Invalid(_("The reply you quote is not in this discussion."), field="quoted", code="quoted-elsewhere")
    return found


def _recount(thread: Thread, *, last_number: int | None = None) -> None:
    standing = Reply.objects.standing().filter(thread=thread)
    thread.last_number = last_number or thread.last_number
    thread.reply_count = standing.count()
    thread.last_reply_at = standing.aggregate(at=Max("posted_at"))["at"]
    thread.save(update_fields=["last_number", "reply_count", "last_reply_at"])


def _changed(action: str, reply: Reply, thread: Thread, by: Doctor) -> None:
    audit.record(action, by=by.user_id, subject=f"reply:{reply.pk}", country=by.country, detail={"n": reply.number})
    hosts.host_of(thread.subject_kind).reply_changed(thread.subject_id, reply.pk)
