"""Withdrawing a case: it leaves every page, list and index at once, and does not come back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.cases import access
from community.cases.actions.marking import locked, record, schedule
from community.cases.enums import CaseState
from community.cases.models import Case
from community.doctors.access import viewer_for
from community.doctors.models import Doctor


@transaction.atomic
def withdraw_case(*, by: Doctor, case_id: UUID) -> Case:
    """Take a posted case back; its replies go with it. A withdrawn case stays withdrawn."""
    viewer = viewer_for(by.user)
    access.check_can_withdraw(viewer, access.get_own_case_for(viewer, case_id))
    case = locked(case_id)
    if case.state == CaseState.WITHDRAWN:
        return case
    case.state, case.withdrawn_at, case.version = CaseState.WITHDRAWN, timezone.now(), case.version + 1
    case.save(update_fields=["state", "withdrawn_at", "version"])
    record("case.withdrawn", case, by, replies=case.reply_count)
    schedule(case)
    return case
