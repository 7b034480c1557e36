"""Closing a case when its question is answered, and opening it again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.cases import access
from community.cases.actions.marking import locked, record, schedule
from community.cases.models import Case
from community.doctors.access import viewer_for
from community.doctors.models import Doctor


@transaction.atomic
def close_case(*, by: Doctor, case_id: UUID, at: datetime | None = None) -> Case:
    """Stop taking replies; a closed case stays as it is."""
    return _set_closed(by, case_id, at or timezone.now(), "case.closed")


@transaction.atomic
def reopen_case(*, by: Doctor, case_id: UUID) -> Case:
    """Take replies again; an open case stays as it is."""
    return _set_closed(by, case_id, None, "case.reopened")


def _set_closed(by: Doctor, case_id: UUID, when: datetime | None, action: str) -> Case:
    viewer = viewer_for(by.user)
    access.check_can_edit(viewer, access.get_case_for(viewer, case_id))
    case = locked(case_id)
    if (case.closed_at is None) == (when is None):
        return case
    case.closed_at = when
    case.save(update_fields=["closed_at"])
    record(action, case, by)
    schedule(case)
    return case
