"""What a page shows of a thread: one page of replies for one viewer, in a number of queries that never grows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.discussion import access
from community.discussion.enums import EXCERPT_LENGTH, PAGE_SIZE
from community.discussion.hosts import asked_by, host_of
from community.discussion.models import Follow, Reply, Thread
from community.doctors.queries import Byline, bylines, former_member
from portal.kit.errors import Invalid
from portal.kit.text import excerpt, plain, to_html
from portal.kit.viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Another reply's words inside a reply; without words when they were withdrawn."""

    reply_id: UUID
    number: int
    byline: Byline
    excerpt: str
    url: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReply:
    """A reply as this viewer sees it; a withdrawn one has no words."""

    id: UUID
    number: int
    byline: Byline
    html: SafeString
    posted_at: datetime
    edited_at: datetime | None
    edited_after_replies: bool
    withdrawn: bool
    quote: Quote | None
    quote_url: str
    is_asker: bool
    can_edit: bool
    can_withdraw: bool
    can_restore: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """One page of a thread, oldest first, and what the viewer may do here."""

    thread_id: UUID
    replies: tuple[ShownReply, ...]
    reply_count: int
    url: str
    next: str
    previous: str
    following: bool
    can_reply: bool
    why_not: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has replied yet."""
        return not self.replies and not self.previous


def thread_page(thread: Thread, viewer: Viewer, cursor: str | None = None) -> ThreadPage:
    """Return the page after the cursor; raises Invalid for a cursor that is not one of ours."""
    after = _read_cursor(cursor)
    rows = list(thread.replies.in_order().select_related("quoted").filter(number__gt=after)[: PAGE_SIZE + 1])
    more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    url = host_of(thread.subject_kind).url(thread.subject_id)
    quoted = [row.quoted for row in rows if row.quoted]
    writers = bylines({row.author_id for row in [*rows, *quoted]}, viewer)
    why_not = access.why_not_reply(viewer, thread)
    asker = asked_by(thread.subject_kind, thread.subject_id)
    return ThreadPage(
        thread_id=thread.pk,
        replies=tuple(_shown(row, viewer, writers, url, asker) for row in rows),
        reply_count=thread.reply_count,
        url=url,
        next=address(url, rows[-1].number) if more else "",
        previous=address(url, max(0, after - PAGE_SIZE)) if after else "",
        following=is_following(thread, viewer),
        can_reply=not why_not,
        why_not=why_not,
    )


def is_following(thread: Thread, viewer: Viewer) -> bool:
    """Tell whether the viewer is told of new replies."""
    return viewer.doctor_id is not None and Follow.objects.filter(thread=thread, doctor=viewer.doctor_id).exists()


def quote_for(thread: Thread, viewer: Viewer, reply_id: UUID) -> Quote | None:
    """Return a reply of this thread as a quotation, or None when it is not there or was withdrawn."""
    row = thread.replies.standing().filter(pk=reply_id).first()
    if row is None:
        return None
    url = host_of(thread.subject_kind).url(thread.subject_id)
    return _quote(row, bylines({row.author_id}, viewer), url)


def address(url: str, after: int) -> str:
    """Return the address of the page that starts after a number; the first page has the plain one."""
    return f"{url}?{urlencode({'after': after})}" if after else url


def reply_address(url: str, number: int, reply_id: UUID) -> str:
    """Return where on which page a reply stands: numbers have no gaps, so its page is known without counting."""
    return f"{address(url, page_start(number))}#reply-{reply_id}"


def page_start(number: int) -> int:
    """Return the number after which the page with this reply starts."""
    return (number - 1) // PAGE_SIZE * PAGE_SIZE


def earlier_texts(reply: Reply) -> list[SafeString]:
    """Return what a reply said before its edits, latest first; nothing of a withdrawn one."""
    if reply.is_withdrawn:
        return []
    return [to_html(text) for text in reply.revisions.order_by("-revision").values_list("text", flat=True)]


def url_of(reply: Reply) -> str:
    """Return where a reply stands."""
    url = host_of(reply.thread.subject_kind).url(reply.thread.subject_id)
    return reply_address(url, reply.number, reply.pk)


def _read_cursor(cursor: str | None) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 9):
        raise Invalid(_("This page address is damaged. Start again from the first page."), code="bad-cursor")
    return int(cursor)


def _shown(row: Reply, viewer: Viewer, writers: Mapping[UUID, Byline], url: str, asker: UUID | None) -> ShownReply:
    now = timezone.now()
    quoted = None if row.is_withdrawn else row.quoted
    return ShownReply(
        id=row.pk,
        number=row.number,
        byline=_writer(row, writers),
        html=SafeString("") if row.is_withdrawn else to_html(row.text),
        posted_at=row.posted_at,
        edited_at=None if row.is_withdrawn else row.edited_at,
        edited_after_replies=row.edited_after_replies,
        withdrawn=row.is_withdrawn,
        quote=_quote(quoted, writers, url) if quoted else None,
        quote_url=f"{url}?{urlencode({'after': page_start(row.number), 'quote': row.pk})}#reply-form",
        is_asker=row.author_id is not None and row.author_id == asker,
        can_edit=access.can_edit(viewer, row, at=now),
        can_withdraw=access.can_withdraw(viewer, row),
        can_restore=access.can_restore(viewer, row, at=now),
    )


def _quote(row: Reply, writers: Mapping[UUID, Byline], url: str) -> Quote:
    return Quote(
        reply_id=row.pk,
        number=row.number,
        byline=_writer(row, writers),
        excerpt="" if row.is_withdrawn else excerpt(plain(to_html(row.text)), EXCERPT_LENGTH),
        url=reply_address(url, row.number, row.pk),
        withdrawn=row.is_withdrawn,
    )


def _writer(row: Reply, writers: Mapping[UUID, Byline]) -> Byline:
    return writers.get(row.author_id) or former_member() if row.author_id else former_member()
