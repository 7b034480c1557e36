"""Two writers of one item, on a database that lets them overlap: the later text wins and the version counts both."""

import threading

import pytest
from django.db import connection, transaction

from search import compare, index, statistics
from search.models import Entry

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]


@pytest.fixture(autouse=True)
def _embedded(settings):
    settings.ELASTICSEARCH_URL = ""


def in_thread(work) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.parametrize("known", [True, False])
def test_the_second_writer_waits_and_reads_again(shelf, known):
    from dataclasses import replace

    key = shelf.put("a", "First", write=known)
    shelf.held[key] = replace(shelf.held[key], title="Second")
    with transaction.atomic():
        index.schedule(key)
        shelf.held[key] = replace(shelf.held[key], title="Third")
        other = in_thread(lambda: index.schedule(key))
        other.join(0.5)
        assert other.is_alive()  # It waits for this transaction.
    other.join(20)
    assert not other.is_alive()
    entry = Entry.objects.get(key=key)
    assert (entry.title, entry.version, entry.removed) == ("Third", 3 if known else 2, False)
    assert compare.compare().engines["database"] == []


def test_writers_of_many_items_never_wait_in_a_circle(shelf):
    keys = [shelf.put(f"n{n}", f"Fever {n}", write=False) for n in range(30)]
    threads = [in_thread(lambda order=order: index.schedule(*order)) for order in (keys, keys[::-1]) * 3]
    for thread in threads:
        thread.join(30)
    assert Entry.objects.live().count() == 30
    threads = [in_thread(statistics.fold) for _n in range(3)]
    for thread in threads:
        thread.join(30)
    before = sorted(statistics.Word.objects.values_list("word", "entries"))
    statistics.recount()
    assert sorted(statistics.Word.objects.values_list("word", "entries")) == before
