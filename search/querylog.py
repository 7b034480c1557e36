"""Count what is searched for, without keeping who or anything a person could be known by.

A query is counted under its words only when every one of them stands in public entries and none has a digit; any other
is counted as "". Counts gather in the process and are written now and then, so a search never waits for a writer.
"""

import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from search import statistics, vocabulary
from search.models import QueryLog
from search.parse import Parsed

KEPT = timedelta(days=90)
_EVERY, _MOST = 60.0, 100
_lock = threading.Lock()
_waiting: Counter[tuple[date, tuple[str, ...]]] = Counter()
_found: dict[tuple[date, tuple[str, ...]], int] = {}
_written_at = time.monotonic()


def note(parsed: Parsed, total: int) -> None:
    """Count one search."""
    words = [*(word for phrase in parsed.phrases for word in phrase), *parsed.words]
    key = (timezone.now().date(), tuple(words) if len(words) <= 8 else ())
    with _lock:
        _waiting[key] += 1
        _found[key] = total
        due = time.monotonic() - _written_at > _EVERY or sum(_waiting.values()) >= _MOST
    if due:
        flush()


def flush() -> None:
    """Write what was counted; a database that is busy loses some counts, never a search."""
    global _written_at
    with _lock:
        counts, found = dict(_waiting), dict(_found)
        _waiting.clear()
        _found.clear()
        _written_at = time.monotonic()
    if not counts:
        return
    known = vocabulary.public_words(sorted({word for _day, words in counts for word in words}))
    rows: dict[tuple[date, str], list[int]] = {}
    for (day, words), number in counts.items():
        public = all(word in known and not any(c.isdigit() for c in word) for word in words)
        query = " ".join(words)[:120] if public else ""
        row = rows.setdefault((day, query), [0, 0])
        row[0] += number
        row[1] = found[day, words] if query else 0
    with suppress(DatabaseError), transaction.atomic():
        statistics.upsert(
            "default",
            "INSERT INTO search_querylog (day, query, count, found) VALUES ",
            " ON CONFLICT (day, query) DO UPDATE SET count = search_querylog.count + excluded.count,"
            " found = excluded.found",
            [(day, query, *row) for (day, query), row in sorted(rows.items())],
        )


def forget() -> int:
    """Drop counts past their time; return how many rows went."""
    flush()
    return QueryLog.objects.filter(day__lt=timezone.now().date() - KEPT).delete()[0]
