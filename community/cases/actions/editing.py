"""Editing a posted case: readers can always see what an edit replaced, and whether replies stood under it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.cases import access
from community.cases.actions.marking import locked, record, schedule
from community.cases.checking import check_complete, check_guarded
from community.cases.content import Content, read, write
from community.cases.models import Case, CaseRevision
from community.cases.titles import propose_title
from community.doctors.access import viewer_for
from community.doctors.models import Doctor
from portal.kit.errors import Conflict


@transaction.atomic
def edit_case(*, by: Doctor, case_id: UUID, version: int, content: Content, at: datetime | None = None) -> Case:
    """Change a posted case and keep what it said; `version` is the one the writer started from.

    The same change again changes nothing. Raises Conflict when the case changed since, Refused when the new text is
    incomplete or holds identifiers.
    """
    viewer = viewer_for(by.user)
    access.check_can_edit(viewer, access.get_case_for(viewer, case_id))
    case = locked(case_id)
    if not content.title:
        content = _titled(content)
    if read(case) == content:
        return case
    if version != case.version:
        message = _("You changed this case in another window. Compare the two texts, then save this one again.")
        raise Conflict(message, code="stale")
    check_complete(content)
    check_guarded(content, case.country)
    after_replies = case.reply_count > 0
    number = _keep(case, by, after_replies=after_replies)
    write(case, content)
    case.edited_at, case.version = at or timezone.now(), case.version + 1
    case.edited_after_replies = case.edited_after_replies or after_replies
    case.save()
    record("case.edited", case, by, revision=number, after_replies=after_replies)
    schedule(case)
    return case


def _titled(content: Content) -> Content:
    return replace(content, title=propose_title(content.question, content.presentation))


def _keep(case: Case, by: Doctor, *, after_replies: bool) -> int:
    """Store what the case says now as a revision; return its number."""
    number = (case.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    CaseRevision.objects.create(case=case, by=by, number=number, snapshot=case.content(), after_replies=after_replies)
    return number
