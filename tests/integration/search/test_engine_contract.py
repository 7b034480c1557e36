"""What every engine must do, run on each engine this run can reach: SQLite or PostgreSQL, and Elasticsearch."""

import pytest

from search import lookup
from search.contract import NEWEST, Query
from tests.factories.search import ALL_DOCTORS, ANONYMOUS, Audience, viewer

pytestmark = pytest.mark.django_db


def keys(text, who=ANONYMOUS, **more):
    return [hit.key for hit in lookup.search(Query(text=text, language="en", **more), who).hits]


def test_what_is_scheduled_is_found_and_a_second_time_changes_nothing(shelf, settle):
    key = shelf.put("a", "Chest pain at night", "Troponin was normal.")
    settle()
    from search import index

    assert index.schedule(key) == 0
    settle()
    assert keys("troponin") == [key]
    assert keys("creatinine") == []


def test_title_and_body_are_both_searched_and_stemmed(shelf, settle):
    title = shelf.put("a", "Fractures of the wrist")
    body = shelf.put("b", "A fall", "An X-ray showed a fractured wrist and another fracture.")
    settle()
    assert set(keys("fracture")) == {title, body}
    assert set(keys("wrists")) == {title, body}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("anemia", "anaemia"),
        ("anaemia", "anemia"),
        ("hematology", "haematology"),
        ("oesophagus", "esophagus"),
        ("diarrhea", "diarrhoea"),
        ("tumor", "tumour"),
        ("pediatric", "paediatric"),
        ("acetaminophen", "paracetamol"),
        ("epinephrine", "adrenaline"),
        ("heart attack", "myocardial infarction"),
        ("MI", "myocardial infarction"),
        ("TNF-alpha", "TNF-α"),
        ("crohn's disease", "Crohn disease"),
        ("Sjogren", "Sjögren"),
    ],
)
def test_one_spelling_or_name_finds_the_other(shelf, settle, typed, written):
    key = shelf.put("a", "A patient", f"The report mentions {written} among other things.")
    shelf.put("b", "Another patient", "Nothing of the kind was seen.")
    settle()
    assert keys(typed) == [key]


def test_only_these_words_leaves_synonyms_out(shelf, settle):
    shelf.put("a", "A patient", "Treated with paracetamol.")
    settle()
    assert keys("acetaminophen", exact=True) == []
    assert lookup.search(Query(text="acetaminophen", language="en"), ANONYMOUS).also_searched == ("paracetamol",)


@pytest.mark.parametrize("typed", ["infarctus", "infarctus du myocarde", "IDM", "opéré", "opere", "l'infarctus"])
def test_french_is_read_as_french(shelf, settle, typed):
    key = shelf.put("fr", "Un patient opéré", "Il a fait un infarctus du myocarde.", language="fr")
    shelf.put("en", "A patient", "Nothing of the kind.")
    settle()
    assert [hit.key for hit in lookup.search(Query(text=typed, language="fr"), ANONYMOUS).hits] == [key]


def test_quotes_make_a_phrase(shelf, settle):
    key = shelf.put("a", "One", "Acute renal failure after contrast.")
    shelf.put("b", "Two", "Renal colic and acute heart failure.")
    settle()
    assert keys('"acute renal failure"') == [key]
    assert keys('"renal acute"') == []
    assert keys('failure "renal colic"') == [shelf.put("b", "Two", "Renal colic and acute heart failure.")]


@pytest.mark.parametrize(
    "typed",
    ['fever"', '"fever', "fever*", "fever AND", "NEAR(fever cough)", "-fever", "title:fever", "fever^4", "(fever",
     "fe\x00ver", "fever\u202e", "fever 🤒", "{fever}", "fever OR", "fever~2", "fever\\", "'fever'", "fever; DROP", "f%ever"],
)  # fmt: skip
def test_no_sign_is_an_operator(shelf, settle, typed):
    key = shelf.put("a", "Fever in a traveller", "Fever and cough for a week; f ever.")
    settle()
    assert keys(typed) == [key]


