"""The search page: what a person types stays, what they may not read does not appear, without scripts too."""

import pytest
from django.db import connection
from django.urls import reverse

from search import index
from tests.factories.doctors import make_doctor
from tests.factories.search import ALL_DOCTORS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _embedded(settings):
    settings.ELASTICSEARCH_URL = ""


def page(client, **parameters):
    response = client.get(reverse("search:results"), parameters)
    return response.status_code, response.content.decode()


def test_a_hit_is_shown_marked_and_escaped(client, shelf):
    shelf.put("a", "Fever <script>", "A fever <b>of</b> 40.", country="gb", status="open", facts={"age": "40-49"})
    status, html = page(client, q="fever")
    assert status == 200
    assert "<mark>Fever</mark> &lt;script&gt;" in html
    assert "A <mark>fever</mark> &lt;b&gt;of&lt;/b&gt; 40." in html
    assert "1 result for you" in html
    assert "40-49" in html


def test_doctors_see_what_visitors_do_not(client, shelf, signed_in):
    shelf.put("a", "Fever of doctors", audience=ALL_DOCTORS)
    assert "Fever of" not in page(client, q="fever")[1]
    assert "1 result for you" in page(signed_in(make_doctor().user), q="fever")[1]


@pytest.mark.parametrize("typed", ["x" * 10_000, "🤒 ...", "fever " * 200])
def test_a_bad_query_keeps_what_was_typed(client, typed):
    status, html = page(client, q=typed)
    assert status == 400
    assert typed.strip() in html
    assert "This search was not made" in html


@pytest.mark.parametrize("typed", ["\x00", "", "   "])
def test_an_empty_search_offers_the_box(client, typed):
    status, html = page(client, q=typed)
    assert status == 200
    assert 'id="q-page"' in html


def test_no_result_gives_advice_and_a_way_out(client, shelf):
    shelf.put("a", "Sarcoidosis", country="gb")
    index.sync()
    status, html = page(client, q="sarcoidossis", exact="1", country="ca")
    assert status == 200
    assert "Nothing found for you" in html
    assert "Search without the chosen filters" in html


def test_chips_narrow_and_are_taken_away_by_address(client, shelf):
    shelf.put("a", "Fever one", country="gb", status="open")
    shelf.put("b", "Fever two", country="ca", status="open")
    _status, html = page(client, q="fever")
    assert "?q=fever&amp;country=ca" in html
    _status, narrowed = page(client, q="fever", country="ca")
    assert "Fever two" in narrowed.replace("<mark>", "").replace("</mark>", "")
    assert "Fever one" not in narrowed.replace("<mark>", "").replace("</mark>", "")
    assert 'href="?q=fever"' in narrowed


def test_many_results_go_on_by_address(client, shelf):
    for n in range(23):
        shelf.put(f"n{n}", f"Fever {n}")
    response = client.get(reverse("search:results"), {"q": "fever"})
    assert len(response.context["results"]) == 20
    further = client.get(reverse("search:results") + response.context["next_url"])
    assert (len(further.context["results"]), further.context["next_url"]) == (3, "")


def test_the_same_statements_for_few_and_many_results(client, shelf, django_assert_num_queries):
    shelf.put("a", "Fever")
    page(client, q="fever")
    statements = {"sqlite": 5, "postgresql": 7}[connection.vendor]
    for number in (1, 4):
        for n in range(number):
            shelf.put(f"n{n}", f"Fever {n}")
        with django_assert_num_queries(statements):
            page(client, q="fever")


@pytest.mark.parametrize(
    "parameters",
    [{"q": "fever", "after": "%00"}, {"q": "fever", "sort": "x"}, {"q": "fever", "year": "9" * 50},
     {"q": "fever", "country": "\x00"}, {"q": "fever", "kind": "a" * 500}, {"q": "%", "specialty": "|"}],
)  # fmt: skip
def test_odd_addresses_still_answer(client, shelf, parameters):
    shelf.put("a", "Fever")
    assert page(client, **parameters)[0] in (200, 400)


def test_suggestions_as_json(client, shelf):
    shelf.put("a", "Anaphylaxis at sea")
    shelf.put("b", "Anaphylaxis of doctors", audience=ALL_DOCTORS)
    index.sync()
    answer = client.get(reverse("search:suggest"), {"q": "anaph"})
    assert answer.json() == {
        "suggestions": [
            {"text": "Anaphylaxis at sea", "url": "/notes/a/", "kind": "Note"},
            {"text": "anaphylaxis", "url": "/search/?q=anaphylaxis", "kind": "Search"},
        ]
    }
    assert client.get(reverse("search:suggest"), {"q": "x" * 5000}).json() == {"suggestions": []}
    assert "no-store" in answer["Cache-Control"]


def test_a_database_answer_in_place_of_elasticsearch_is_said(client, shelf, settings):
    from search.engines.elastic.client import breaker

    shelf.put("a", "Fever")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    try:
        assert "The usual search is not answering" in page(client, q="fever")[1]
    finally:
        breaker.worked()


def test_queries_are_counted_without_what_could_name_anybody(shelf):
    from search import lookup, querylog
    from search.contract import Query
    from search.models import QueryLog
    from tests.factories.search import ANONYMOUS

    shelf.put("a", "Fever and rash")
    index.sync()
    querylog.flush()
    QueryLog.objects.all().delete()
    for text in ("fever rash", "fever rash", "fever Miller", "fever 1947", '"rash"'):
        lookup.search(Query(text=text), ANONYMOUS)
    querylog.flush()
    assert sorted(QueryLog.objects.values_list("query", "count", "found")) == [
        ("", 2, 0),
        ("fever rash", 2, 1),
        ("rash", 1, 1),
    ]
