"""Compare finds each way in which sources, entries and engines can drift apart, and mends it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from search import compare, lookup
from search.contract import Query
from search.engines.database import DatabaseEngine
from search.models import Entry
from tests.factories.search import ANONYMOUS

pytestmark = pytest.mark.django_db


def run(**options) -> tuple[dict, int]:
    out, status = StringIO(), 0
    try:
        call_command("search_compare", stdout=out, json=True, **options)
    except SystemExit as exit_:
        status = exit_.code
    return json.loads(out.getvalue()), status


def test_equal_is_zero_and_says_so(shelf, settle):
    shelf.put("a", "Fever")
    settle()
    answer, status = run()
    assert (answer["differences"], answer["compared"], status) == (0, 1, 0)


def test_what_the_source_has_and_entries_lack(shelf, settle, engine):
    missing = shelf.put("a", "Fever", write=False)
    outdated = shelf.put("b", "Cough")
    left = shelf.put("c", "Rash")
    settle()
    shelf.held[outdated] = type(shelf.held[outdated])(
        **{name: getattr(shelf.held[outdated], name) for name in shelf.held[outdated].__slots__}
        | {"title": "Dry cough"}
    )
    del shelf.held[left]
    answer, status = run()
    assert answer["source"] == {"missing": [missing], "outdated": [outdated], "left_behind": [left]}
    assert status == 1
    answer, status = run(repair=True)
    assert (answer["left"]["differences"], status) == (0, 0)
    if engine == "database":
        found = lookup.search(Query(text="dry fever rash"), ANONYMOUS)
        assert {hit.key for hit in found.hits} == {outdated, missing}


def test_rows_the_text_index_lost_or_kept(shelf, settle):
    lost = shelf.put("a", "Fever")
    kept = shelf.put("b", "Cough")
    settle()
    text = DatabaseEngine().text
    text.write([], [Entry.objects.get(key=lost).pk])
    shelf.drop(kept)
    settle()
    from search.engines.database.terms import terms_of

    ghost = Entry.objects.get(key=kept)
    ghost.language, ghost.title = "en", "Cough"
    text.write([terms_of(ghost)], [])
    answer, status = run()
    assert status == 1
    assert set(answer["engines"]["database"]) == {lost, kept, f"stray row {ghost.pk}"}
    answer, status = run(repair=True)
    assert (answer["left"]["differences"], status) == (0, 0)


def test_entries_without_a_source_are_left_behind(shelf, settle):
    from search import registry

    key = shelf.put("a", "Fever")
    settle()
    registry.unregister("note")
    assert compare.compare().left_behind == [key]
