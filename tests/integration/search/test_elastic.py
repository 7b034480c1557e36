"""Elasticsearch beside the database: copies proved equal, late writes, rebuilds under writing, and its absence."""

import os
import time

import pytest
from django.core.management import CommandError, call_command

from search import compare, index, lookup, rebuild
from search.contract import EngineDown, Query
from search.models import Entry, IndexJob, Rebuild
from tests.factories.search import ANONYMOUS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elastic,
    pytest.mark.skipif(not os.environ.get("ELASTICSEARCH_URL"), reason="needs ELASTICSEARCH_URL"),
]


@pytest.fixture(params=["elastic"])
def engine(request, settings, db):
    from search.engines.elastic import admin
    from tests.integration.search.conftest import empty

    settings.ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
    admin.ensure()
    yield "elastic"
    empty(admin.write_targets())


def searched(text="fever"):
    found = lookup.search(Query(text=text), ANONYMOUS)
    return [hit.key for hit in found.hits], found.engine, found.degraded


def stored(key: str, language: str = "en") -> dict:
    from search.engines.elastic import admin
    from search.engines.elastic.client import client

    name = admin.read_index(language)
    return client(timeout=10).options(ignore_status=404).get(index=name, id=key).body


def test_a_job_leaves_only_when_compared_equal(shelf, settle, monkeypatch):
    from search.engines.elastic.engine import ElasticEngine

    key = shelf.put("a", "Fever")
    write = ElasticEngine.write
    # A node that acknowledges and loses what it took, as after a crash without its log.
    monkeypatch.setattr(ElasticEngine, "write", lambda self, entries: None)
    assert (index.sync(), IndexJob.objects.get().key) == (0, key)
    monkeypatch.setattr(ElasticEngine, "write", write)
    assert index.sync() == 0  # Not due yet.
    IndexJob.objects.update(not_before=Entry.objects.get().changed_at)
    assert (index.sync(), IndexJob.objects.count()) == (1, 0)


def test_a_change_during_the_copy_keeps_its_job(shelf, settle, monkeypatch):
    from search.engines.elastic.engine import ElasticEngine

    key = shelf.put("a", "Fever")
    differing = ElasticEngine.differing

    def change_meanwhile(self, entries):
        answer = differing(self, entries)
        monkeypatch.setattr(ElasticEngine, "differing", differing)
        shelf.change(key, title="High fever")
        return answer

    monkeypatch.setattr(ElasticEngine, "differing", change_meanwhile)
    index.sync(limit=1)
    assert list(IndexJob.objects.values_list("key", "version")) == [(key, 2)]
    settle()
    assert (IndexJob.objects.count(), stored(key)["_version"]) == (0, 2)


def test_a_late_write_cannot_undo_a_removal(shelf, settle):
    from search.engines.elastic.engine import ElasticEngine

    key = shelf.put("a", "Fever")
    old = Entry.objects.get(key=key)
    settle()
    shelf.drop(key)
    settle()
    # The tombstone is a document, so it does not matter how long Elasticsearch remembers deletions.
    ElasticEngine().write([old])
    assert stored(key)["_source"] == {"key": key, "group": key, "removed": True}
    assert searched()[0] == []


def test_tombstones_are_in_a_rebuilt_index_too(shelf, settle):
    from search.engines.elastic.engine import ElasticEngine

    key = shelf.put("a", "Fever")
    old = Entry.objects.get(key=key)
    shelf.drop(key)
    settle()
    rebuild.rebuild_elastic(lambda done, total: None)
    ElasticEngine().write([old])
    assert stored(key)["_source"]["removed"] is True


def test_an_index_that_says_visible_is_planted_and_loses(shelf, settle):
    from search.contract import Document
    from search.engines.elastic import admin
    from search.engines.elastic.client import client
    from tests.factories.search import ALL_DOCTORS

    key = shelf.put("a", "Fever", audience=ALL_DOCTORS)
    settle()
    document = stored(key)["_source"] | {"public": True, "title": "Fever secret"}
    name = admin.read_index("en")
    client(timeout=10).index(index=name, id=key, document=document, version=99, version_type="external", refresh=True)
    client(timeout=10).index(index=name, id="note:ghost", document=document | {"key": "note:ghost"}, refresh=True)
    assert isinstance(shelf.held[key], Document)
    assert searched() == ([], "elastic", False)
    assert [one.text for one in lookup.suggest("fev", ANONYMOUS, "en")] == []
    differing = compare.compare()
    assert differing.engines["elastic"] == [key, "stray note:ghost"]
    compare.compare(repair=True)
    settle()
    admin.refresh()
    assert compare.compare().total == 0
    assert stored(key)["_source"]["public"] is False


