"""The commands of the search room say what they did and exit as promised."""

import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from search import registry
from search.models import Entry

DOCUMENTS = [
    {"_id": "d1", "title": "Anaemia", "text": "Iron deficiency in pregnancy."},
    {"_id": "d2", "title": "", "text": "Beta blockers after myocardial infarction."},
    {"_id": "d3", "text": "Night sweats and fever in a traveller."},
]


@pytest.fixture
def collection(tmp_path):
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in DOCUMENTS))
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "q1", "text": "What is anemia?"}\n{"_id": "q2", "text": "heart attack"}\n'
    )
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n")
    return tmp_path


@pytest.mark.parametrize("engine", ["database", pytest.param("elastic", marks=pytest.mark.elastic)])
def test_measure_ranks_in_a_place_of_its_own_and_leaves_nothing(
    collection, engine, settings, django_db_setup, django_db_blocker
):
    # Without the usual mark: it would forbid the second connection that measuring opens.
    if engine == "elastic" and not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("needs ELASTICSEARCH_URL")
    settings.ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
    with django_db_blocker.unblock():
        for _twice in range(2):
            out = StringIO()
            call_command("search_measure", str(collection), engine=engine, json=True, stdout=out)
        assert Entry.objects.count() == 0
    answer = json.loads(out.getvalue())
    assert (answer["engine"], answer["documents"], answer["queries"]) == (engine, 3, 2)
    assert (answer["ndcg@10"], answer["map"], answer["recall@100"], answer["mrr"]) == (1, 1, 1, 1)
    assert {"p50_ms", "p95_ms", "p99_ms"} <= set(answer)
    assert registry.source_of("measured:1") is None
    assert "search_workbench" not in connections.settings


@pytest.mark.django_db
def test_measure_refuses_what_is_no_collection(tmp_path):
    with pytest.raises(CommandError, match=r"corpus\.jsonl"):
        call_command("search_measure", str(tmp_path), engine="database")


@pytest.mark.django_db
def test_measure_needs_the_engine_it_is_asked_for(collection, settings):
    settings.ELASTICSEARCH_URL = ""
    for command in (["search_measure", str(collection)], ["search_rebuild"]):
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
            call_command(*command, engine="elastic")


@pytest.mark.django_db
def test_rebuild_makes_the_text_index_anew(shelf, settings):
    from search import compare, lookup
    from search.contract import Query
    from search.engines.database import DatabaseEngine
    from tests.factories.search import ANONYMOUS

    settings.ELASTICSEARCH_URL = ""
    keys = [shelf.put(f"n{n}", f"Fever {n}") for n in range(3)]
    unwritten = shelf.put("late", "Fever late", write=False)
    DatabaseEngine().text.write([], list(Entry.objects.values_list("pk", flat=True)))
    assert lookup.search(Query(text="fever"), ANONYMOUS).total == 0
    for _twice in range(2):
        out = StringIO()
        call_command("search_rebuild", sources=True, stdout=out)
        assert "Rebuilt: 4 entries written to database." in out.getvalue()
    assert {hit.key for hit in lookup.search(Query(text="fever"), ANONYMOUS).hits} == {*keys, unwritten}
    assert compare.compare().total == 0


@pytest.mark.django_db
def test_sync_says_what_is_left(shelf, settings):
    from search.engines.elastic.client import breaker

    settings.ELASTICSEARCH_URL = ""
    shelf.put("a", "Fever")
    out = StringIO()
    call_command("search_sync", stdout=out)
    assert out.getvalue() == "0 entries proved equal in Elasticsearch, 0 waiting.\n"
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    try:
        for command in ("search_sync", "search_compare", "search_rebuild"):
            with pytest.raises(CommandError, match="did not answer"):
                call_command(command, stdout=out)
    finally:
        breaker.worked()