def test_ten_thousand_characters_are_refused_and_kept(shelf, settle):
    results = lookup.search(Query(text="fever " * 1700), ANONYMOUS)
    assert (results.hits, results.total) == ((), 0)


@pytest.mark.parametrize("typed", ["", "   ", "the of and", "🤒", "...", "\x00"])
def test_a_query_without_a_word_finds_nothing(shelf, settle, typed):
    shelf.put("a", "Fever")
    settle()
    assert keys(typed) == []


@pytest.mark.parametrize(
    ("audience", "allowed", "refused"),
    [
        (ALL_DOCTORS, [viewer()], [ANONYMOUS]),
        (Audience(countries=frozenset({"ca"})), [viewer(country="ca")], [ANONYMOUS, viewer(country="us")]),
        (
            Audience(specialties=frozenset({"neurology", "cardiology"})),
            [viewer(specialties=["neurology", "paediatrics"])],
            [ANONYMOUS, viewer(specialties=["paediatrics"]), viewer(specialties=[])],
        ),
        (
            Audience(countries=frozenset({"ca"}), specialties=frozenset({"neurology"})),
            [viewer(country="ca", specialties=["neurology"])],
            [viewer(country="ca"), viewer(specialties=["neurology"])],
        ),
        (Audience(named=frozenset({str(viewer("ann").doctor_id)})), [viewer("ann")], [viewer("ben"), ANONYMOUS]),
    ],
)
def test_an_audience_is_told_from_everybody_else(shelf, settle, audience, allowed, refused):
    key = shelf.put("a", "Fever", "A note", audience=audience, country="ca", status="open")
    settle()
    for who in allowed:
        found = lookup.search(Query(text="fever"), who)
        assert ([hit.key for hit in found.hits], found.total) == ([key], 1)
        assert [suggestion.text for suggestion in lookup.suggest("fev", who, "en")][:1] == ["Fever"]
    for who in refused:
        found = lookup.search(Query(text="fever"), who)
        assert (found.hits, found.total, [facet.values for facet in found.facets]) == ((), 0, [])
        assert lookup.suggest("fev", who, "en") == []


def test_its_owner_always_finds_it(shelf, settle):
    key = shelf.put("a", "Fever", audience=Audience(countries=frozenset({"ca"})), owner=str(viewer("ann").doctor_id))
    settle()
    assert keys("fever", viewer("ann", country="us")) == [key]
    assert keys("fever", viewer("ben", country="us")) == []


def test_an_index_that_says_visible_loses_against_a_source_that_says_hidden(shelf, settle):
    hidden = shelf.put("a", "Fever in the night")
    shown = shelf.put("b", "Fever in the morning")
    settle()
    shelf.hidden.add(hidden)
    assert keys("fever") == [shown]
    assert [one.text for one in lookup.suggest("fever in", ANONYMOUS, "en") if one.kind == "note"] == [
        "Fever in the morning"
    ]


def test_a_changed_audience_is_obeyed_before_the_copy_is(shelf, settle):
    key = shelf.put("a", "Fever")
    settle()
    shelf.change(key, audience=ALL_DOCTORS)
    assert keys("fever") == []
    settle()
    assert keys("fever") == []
    assert keys("fever", viewer()) == [key]


def test_removed_stays_removed(shelf, settle):
    key = shelf.put("a", "Fever")
    settle()
    shelf.drop(key)
    assert keys("fever") == []
    settle()
    assert keys("fever") == []
    assert lookup.suggest("fev", ANONYMOUS, "en") == []


