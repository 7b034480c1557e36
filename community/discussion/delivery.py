"""Notices of new replies: who is told, asked again at the moment of delivery and of reading, and in which words."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from community.discussion import hosts
from community.discussion.access import can_read
from community.discussion.models import Reply
from community.discussion.queries import url_of
from community.doctors.access import viewer_for
from community.doctors.queries import bylines, former_member
from community.notices.actions import tell
from community.notices.kinds import Line
from community.notices.models import Notice
from portal.kit.viewers import Viewer

KIND = "discussion.reply"


def tell_followers(reply_id: UUID) -> int:
    """Tell every follower but the writer, when the reply stands and they may still read it; return how many."""
    reply = Reply.objects.standing().select_related("thread").filter(pk=reply_id).first()
    if reply is None:
        return 0
    follows = reply.thread.follows.exclude(doctor=reply.author_id).select_related("doctor__user").order_by("pk")
    told = 0
    for follow in follows.iterator(chunk_size=200):
        if can_read(viewer_for(follow.doctor.user), reply.thread):
            tell(doctor_id=follow.doctor_id, kind=KIND, about=reply.pk)
            told += 1
    return told


def describe(viewer: Viewer, notices: Sequence[Notice]) -> Mapping[UUID, Line]:
    """Put notices of replies into words, leaving out replies withdrawn or no longer readable."""
    replies = Reply.objects.standing().select_related("thread").in_bulk([notice.about for notice in notices])
    names = _titles(viewer, replies.values())
    writers = bylines({reply.author_id for reply in replies.values()}, viewer)
    lines = {}
    for notice in notices:
        reply = replies.get(notice.about)
        title = reply and names.get((reply.thread.subject_kind, reply.thread.subject_id))
        if reply and title:
            writer = (reply.author_id and writers.get(reply.author_id)) or former_member()
            text = _("%(pseudonym)s replied to “%(title)s”") % {"pseudonym": writer.pseudonym, "title": title}
            lines[notice.pk] = Line(text=text, url=url_of(reply))
    return lines


def _titles(viewer: Viewer, replies: Iterable[Reply]) -> dict[tuple[str, UUID], str]:
    """Return the titles of the subjects this viewer may read, each kind of host asked once."""
    by_kind: dict[str, set[UUID]] = {}
    for reply in replies:
        by_kind.setdefault(reply.thread.subject_kind, set()).add(reply.thread.subject_id)
    found = {}
    for kind, subjects in by_kind.items():
        seen = hosts.host_of(kind).visible(viewer, subjects)
        found |= {(kind, subject): title for subject, title in hosts.titles(kind, seen).items()}
    return found
