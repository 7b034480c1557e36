"""What is marked is what was asked for: single words anywhere, phrases only whole, and always around the best place."""

from search import excerpts, plan
from search.contract import Query
from search.models import Entry
from search.parse import parse


def marked(text, typed, language="en"):
    query = Query(text=typed, language=language)
    spans = excerpts.excerpt(Entry(language=language, body=text), plan.build(parse(typed), query))
    return [span.text for span in spans if span.marked], "".join(span.text for span in spans)


def test_a_phrase_is_marked_whole_or_not_at_all():
    text = "Renal colic, then acute renal failure. Failure to thrive."
    assert marked(text, '"acute renal failure"')[0] == ["acute", "renal", "failure"]
    assert marked("A syndrome. Coronary disease, acute.", "heart attack")[0] == []
    assert marked("An infarction of the spleen, a myocardial infarction.", "heart attack")[0] == [
        "myocardial",
        "infarction",
    ]


def test_the_excerpt_lies_around_most_different_words():
    text = "Fever. " + "Something else. " * 40 + "Fever and rash after travel. " + "Nothing more. " * 40
    words, shown = marked(text, "fever rash")
    assert words == ["Fever", "rash"]
    assert shown.startswith("… Fever and rash")
    assert shown.endswith(" …")


def test_without_a_match_the_beginning_is_shown():
    assert marked("A short text.", "fever") == ([], "A short text.")
    assert marked("word " * 200, "fever")[1].endswith("word …")


def test_french_elision_is_left_out_of_the_mark():
    assert marked("Puis l'infarctus survint.", "infarctus", "fr")[0] == ["infarctus"]
