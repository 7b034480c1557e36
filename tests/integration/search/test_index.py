"""Entries follow their sources: in one transaction, with versions that only rise, and nothing left behind."""

import pytest
from django.db import IntegrityError, transaction

from portal.kit.models import Job
from search import index, statistics
from search.models import Corpus, Entry, IndexJob, Term, Word
from tests.factories.search import ALL_DOCTORS, EVERYONE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _embedded(settings):
    settings.ELASTICSEARCH_URL = ""


def test_versions_rise_with_each_change_and_never_for_the_same_document(shelf):
    key = shelf.put("a", "Fever")
    assert Entry.objects.get(key=key).version == 1
    assert index.schedule(key, key) == 0
    shelf.change(key, title="High fever")
    shelf.drop(key)
    assert index.schedule(key) == 0
    entry = Entry.objects.get(key=key)
    assert (entry.version, entry.removed, entry.title, entry.body) == (3, True, "", "")
    shelf.put("a", "Fever")
    entry = Entry.objects.get(key=key)
    assert (entry.version, entry.removed, entry.title) == (4, False, "Fever")


def test_an_unknown_key_leaves_no_trace(shelf):
    assert index.schedule("note:never", "nobody:1", "") == 0
    assert Entry.objects.count() == 0


def test_an_entry_goes_back_with_its_transaction(shelf):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        shelf.put("a", "Fever")
        raise ZeroDivisionError
    assert (Entry.objects.count(), Job.objects.filter(name="search.sync").count()) == (0, 0)


def test_jobs_exist_only_where_elasticsearch_does(shelf, settings):
    shelf.put("a", "Fever")
    assert IndexJob.objects.count() == 0
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    key = shelf.put("b", "Cough")
    shelf.change(key, body="dry")
    assert list(IndexJob.objects.values_list("key", "version")) == [(key, 2)]


def test_one_waiting_job_for_many_changes(shelf):
    for n in range(3):
        shelf.put(f"n{n}", "Fever")
    assert Job.objects.filter(name="search.sync", key="sync").count() == 1


def test_many_keys_take_as_many_statements_as_few(shelf, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    keys = [shelf.put(f"n{n}", f"Fever {n}", "text", write=False) for n in range(60)]
    index.schedule(keys[0])
    with CaptureQueriesContext(connection) as few:
        index.schedule(*keys[1:3])
    with CaptureQueriesContext(connection) as many:
        index.schedule(*keys[3:])
    assert len(many) - len(few) <= 2  # SQLite takes a limited number of parameters a statement.
    assert Entry.objects.live().count() == 60


def test_a_tombstone_cannot_hold_text(shelf):
    key = shelf.put("a", "Fever")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(key=key).update(removed=True)


def test_control_characters_never_reach_an_entry(shelf):
    key = shelf.put("a", "Fe\x00ver\u202e", "a\ue000b")
    entry = Entry.objects.get(key=key)
    assert (entry.title, entry.body) == ("Fever", "ab")


def counted() -> tuple[dict, dict, dict]:
    return (
        {word.word: (word.entries, word.public_entries) for word in Word.objects.all()},
        {term.term: term.entries for term in Term.objects.all()},
        {corpus.language: (corpus.entries, corpus.length) for corpus in Corpus.objects.all()},
    )


def test_statistics_follow_additions_changes_and_removals(shelf):
    a = shelf.put("a", "Fevers", "fever cough")
    b = shelf.put("b", "Cough", audience=ALL_DOCTORS)
    assert statistics.fold() == 2
    assert counted() == (
        {"fevers": (1, 1), "fever": (1, 1), "cough": (2, 1)},
        {"fever": 1, "cough": 2},
        {"en": (2, 4)},
    )
    shelf.change(b, title="Rash", audience=EVERYONE)
    shelf.change(a, title="Fever")
    assert (statistics.fold(), statistics.fold()) == (2, 0)
    assert counted() == (
        {"fever": (1, 1), "cough": (1, 1), "rash": (1, 1)},
        {"fever": 1, "cough": 1, "rash": 1},
        {"en": (2, 4)},
    )
    before = counted()
    assert statistics.recount() == 2
    assert counted() == before
    shelf.drop(a)
    shelf.drop(b)
    statistics.fold()
    assert counted() == ({}, {}, {"en": (0, 0)})


def test_a_document_that_changes_language_is_found_in_the_new_one_only(shelf):
    from search import lookup
    from search.contract import Query
    from tests.factories.search import ANONYMOUS

    key = shelf.put("a", "Infarctus", "Les douleurs thoraciques")
    shelf.change(key, language="fr")
    found = lookup.search(Query(text="douleur thoracique", language="fr"), ANONYMOUS)
    assert [hit.key for hit in found.hits] == [key]
    assert Entry.objects.get(key=key).past_languages == "|en|"