def test_writes_during_a_rebuild_reach_both_indexes(shelf, settle):
    from search.engines.elastic import admin

    keys = [shelf.put(f"n{n}", f"Fever {n}") for n in range(7)]
    settle()
    before = admin.read_index("en")
    seen = []

    def meanwhile(done, total):
        if not seen:
            seen.append(admin.write_targets()["en"])
            shelf.change(keys[0], title="Fever changed")
            shelf.drop(keys[1])
            shelf.put("late", "Fever late")
            index.sync()

    rebuild.BATCH, size = 2, rebuild.BATCH
    try:
        written = rebuild.rebuild_elastic(meanwhile)
    finally:
        rebuild.BATCH = size
    after = admin.read_index("en")
    assert written >= 7
    assert (len(seen[0]), before in seen[0], after in seen[0], after != before) == (2, True, True, True)
    assert admin.write_targets()["en"] == [after]
    assert not admin.exists(before)
    admin.refresh()
    assert compare.compare().total == 0
    assert set(searched()[0]) == {keys[0], *keys[2:], shelf.put("late", "Fever late")}


def test_a_stopped_rebuild_goes_on_where_it_was(shelf, settle):
    from search.engines.elastic import admin

    for n in range(6):
        shelf.put(f"n{n}", f"Fever {n}")
    settle()
    serving = admin.read_index("en")

    def stop(done, total):
        if done >= 4:
            raise KeyboardInterrupt

    rebuild.BATCH, size = 2, rebuild.BATCH
    try:
        with pytest.raises(KeyboardInterrupt):
            rebuild.rebuild_elastic(stop)
        begun = Rebuild.objects.get(language="en")
        assert (begun.cursor > 0, admin.read_index("en")) == (True, serving)
        assert rebuild.rebuild_elastic(lambda done, total: None) == 2
    finally:
        rebuild.BATCH = size
    assert (admin.read_index("en"), Rebuild.objects.count()) == (begun.index, 0)
    assert compare.compare().total == 0


def test_a_short_index_never_serves(shelf, settle, monkeypatch):
    from search.engines.elastic import admin

    for n in range(4):
        shelf.put(f"n{n}", f"Fever {n}")
    settle()
    serving = admin.read_index("en")
    send, calls = rebuild._send, []

    def lose_one(operations):
        calls.append(1)
        send(operations[2:])

    monkeypatch.setattr(rebuild, "_send", lose_one)
    with pytest.raises(CommandError, match="lacks 1 of 4"):
        call_command("search_rebuild")
    assert (admin.read_index("en"), admin.write_targets()["en"]) == (serving, [serving])
    monkeypatch.setattr(rebuild, "_send", send)
    call_command("search_rebuild")
    assert compare.compare().total == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://10.255.255.1:9200"])
def test_without_elasticsearch_the_database_answers_in_time_and_says_so(shelf, settle, settings, address):
    from search.engines.elastic.client import breaker

    alive = settings.ELASTICSEARCH_URL
    key = shelf.put("a", "Fever")
    settle()
    settings.ELASTICSEARCH_URL = address
    late = shelf.put("b", "Fever again")
    try:
        began = time.monotonic()
        assert (set(searched()[0]), *searched()[1:]) == ({key, late}, "database", True)
        assert [one.text for one in lookup.suggest("fever ag", ANONYMOUS, "en")][:1] == ["Fever again"]
        assert time.monotonic() - began < 2
        if address.endswith(":9"):
            with pytest.raises(EngineDown):
                index.sync()
        assert IndexJob.objects.get().key == late
    finally:
        settings.ELASTICSEARCH_URL = alive
        breaker.worked()
    settle()
    assert (IndexJob.objects.count(), set(searched()[0]), searched()[1]) == (0, {key, late}, "elastic")
    assert compare.compare().total == 0


def test_a_missing_index_is_made_and_filled_by_itself(shelf, settle, settings):
    from search.engines.elastic import admin

    key = shelf.put("a", "Fever")
    settle()
    for language, names in admin.write_targets().items():
        assert language in ("en", "fr", "xx")
        for name in names:
            admin.drop(name)
    assert searched()[:2] == ([key], "database")
    from search.engines.elastic.client import breaker

    breaker.worked()
    index.sync()
    admin.refresh()
    assert searched() == ([key], "elastic", False)
    assert compare.compare().total == 0


def test_a_language_change_moves_the_copy(shelf, settle):
    key = shelf.put("a", "Fever", language="en")
    settle()
    shelf.change(key, language="fr")
    settle()
    assert stored(key, "en")["_source"]["removed"] is True
    assert stored(key, "fr")["_source"]["title"] == "Fever"
    assert searched()[0] == [key]
    assert compare.compare().total == 0


def test_an_index_holds_no_name_or_address(shelf, settle):
    key = shelf.put("a", "Fever", "text", owner="", facts={"byline": "Calm Wren"})
    settle()
    assert set(stored(key)["_source"]) == {
        "key", "group", "whole", "kind", "language", "title", "body", "country", "specialty", "status", "year",
        "published_at", "public", "countries", "specialties", "named", "owner", "removed",
    }  # fmt: skip
