"""Prove that nothing is lost: every source against its entries, every entry against what the engines hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import F

from search import index, registry, statistics
from search.contract import Engine
from search.engines.database import DatabaseEngine
from search.models import Entry

BATCH = 500


@dataclass(slots=True)
class Differences:
    """What is not as it should be, by place; every list holds keys."""

    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    engines: dict[str, list[str]] = field(default_factory=dict)
    compared: int = 0

    @property
    def total(self) -> int:
        """Return how many differences there are."""
        entries = len(self.missing) + len(self.outdated) + len(self.left_behind) + len(self.uncounted)
        return entries + sum(map(len, self.engines.values()))

    def as_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "compared": self.compared,
            "differences": self.total,
            "source": {"missing": self.missing, "outdated": self.outdated, "left_behind": self.left_behind},
            "uncounted": self.uncounted,
            "engines": self.engines,
        }


def compare(*, repair: bool = False) -> Differences:
    """Compare sources, entries and engines; with `repair`, mend what differs and return what differed."""
    found = compare_sources(repair=repair)
    uncounted = Entry.objects.filter(counted_version__lt=F("version"))
    found.uncounted = list(uncounted.order_by("pk").values_list("key", flat=True))
    if repair:
        statistics.fold()
    for engine in _engines():
        found.engines[engine.name] = _against_engine(engine, found, repair=repair)
    return found


def compare_sources(*, repair: bool = False) -> Differences:
    """Compare every source with its entries only."""
    found = Differences()
    for source in registry.sources():
        _against_source(source, found)
    _without_source(found)
    if repair:
        index.schedule(*found.missing, *found.outdated, *found.left_behind)
    return found


def _engines() -> Iterator[Engine]:
    yield DatabaseEngine()
    if index.copies_to_elasticsearch():
        from search.engines.elastic.engine import ElasticEngine  # The client library loads only where it is used.

        yield ElasticEngine()


def _against_source(source: registry.Source, found: Differences) -> None:
    for keys in _chunks(source.keys()):
        hashes = dict(Entry.objects.live().filter(key__in=keys).values_list("key", "hash"))
        for document in source.documents(keys):
            found.compared += 1
            if document.key not in hashes:
                found.missing.append(document.key)
            elif hashes[document.key] != index.content_hash(document):
                found.outdated.append(document.key)
    live = Entry.objects.live().filter(key__startswith=f"{source.kind}:")
    for keys in _chunks(live.order_by("pk").values_list("key", flat=True).iterator(chunk_size=BATCH)):
        known = {document.key for document in source.documents(keys)}
        found.left_behind += [key for key in keys if key not in known]


def _without_source(found: Differences) -> None:
    kinds = {source.kind for source in registry.sources()}
    orphans = Entry.objects.live().exclude(kind__in=kinds)
    found.left_behind += [key for key in orphans.values_list("key", flat=True) if key.partition(":")[0] not in kinds]


def _against_engine(engine: Engine, found: Differences, *, repair: bool) -> list[str]:
    keys: list[str] = []
    cursor = 0
    while batch := list(Entry.objects.filter(pk__gt=cursor).order_by("pk")[:BATCH]):
        cursor = batch[-1].pk
        differing = set(engine.differing(batch))
        keys += [entry.key for entry in batch if entry.key in differing]
        if repair and differing:
            _mend(engine, [entry for entry in batch if entry.key in differing])
    strays = list(engine.strays())
    if repair and strays:
        engine.remove_strays()
    return keys + [f"stray {key}" for key in strays]


def _mend(engine: Engine, entries: Sequence[Entry]) -> None:
    engine.write(entries)
    still = set(engine.differing(entries))
    stubborn = [entry for entry in entries if entry.key in still]
    if not stubborn:
        return
    # The copy claims a later version than the truth, as after a database restored from a backup: overtake it.
    newest = engine.versions([entry.key for entry in stubborn])
    for entry in stubborn:
        entry.version = max(entry.version, newest.get(entry.key, 0)) + 1
    index.store(stubborn)
    engine.write(stubborn)


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(keys)
    while chunk := list(islice(iterator, BATCH)):
        yield chunk
