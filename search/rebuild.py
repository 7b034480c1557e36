"""Rebuild what can be rebuilt from entries: a fresh Elasticsearch index beside the one that serves, or the text index.

The fresh index receives every change from its first moment on, a killed rebuild goes on where it was, and an index
that came out short never serves.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db.models import Count

from portal.kit.audience import unpack
from search import analysis, index, statistics
from search.contract import EngineDown
from search.engines.database import DatabaseEngine
from search.models import Entry, IndexJob, Rebuild

BATCH = 500
#: Batches on their way at once: reading entries and indexing them overlap, memory stays flat.
AHEAD = 3

Report = Callable[[int, int], None]


class IndexShort(Exception):
    """The fresh index holds fewer entries than the database; the old one goes on serving."""


def rebuild_database(report: Report, using: str = "default") -> int:
    """Write every text index row and count every word anew; return how many entries there are."""
    engine = DatabaseEngine(using)
    total = Entry.objects.using(using).count()
    done = 0
    for batch in _batches(0, using):
        engine.write(batch)
        done += len(batch)
        report(done, total)
    engine.remove_strays()
    statistics.recount(using)
    return done


def rebuild_elastic(report: Report, *, fresh: bool = False) -> int:
    """Fill fresh indexes from the entries, prove them complete, let them serve; return how many were written now."""
    from search.engines.elastic import admin

    admin.ensure()
    rows = _begin(fresh=fresh)
    cursor = min(row.cursor for row in rows.values())
    total = Entry.objects.count()
    done = before = Entry.objects.filter(pk__lte=cursor).count()
    indexes = {language: row.index for language, row in rows.items()}
    with ThreadPoolExecutor(max_workers=2, thread_name_prefix="rebuild") as pool:
        waiting: list[tuple[Future[None], int, int]] = []
        for batch in _batches(cursor):
            waiting.append((pool.submit(_send, _operations(batch, indexes)), batch[-1].pk, len(batch)))
            while len(waiting) >= AHEAD:
                done += _finish(waiting.pop(0))
                report(done, total)
        while waiting:
            done += _finish(waiting.pop(0))
            report(done, total)
    try:
        for language, name in indexes.items():
            _check_complete(language, name)
    except IndexShort:
        _discard(rows.values())  # Going on could not mend it: the next rebuild starts anew.
        raise
    for language, name in indexes.items():
        admin.make_steady(name)
        admin.swap(name, language)
        Rebuild.objects.filter(language=language).delete()
    index.sync()
    return done - before


def _begin(*, fresh: bool) -> dict[str, Rebuild]:
    """Return the rebuild under way, or start one; leftovers of a start that cannot go on are dropped."""
    from search.engines.elastic import admin

    rows = {row.language: row for row in Rebuild.objects.all()}
    whole = set(rows) == set(analysis.LANGUAGES) and all(admin.exists(row.index) for row in rows.values())
    if whole and not fresh:
        return rows
    _discard(rows.values())
    rows = {}
    for language in analysis.LANGUAGES:
        name = admin.create(language, filling=True)
        # From here on writers send every change to both; what was committed before is read from the entries.
        admin.begin_writing_to(name, language)
        rows[language] = Rebuild.objects.create(language=language, index=name)
    return rows


def _discard(rows: Iterable[Rebuild]) -> None:
    from search.engines.elastic import admin

    for row in rows:
        admin.drop(row.index)
    Rebuild.objects.all().delete()


def _batches(cursor: int, using: str = "default") -> Iterator[list[Entry]]:
    while True:
        batch = list(Entry.objects.using(using).filter(pk__gt=cursor).order_by("pk")[:BATCH])
        if not batch:
            return
        yield batch
        cursor = batch[-1].pk


def _operations(batch: Sequence[Entry], indexes: Mapping[str, str]) -> list[Mapping[str, Any]]:
    from search.engines.elastic.engine import action, places_of

    operations: list[Mapping[str, Any]] = []
    for entry in batch:
        for language, content in places_of(entry):
            operations += [action(entry, indexes[language]), content]
    return operations


def _send(operations: list[Mapping[str, Any]]) -> None:
    """Write one batch; only a newer version already there may refuse an entry."""
    from search.engines.elastic.client import WRITE_TIMEOUT, asking, client
    from search.engines.elastic.engine import CONFLICT

    with asking(guarded=False):
        answer = client(timeout=WRITE_TIMEOUT).bulk(operations=operations, filter_path="errors,items.*.status")
    if answer.get("errors"):
        refused = [item["index"]["status"] for item in answer["items"] if item["index"]["status"] >= 300]
        if any(status != CONFLICT for status in refused):
            raise EngineDown(f"bulk write refused with {sorted(set(refused))}")


def _finish(written: tuple[Future[None], int, int]) -> int:
    """Wait for the oldest batch, then remember how far the rebuild got."""
    future, cursor, number = written
    future.result()
    Rebuild.objects.update(cursor=cursor)
    return number


def _check_complete(language: str, name: str) -> None:
    """Refuse an index with fewer documents than entries, those aside that still wait to be copied."""
    from search.engines.elastic import admin

    missing = expected(language) - admin.count(name)
    if missing > IndexJob.objects.count():
        raise IndexShort(f"{name} lacks {missing} of {expected(language)} entries; the old index goes on serving")


def expected(language: str) -> int:
    """Return how many documents the index of a language must hold, tombstones included."""
    number = 0
    rows = Entry.objects.values_list("language", "past_languages").annotate(number=Count("pk"))
    for own, past, count in rows:
        codes = {analysis.analysed_as(code) for code in [own, *unpack(past)]}
        number += count if language in codes else 0
    return number
