"""What the list of notices and the count in the page's head show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from community.notices.access import own_notices
from community.notices.kinds import lines_for
from portal.kit.paging import page_of
from portal.kit.viewers import Viewer

COUNT_LIMIT = 99


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One line of the list."""

    id: UUID
    text: str
    at: datetime
    is_unread: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of notices, newest first; `hidden` are unread ones whose subject can no longer be seen."""

    notices: list[ShownNotice]
    hidden: list[UUID]
    next: str
    previous: str


def unread_count(viewer: Viewer) -> int:
    """Return how many notices are unread, counting no further than the badge can show."""
    return own_notices(viewer).unread()[:COUNT_LIMIT].count() if viewer.doctor_id else 0


def notice_page(viewer: Viewer, cursor: str | None = None) -> NoticePage:
    """Return a page of the viewer's notices in words, without those they may no longer see."""
    page = page_of(own_notices(viewer), order=("-created_at", "-id"), cursor=cursor)
    lines = lines_for(viewer, page.items)
    return NoticePage(
        notices=[
            ShownNotice(notice.pk, lines[notice.pk].text, notice.created_at, notice.read_at is None)
            for notice in page.items
            if notice.pk in lines
        ],
        hidden=[notice.pk for notice in page.items if notice.pk not in lines and notice.read_at is None],
        next=page.next,
        previous=page.previous,
    )
