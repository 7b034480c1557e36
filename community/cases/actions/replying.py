"""What a changed reply does to its case: counts, the time of the last one, and the index."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q

from community.cases.actions.marking import locked, schedule
from community.cases.models import Case
from community.discussion.models import Reply
from search import index


@transaction.atomic
def count_replies(*, case_id: UUID, reply_id: UUID | None = None) -> Case:
    """Count the standing replies anew; a colleague's is an answer, the author's own is not."""
    case = locked(case_id)
    before = case.status
    standing = Reply.objects.standing().filter(thread=case.thread_id)
    by_colleague = Q(author=None) | ~Q(author=case.author_id) if case.author_id else Q()
    counted = standing.aggregate(
        replies=Count("pk"), answers=Count("pk", filter=by_colleague or None), last=Max("posted_at")
    )
    case.reply_count, case.answer_count = counted["replies"], counted["answers"]
    case.last_reply_at = counted["last"]
    case.save(update_fields=["reply_count", "answer_count", "last_reply_at"])
    schedule(case, with_replies=case.status != before)
    if reply_id:
        index.schedule(f"{case.key}:{reply_id}")
    return case