def test_facets_count_what_this_viewer_sees_and_narrow(shelf, other_shelf, settle):
    a = shelf.put("a", "Fever one", country="gb", specialties=("cardiology", "neurology"), status="open")
    b = shelf.put("b", "Fever two", country="ca", specialties=("cardiology",), status="closed")
    c = other_shelf.put("c", "Fever three", country="ca")
    shelf.put("d", "Fever four", country="us", audience=ALL_DOCTORS, specialties=("oncology",))
    settle()

    def counts(**filters):
        found = lookup.search(Query(text="fever", filters=filters), ANONYMOUS)
        return {facet.name: {one.value: one.count for one in facet.values} for facet in found.facets}, {
            hit.key for hit in found.hits
        }

    assert counts() == (
        {
            "kind": {"note": 2, "paper": 1},
            "status": {"open": 1, "closed": 1},
            "country": {"ca": 2, "gb": 1},
            "specialty": {"cardiology": 2, "neurology": 1},
            "year": {"2026": 3},
        },
        {a, b, c},
    )
    narrowed, found = counts(country=("ca",))
    assert found == {b, c}
    assert narrowed["country"] == {"ca": 2, "gb": 1}
    assert narrowed["kind"] == {"note": 1, "paper": 1}
    assert counts(country=("ca", "gb"))[1] == {a, b, c}
    assert counts(specialty=("neurology",))[1] == {a}
    assert counts(kind=("paper",), country=("gb",))[1] == set()
    assert counts(year=("2026",))[1] == {a, b, c}
    assert counts(year=("1999",))[1] == counts(year=("x",))[1] == counts(status=("no such",))[1] == set()


