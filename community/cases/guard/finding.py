"""What the guard reports: where something stands in the text, what it looks like and what to do about it.

A finding holds positions only, never the text itself, so that it can be logged, stored and shown without leaking.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

EMAIL = "email"
PHONE = "phone"
TOO_MANY = "too-many-numbers"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of the text that may name a person. One that `blocks` has to go before the case is posted."""

    kind: str
    start: int
    end: int
    message: str | Promise
    blocks: bool


def email(start: int, end: int) -> Finding:
    """Report an e-mail address."""
    message = _("This looks like an e-mail address. Remove it: a case must not show how to reach a person.")
    return Finding(EMAIL, start, end, message, blocks=True)


def phone(start: int, end: int) -> Finding:
    """Report a telephone number."""
    message = _("This looks like a telephone number. Remove it: a case must not show how to reach a person.")
    return Finding(PHONE, start, end, message, blocks=True)


def identifier(kind: str, name: str | Promise, start: int, end: int, *, blocks: bool) -> Finding:
    """Report a patient's number: sure enough to block, or only to be looked at."""
    message = (
        _("This looks like a patient’s number ({name}). Remove it: it stands for one person.")
        if blocks
        else _("This could be a patient’s number ({name}). Remove it if it is one.")
    )
    return Finding(kind, start, end, format_lazy(message, name=name), blocks=blocks)


def too_many(start: int, end: int) -> Finding:
    """Report that the guard gave up, which blocks: what was not checked is not let through."""
    message = _("There are more numbers in this text than can be checked. Shorten it, or split it into parts.")
    return Finding(TOO_MANY, start, end, message, blocks=True)
