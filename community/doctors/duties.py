"""Granting and ending duties; higher rooms listen, so that a duty gives exactly the powers it names."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from community.doctors.models import Duty, User
from portal.kit import audit

_listeners: list[Callable[[User], None]] = []


def on_change(listener: Callable[[User], None]) -> None:
    """Call `listener(user)` in the same transaction whenever an account's duties change."""
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic
def grant_duty(*, user: User, kind: str, country: str, by: User | None = None, reason: str = "") -> Duty:
    """Give a duty for a country ("" for everywhere); granting it twice changes nothing."""
    duty, created = Duty.objects.get_or_create(
        user=user, kind=kind, country=country, ends_at=None, defaults={"granted_by": by, "reason": reason}
    )
    if created:
        _changed(user, "duty.granted", duty, by)
    return duty


@transaction.atomic
def end_duty(*, duty: Duty, by: User | None, reason: str) -> bool:
    """End a duty now; return whether it was still running."""
    ended = Duty.objects.filter(pk=duty.pk, ends_at=None).update(ends_at=timezone.now(), reason=reason[:200])
    if ended:
        _changed(duty.user, "duty.ended", duty, by)
    return bool(ended)


def _changed(user: User, action: str, duty: Duty, by: User | None) -> None:
    audit.record(
        action,
        by=by.pk if by else None,
        subject=f"user:{user.pk}",
        country=duty.country,
        detail={"kind": duty.kind},
    )
    for listener in _listeners:
        listener(user)
