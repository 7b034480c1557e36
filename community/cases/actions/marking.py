"""What every change of a case does besides changing it: hold the row, leave an audit line, tell the index."""

from uuid import UUID

from community.cases.models import Case
from community.discussion.models import Reply
from community.doctors.models import Doctor
from portal.kit import audit
from search import index


def locked(case_id: UUID) -> Case:
    """Hold the case until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case_id)


def record(action: str, case: Case, by: Doctor, **detail: str | int | bool) -> None:
    """Leave an audit line: codes and numbers, never words of the case."""
    audit.record(action, by=by.user_id, subject=case.key, country=case.country, detail=detail)


def schedule(case: Case, *, with_replies: bool = True) -> None:
    """Tell the index that the case changed, and its replies with it: they carry its title, status and audience."""
    keys = [case.key]
    if with_replies and case.thread_id:
        replies = Reply.objects.filter(thread=case.thread_id).values_list("pk", flat=True)
        keys += [f"{case.key}:{reply_id}" for reply_id in replies]
    index.schedule(*keys)
