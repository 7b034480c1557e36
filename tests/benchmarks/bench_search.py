"""Rebuild against raw bulk writes, and a whole lookup against the bare request inside it, at 1,000 and 50,000 entries.

Goals: a rebuild writes at least 0.6 of what `helpers.bulk` writes of the same documents into the same mapping; a lookup
takes at most twice the bare `_search` of its own body at 50,000 entries, and that ratio of whole lookups between 1,000
and 50,000 entries is at most 1.5. The figures go to `var/reports/bench_search.json` and stdout.
"""

import json
import os
import random
import statistics as figures
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.kit.viewers import Viewer
from search import analysis, lookup, plan, rebuild, registry, statistics, vocabulary
from search.contract import Query
from search.models import Entry
from search.parse import parse
from tests.factories.search import viewer

SIZES = (1_000, 50_000)
LEAST_REBUILD, MOST_LOOKUP, MOST_GROWTH = 0.6, 2.0, 1.5
QUESTIONS, ROUNDS = 40, 5
COUNTRIES = ("us", "gb", "ca", "au", "ie", "nz", "za")
SPECIALTIES = ("cardiology", "neurology", "oncology", "paediatrics", "psychiatry", "surgery")


class Generated:
    """A room with entries of generated text; what may be seen is asked of the database, as rooms do."""

    kind = "generated"
    label = label_plural = "Generated"

    def documents(self, keys):
        return ()

    def keys(self, after=""):
        return iter(())

    def visible(self, viewer: Viewer, keys) -> set[str]:
        return set(Entry.objects.admitting(viewer).filter(key__in=keys).values_list("key", flat=True))


def words(dice: random.Random) -> list[str]:
    """Make a vocabulary: pronounceable, and as unevenly used as real words are."""
    heads = ("card", "neur", "hepat", "nephr", "derm", "gastr", "pulm", "oste", "myel", "thromb", "aden", "cephal")
    middles = ("io", "o", "ato", "ino", "ale", "era", "ula", "ema", "ira", "oto")
    tails = ("logy", "pathy", "itis", "osis", "emia", "algia", "ectomy", "gram", "plasty", "scopy", "tomy", "cyte")
    made = [h + m + n + t for h in heads for m in middles for n in ("", "r", "l", "st") for t in tails]
    dice.shuffle(made)
    return made


def fill(dice: random.Random, vocabulary_: list[str], first: int, last: int) -> None:
    weights = [1 / (rank + 3) for rank in range(len(vocabulary_))]
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rows = []
    for n in range(first, last):
        text = dice.choices(vocabulary_, weights, k=dice.randrange(60, 180))
        key = f"generated:{n:08}"
        rows.append(
            Entry(
                key=key,
                kind="generated",
                group=key,
                language="en",
                title=" ".join(text[:7]).capitalize(),
                body=". ".join(" ".join(text[at : at + 14]) for at in range(7, len(text), 14)),
                url=f"/generated/{n}/",
                country=dice.choice(COUNTRIES),
                specialties=f"|{dice.choice(SPECIALTIES)}|",
                status=dice.choice(("open", "answered", "closed")),
                year=2020 + n % 7,
                published_at=now - timedelta(minutes=n),
                audience_public=n % 4 == 0,
                hash=str(n),
                version=1,
                facts={"age": "40-49"},
            )
        )
        if len(rows) == 1000 or n == last - 1:
            Entry.objects.bulk_create(rows)
            rows = []
    Entry.objects.filter(pk__gt=2000).update(counted_version=1)
    statistics.fold()


def raw_bulk() -> float:
    """Write the same documents into the same mapping with the library's own helper; return entries a second."""
    from elasticsearch import helpers

    from search.engines.elastic import admin
    from search.engines.elastic.client import WRITE_TIMEOUT, client
    from search.engines.elastic.mapping import document

    name = admin.create("en", filling=True)
    try:
        documents = [
            {"_op_type": "index", "_index": name, "_id": entry.key, "_source": dict(document(entry))}
            for entry in Entry.objects.order_by("pk").iterator()
        ]
        began = time.perf_counter()
        helpers.bulk(client(timeout=WRITE_TIMEOUT), documents, chunk_size=500)
        return len(documents) / (time.perf_counter() - began)
    finally:
        admin.drop(name)


