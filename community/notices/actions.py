"""Telling a doctor something, and noting that it was read; each is safe to ask for twice."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.notices.models import Notice


def tell(*, doctor_id: UUID, kind: str, about: UUID) -> Notice:
    """Tell a doctor once of one thing; whoever calls this has checked that the doctor may know of it."""
    return Notice.objects.get_or_create(doctor_id=doctor_id, kind=kind, about=about)[0]


@transaction.atomic
def mark_read(*, doctor_id: UUID, notice_ids: Iterable[UUID] | None = None) -> int:
    """Mark some notices, or all, as read; return how many were unread."""
    unread = Notice.objects.unread().filter(doctor_id=doctor_id)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=timezone.now())
