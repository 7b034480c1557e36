"""Telling followers of a new reply: ids in, one notice each at most, safe to run twice."""

from uuid import UUID

from community.discussion.delivery import tell_followers
from portal.kit.jobs import Run, job


@job("discussion.tell_followers", attempts=5)
def tell(run: Run, *, reply_id: str) -> None:
    """Tell those who follow the reply's thread and may still read it."""
    tell_followers(UUID(reply_id))
