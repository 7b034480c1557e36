"""Threads and replies for tests, under a small shelf that hosts them."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from uuid import UUID, uuid4

from django.utils import timezone

from community.discussion import hosts
from community.discussion.models import Follow, Reply, Thread
from community.doctors.models import Doctor
from portal.kit.errors import Invalid, NotAllowed
from portal.kit.viewers import Viewer

_numbers = count(1)


class Shelf:
    """A host for tests: every doctor reads what is not hidden from them, and may reply to what is not closed."""

    def __init__(self) -> None:
        self.hidden_from: set[tuple[UUID, UUID | None]] = set()
        self.closed: set[UUID] = set()
        self.changes: list[tuple[UUID, UUID]] = []
        self.forbidden_word = "FORBIDDEN"

    def visible(self, viewer: Viewer, subject_ids: Collection[UUID]) -> set[UUID]:
        if not viewer.is_doctor:
            return set()
        return {subject for subject in subject_ids if (subject, viewer.doctor_id) not in self.hidden_from}

    def check_can_reply(self, viewer: Viewer, subject_id: UUID) -> None:
        if subject_id in self.closed:
            raise NotAllowed("The shelf is closed.")

    def check_text(self, text: str, viewer: Viewer, subject_id: UUID) -> None:
        if self.forbidden_word in text:
            raise Invalid("This word may not be posted.", field="text")

    def url(self, subject_id: UUID) -> str:
        return f"/shelf/{subject_id}/"

    def title(self, subject_id: UUID) -> str:
        return f"Shelf {subject_id}"

    def titles(self, subject_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return {subject_id: self.title(subject_id) for subject_id in subject_ids}

    def reply_changed(self, subject_id: UUID, reply_id: UUID) -> None:
        self.changes.append((subject_id, reply_id))


@contextmanager
def shelf_host() -> Iterator[Shelf]:
    """Register a shelf for the time of a test."""
    shelf = Shelf()
    hosts.register("shelf", shelf)
    try:
        yield shelf
    finally:
        hosts.unregister("shelf")


def make_thread(*, kind: str = "shelf", subject: UUID | None = None) -> Thread:
    return Thread.objects.create(subject_kind=kind, subject_id=subject or uuid4())


def make_reply(
    thread: Thread,
    author: Doctor | None,
    text: str = "I would not wait.",
    *,
    quoted: Reply | None = None,
    posted_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
) -> Reply:
    thread.refresh_from_db()
    thread.last_number += 1
    thread.reply_count += withdrawn_at is None
    thread.last_reply_at = posted_at or timezone.now()
    thread.save()
    return Reply.objects.create(
        thread=thread,
        author=author,
        number=thread.last_number,
        text=text,
        quoted=quoted,
        token=f"token-{next(_numbers)}",
        posted_at=thread.last_reply_at,
        withdrawn_at=withdrawn_at,
    )


def make_replies(thread: Thread, authors: list[Doctor], number: int) -> list[Reply]:
    """Fill an empty thread at once; every third reply quotes the first."""
    now = timezone.now()
    rows: list[Reply] = []
    for n in range(1, number + 1):
        rows.append(
            Reply(
                thread=thread,
                author=authors[n % len(authors)],
                number=n,
                text=f"Reply {n}. I would **treat tonight** and repeat the cultures first.\n\n- one\n- two",
                quoted=rows[0] if n % 3 == 0 else None,
                token=f"{thread.pk.hex}-{n}",
                posted_at=now,
            )
        )
    Reply.objects.bulk_create(rows)
    Thread.objects.filter(pk=thread.pk).update(last_number=number, reply_count=number, last_reply_at=now)
    thread.refresh_from_db()
    return rows


def make_follow(thread: Thread, doctor: Doctor) -> Follow:
    return Follow.objects.create(thread=thread, doctor=doctor)
