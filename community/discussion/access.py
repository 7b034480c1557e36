"""Who may read, reply, edit and withdraw; each rule once for one reply and once for a list, proved equal."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.discussion.enums import EDIT_WINDOW
from community.discussion.hosts import host_of
from community.discussion.models import Reply, ReplyQuerySet, Thread
from community.doctors.models import Doctor
from portal.kit.errors import DomainError, NotAllowed, NotFound
from portal.kit.viewers import Viewer


def can_read(viewer: Viewer, thread: Thread) -> bool:
    """Tell whether the viewer may read the thread: whoever may read its subject."""
    return bool(host_of(thread.subject_kind).visible(viewer, {thread.subject_id}))


def check_can_read(viewer: Viewer, thread: Thread) -> None:
    """Raise NotFound when the thread is not there for this viewer."""
    if not can_read(viewer, thread):
        raise NotFound(_("There is no such discussion."))


def get_thread_for(viewer: Viewer, thread_id: UUID) -> Thread:
    """Return a thread the viewer may read, or raise NotFound."""
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is None:
        raise NotFound(_("There is no such discussion."))
    check_can_read(viewer, thread)
    return thread


def get_reply_for(viewer: Viewer, reply_id: UUID) -> Reply:
    """Return a reply in a thread the viewer may read, withdrawn or not, or raise NotFound."""
    reply = Reply.objects.select_related("thread").filter(pk=reply_id).first()
    if reply is None:
        raise NotFound(_("There is no such reply."))
    check_can_read(viewer, reply.thread)
    return reply


def check_can_reply(viewer: Viewer, thread: Thread) -> None:
    """Raise NotFound or NotAllowed, with the reason, when the viewer may not reply here."""
    check_can_read(viewer, thread)
    check_may_post(viewer)
    host_of(thread.subject_kind).check_can_reply(viewer, thread.subject_id)


def why_not_reply(viewer: Viewer, thread: Thread) -> str:
    """Return the reason why the viewer may not reply, or "" when they may."""
    try:
        check_can_reply(viewer, thread)
    except DomainError as refusal:
        return str(refusal.message)
    return ""


def check_may_post(viewer: Viewer) -> None:
    """Raise NotAllowed when the viewer's licence does not let them write."""
    if not viewer.is_doctor:
        raise NotAllowed(_("Only doctors with a verified licence take part in discussions."))
    if not viewer.may_post:
        raise NotAllowed(_("You can read but not write while your licence is not verified or posting is paused."))


def writer_of(viewer: Viewer) -> Doctor:
    """Return the doctor behind the viewer, or raise NotAllowed when there is none."""
    doctor = Doctor.objects.select_related("user").filter(pk=viewer.doctor_id).first()
    if doctor is None:
        raise NotAllowed(_("Only doctors with a verified licence take part in discussions."))
    return doctor


def is_own(viewer: Viewer, reply: Reply) -> bool:
    """Tell whether the viewer wrote the reply; nobody wrote a former member's."""
    return viewer.doctor_id is not None and reply.author_id == viewer.doctor_id


def can_edit(viewer: Viewer, reply: Reply, *, at: datetime | None = None) -> bool:
    """Tell whether the viewer may change the reply: its author, while it stands, within the edit window."""
    return (
        is_own(viewer, reply)
        and viewer.may_post
        and not reply.is_withdrawn
        and reply.posted_at > (at or timezone.now()) - EDIT_WINDOW
    )


def editable_by(viewer: Viewer, *, at: datetime | None = None) -> ReplyQuerySet:
    """Return every reply the viewer may change."""
    if viewer.doctor_id is None or not viewer.may_post:
        return Reply.objects.none()
    return Reply.objects.standing().filter(author=viewer.doctor_id, posted_at__gt=(at or timezone.now()) - EDIT_WINDOW)


def check_can_edit(viewer: Viewer, reply: Reply) -> None:
    """Raise NotAllowed, with the reason, when the viewer may not change the reply."""
    if not is_own(viewer, reply):
        raise NotAllowed(_("Only the doctor who wrote a reply can change it."))
    check_may_post(viewer)
    if reply.is_withdrawn:
        raise NotAllowed(_("This reply was withdrawn; restore it before you change it."))
    if not can_edit(viewer, reply):
        minutes = int(EDIT_WINDOW.total_seconds() // 60)
        message = _("A reply can be changed for %(minutes)s minutes. Add a new one to correct it.")
        raise NotAllowed(message % {"minutes": minutes}, code="window-closed")


def can_withdraw(viewer: Viewer, reply: Reply) -> bool:
    """Tell whether the viewer may take the reply back: its author, at any time, even while posting is paused."""
    return is_own(viewer, reply) and not reply.is_withdrawn


def withdrawable_by(viewer: Viewer) -> ReplyQuerySet:
    """Return every reply the viewer may take back."""
    if viewer.doctor_id is None:
        return Reply.objects.none()
    return Reply.objects.standing().filter(author=viewer.doctor_id)


def check_can_withdraw(viewer: Viewer, reply: Reply) -> None:
    """Raise NotAllowed when the viewer did not write the reply."""
    if not is_own(viewer, reply):
        raise NotAllowed(_("Only the doctor who wrote a reply can withdraw it."))


def can_restore(viewer: Viewer, reply: Reply, *, at: datetime | None = None) -> bool:
    """Tell whether the viewer may undo a withdrawal: its author, as long after it as a reply can be changed."""
    return (
        is_own(viewer, reply)
        and viewer.may_post
        and reply.withdrawn_at is not None
        and reply.withdrawn_at > (at or timezone.now()) - EDIT_WINDOW
    )


def restorable_by(viewer: Viewer, *, at: datetime | None = None) -> ReplyQuerySet:
    """Return every reply whose withdrawal the viewer may undo."""
    if viewer.doctor_id is None or not viewer.may_post:
        return Reply.objects.none()
    return Reply.objects.filter(author=viewer.doctor_id, withdrawn_at__gt=(at or timezone.now()) - EDIT_WINDOW)


def check_can_restore(viewer: Viewer, reply: Reply) -> None:
    """Raise NotAllowed, with the reason, when a withdrawal can no longer be undone by this viewer."""
    if not is_own(viewer, reply):
        raise NotAllowed(_("Only the doctor who wrote a reply can restore it."))
    check_may_post(viewer)
    if reply.is_withdrawn and not can_restore(viewer, reply):
        raise NotAllowed(_("It is too late to restore this reply."), code="window-closed")