def test_parts_are_shown_under_their_group_once(shelf, settle):
    whole = shelf.put("a", "A long case", "Fever of unknown origin.")
    replies = [
        shelf.put("a", "A long case", f"Think of brucellosis, number {n}, with fever.", part=str(n)) for n in range(3)
    ]
    settle()
    found = lookup.search(Query(text="brucellosis"), ANONYMOUS)
    assert (len(found.hits), found.total) == (1, 1)
    assert found.hits[0].key in replies
    assert found.hits[0].group == whole
    shelf.hidden.update(replies)
    assert keys("brucellosis") == []
    assert keys("fever") == [whole]


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(shelf, settle, sort):
    from datetime import UTC, datetime

    for n in range(13):
        published = datetime(2026, 1, 1 + n // 2, tzinfo=UTC)
        shelf.put(f"n{n}", f"Fever {n}", "cough " * (n % 4), published_at=published)
        if n % 3 == 0:
            shelf.put(f"n{n}", f"Fever {n}", "fever again", part="x", published_at=published)
    settle()
    seen, cursor = [], ""
    for _page in range(10):
        found = lookup.search(Query(text="fever", sort=sort, size=4, cursor=cursor), ANONYMOUS)
        seen += [hit.group for hit in found.hits]
        assert found.total == 13
        cursor = found.next_cursor
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 13
    assert cursor == ""


def test_newest_first_wants_every_word_and_falls_back_to_any(shelf, settle):
    from datetime import UTC, datetime

    old = shelf.put("a", "Fever and rash", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    new = shelf.put("b", "Fever and cough", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    settle()
    assert keys("fever rash", sort=NEWEST) == [old]
    assert keys("fever", sort=NEWEST) == [new, old]
    assert keys("fever zebrafish", sort=NEWEST) == [new, old]


def test_a_hidden_page_is_filled_from_behind(shelf, settle):
    for n in range(20):
        shelf.put(f"n{n:02}", f"Fever number {n}")
    settle()
    everything = keys("fever", size=20)
    shelf.hidden.update(everything[:8])
    assert keys("fever", size=5) == everything[8:13]


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WyJkYXRhYmFzZSIsdHJ1ZSxbImEiLCJiIl1d", "=" * 300])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_a_damaged_cursor_is_the_first_page(shelf, settle, cursor, sort):
    key = shelf.put("a", "Fever")
    settle()
    assert keys("fever", cursor=cursor, sort=sort) == [key]


def test_filters_alone_list_newest_first(shelf, settle):
    from datetime import UTC, datetime

    old = shelf.put("a", "Rash", country="ca", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    new = shelf.put("b", "Cough", country="ca", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    shelf.put("c", "Fever", country="gb")
    settle()
    assert keys("", filters={"country": ("ca",)}) == [new, old]


def test_a_typing_mistake_is_found_through_public_words(shelf, settle):
    key = shelf.put("a", "A case of sarcoidosis")
    settle()
    found = lookup.search(Query(text="sarcoidossis", language="en"), ANONYMOUS)
    assert [hit.key for hit in found.hits] == [key]
    assert (found.also_searched, found.corrected) == (("sarcoidosis",), "sarcoidosis")
    assert keys("sarcoidossis", exact=True) == []


def test_words_of_few_hidden_entries_are_never_offered(shelf, settle):
    for n in range(4):
        shelf.put(f"n{n}", f"Sarcoidosis {n}", audience=ALL_DOCTORS)
    settle()
    for who in (ANONYMOUS, viewer()):
        assert lookup.search(Query(text="sarcoidossis", language="en"), who).also_searched == ()
    shelf.put("n4", "Sarcoidosis 4", audience=ALL_DOCTORS)
    settle()
    assert lookup.search(Query(text="sarcoidossis", language="en"), ANONYMOUS).also_searched == ()
    assert lookup.search(Query(text="sarcoidossis", language="en"), viewer()).also_searched == ("sarcoidosis",)
    assert [one.text for one in lookup.suggest("sarcoi", ANONYMOUS, "en")] == []
    assert "sarcoidosis" in [one.text for one in lookup.suggest("sarcoi", viewer(), "en")]


def test_suggestions_take_beginnings_and_drop_duplicates(shelf, settle):
    key = shelf.put("a", "Anaphylaxis after a bee sting")
    settle()
    offered = lookup.suggest("bee anaph", ANONYMOUS, "en")
    assert [(one.text, one.kind) for one in offered] == [
        ("Anaphylaxis after a bee sting", "note"),
        ("bee anaphylaxis", "query"),
    ]
    assert offered[0].url == shelf.held[key].url
    assert [lookup.suggest(typed, ANONYMOUS, "en") for typed in ("", "a", '"', "*", "bee zzz")] == [[]] * 5


def test_matches_are_marked_and_nothing_else_is(shelf, settle):
    shelf.put(
        "a", "Fever in <b>bold</b>", "First sentence. " * 30 + "Then a fever of 40 degrees came. " + "Later. " * 60
    )
    settle()
    hit = lookup.search(Query(text="fever"), ANONYMOUS).hits[0]
    assert [span.text for span in hit.title if span.marked] == ["Fever"]
    assert hit.plain_title == "Fever in <b>bold</b>"
    assert [span.text for span in hit.excerpt if span.marked] == ["fever"]
    assert "40 degrees" in "".join(span.text for span in hit.excerpt)
    assert len("".join(span.text for span in hit.excerpt)) < 400


def test_an_outdated_highlight_is_not_used(shelf, settle):
    key = shelf.put("a", "Fever", "The secret fever text")
    settle()
    shelf.change(key, body="The public fever text")
    hit = lookup.search(Query(text="fever"), ANONYMOUS).hits[0]
    assert "".join(span.text for span in hit.excerpt) == "The public fever text"


def test_the_same_statements_for_one_hit_and_for_many(shelf, settle, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    shelf.put("a", "Fever", audience=ALL_DOCTORS)
    settle()
    with CaptureQueriesContext(connection) as one:
        lookup.search(Query(text="fever", language="en"), viewer())
    for n in range(15):
        shelf.put(f"n{n}", f"Fever {n}", audience=ALL_DOCTORS)
    settle()
    with CaptureQueriesContext(connection) as many:
        found = lookup.search(Query(text="fever", language="en"), viewer())
    assert found.total == 16
    assert len(one) == len(many) <= 8
