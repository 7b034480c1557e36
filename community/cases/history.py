"""What each edit of a case changed, field by field and word by word, latest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from community.cases.enums import AgeBand, AudienceChoice, Sex, Urgency
from community.cases.models import CONTENT, TEXTS, Case, CaseRevision
from community.doctors.specialties import specialty_name

PAGE_SIZE = 20
# A comparison costs at most the product of both lengths; past this the whole passage is shown as replaced.
_MOST_COMPARED = 2_000_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one edit."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: when it was made, whether replies stood under the case, and what it changed."""

    number: int
    at: datetime
    after_replies: bool
    changes: tuple[Change, ...]


def edits_of(case: Case, before: int | None = None) -> tuple[list[Edit], int]:
    """Return a page of edits, latest first, and the number to go on from (0 at the end); one query."""
    rows = case.revisions.order_by("-number")
    # One more on top tells what the first of this page led to, one more below whether there are older ones.
    kept = list(rows.filter(number__lte=before)[: PAGE_SIZE + 2] if before else rows[: PAGE_SIZE + 1])
    after: dict[str, Any] = case.content()
    if before and kept and kept[0].number == before:
        after = kept.pop(0).snapshot
    edits = list(_edits(kept[:PAGE_SIZE], after))
    return edits, kept[PAGE_SIZE - 1].number if len(kept) > PAGE_SIZE else 0


def _edits(rows: list[CaseRevision], after: dict[str, Any]) -> Iterator[Edit]:
    for row in rows:
        yield Edit(row.number, row.created_at, row.after_replies, tuple(_changes(row.snapshot, after)))
        after = row.snapshot


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    labels = _labels()
    for name in CONTENT:
        old, new = _words_of(name, before.get(name, "")), _words_of(name, after.get(name, ""))
        if name in labels and old != new:
            whole = tuple(_whole("replace", old, new))
            yield Change(labels[name], compare(old, new) if name in TEXTS else whole)


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one: paragraphs are matched first, then words inside those that differ."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        pieces += _within(removed, added) if tag == "replace" else _whole(tag, removed, added)
    return tuple(pieces)


def _whole(tag: str, removed: str, added: str) -> list[Piece]:
    if tag == "equal":
        return [Piece(SAME, removed)]
    return [piece for piece in (Piece(REMOVED, removed), Piece(ADDED, added)) if piece.text]


def _within(removed: str, added: str) -> list[Piece]:
    before, after = _WORDS.findall(removed), _WORDS.findall(added)
    if len(before) * len(after) > _MOST_COMPARED:
        return _whole("replace", removed, added)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pieces += _whole(tag, "".join(before[i:j]), "".join(after[k:m]))
    return pieces


def _labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "question": _("Question"),
        "presentation": _("Presentation"),
        "history": _("History"),
        "examination": _("Examination"),
        "investigations": _("Investigations"),
        "specialty": _("Specialty"),
        "age_band": _("Age"),
        "sex": _("Sex"),
        "urgency": _("Urgency"),
        "audience_choice": _("Audience"),
    }


def _words_of(name: str, value: str) -> str:
    """Put a stored value into words."""
    if name == "specialty":
        return specialty_name(value)
    kinds = {"age_band": AgeBand, "sex": Sex, "urgency": Urgency, "audience_choice": AudienceChoice}
    kind = kinds.get(name)
    return str(kind(value).label) if kind and value in kind.values else value