def own_rebuild() -> float:
    began = time.perf_counter()
    rebuild.rebuild_elastic(lambda done, total: None, fresh=True)
    return Entry.objects.count() / (time.perf_counter() - began)


def lookups(dice: random.Random, vocabulary_: list[str], reader: Viewer) -> dict[str, float]:
    """Return median milliseconds of whole lookups and of the bare requests inside them, taken in turns."""
    from search.engines.elastic import admin, query
    from search.engines.elastic.client import client

    names = ",".join(admin.read_alias(language) for language in analysis.LANGUAGES)
    texts = [" ".join(dice.sample(vocabulary_[:400], dice.choice((1, 2, 2, 3)))) for _n in range(QUESTIONS)]
    whole, bare = [], []
    for turn in range(ROUNDS + 1):
        for text in texts:
            asked = Query(text=text, language="en")
            parsed = parse(text)
            built = plan.build(parsed, asked, vocabulary.corrections(parsed, reader, "en"))
            body = query.search_body(
                built, reader, size=asked.size + lookup.SPARE + 1, after=None, facets=True, collapse=True
            )
            began = time.perf_counter()
            client(timeout=30).search(index=names, body=body, request_cache=False)
            middle = time.perf_counter()
            found = lookup.search(asked, reader)
            ended = time.perf_counter()
            assert (found.engine, found.total > 0) == ("elastic", True)
            if turn:
                bare.append(middle - began)
                whole.append(ended - middle)
    return {
        "whole_ms": round(figures.median(whole) * 1000, 2),
        "bare_ms": round(figures.median(bare) * 1000, 2),
        "ratio": round(figures.median(whole) / figures.median(bare), 3),
    }


@pytest.mark.django_db
@pytest.mark.elastic
@pytest.mark.timeout(1800)
def test_search_costs_little_more_than_what_it_stands_on(capsys, settings):
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("needs ELASTICSEARCH_URL")
    from search.engines.elastic import admin

    settings.SEARCH_INDEX_PREFIX = f"{settings.SEARCH_INDEX_PREFIX}-bench"
    dice, reader = random.Random(11), viewer(specialties=("cardiology",))
    vocabulary_ = words(dice)
    registry.register(Generated())
    try:
        found, last = {}, 0
        for size in SIZES:
            fill(dice, vocabulary_, last, size)
            last = size
            own_rebuild()
            found[size] = lookups(random.Random(3), vocabulary_, reader)
        # In turns, so that a machine that grows busy touches both.
        raw, own = zip(*((raw_bulk(), own_rebuild()) for _turn in range(2)), strict=True)
    finally:
        registry.unregister("generated")
        admin.remove_all(settings.SEARCH_INDEX_PREFIX)
    report = {
        "rebuild": {
            "raw_per_second": [round(one) for one in raw],
            "own_per_second": [round(one) for one in own],
            "ratio": round(figures.median(own) / figures.median(raw), 3),
            "goal": LEAST_REBUILD,
        },
        "lookup": {str(size): times for size, times in found.items()} | {"goal": MOST_LOOKUP},
        "growth": {
            "ratio": round(found[SIZES[1]]["whole_ms"] / found[SIZES[0]]["whole_ms"], 3),
            "goal": MOST_GROWTH,
        },
    }
    folder = Path(os.environ.get("BENCH_REPORTS", "var/reports"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench_search.json").write_text(json.dumps(report, indent=2) + "\n")
    with capsys.disabled():
        print(json.dumps(report, indent=2))
    assert report["rebuild"]["ratio"] >= LEAST_REBUILD
    assert report["lookup"][str(SIZES[1])]["ratio"] <= MOST_LOOKUP
    assert report["growth"]["ratio"] <= MOST_GROWTH
