"""Everything that changes a case: one verb a function, one transaction each, safe to ask for twice."""

from community.cases.actions.closing import close_case, reopen_case
from community.cases.actions.drafting import discard_draft, keep_apart, save_draft
from community.cases.actions.editing import edit_case
from community.cases.actions.posting import post_case, quick_ask
from community.cases.actions.replying import count_replies
from community.cases.actions.withdrawing import withdraw_case

__all__ = [
    "close_case",
    "count_replies",
    "discard_draft",
    "edit_case",
    "keep_apart",
    "post_case",
    "quick_ask",
    "reopen_case",
    "save_draft",
    "withdraw_case",
]
