"""A query is words and phrases, whatever signs it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parse import LIMIT, MAX_WORDS, parse


@pytest.mark.parametrize(
    ("typed", "words", "phrases"),
    [
        ("Chest pain", ("chest", "pain"), ()),
        ('fever "acute renal failure" night', ("fever", "night"), (("acute", "renal", "failure"),)),
        ("“acute renal” «failure»", (), (("acute", "renal"), ("failure",))),
        ('odd " quote', ("odd", "quote"), ()),
        ('"open phrase', ("open", "phrase"), ()),
        ('a "b" "', ("a",), (("b",),)),
        ("AND OR NOT NEAR(x)", ("and", "or", "not", "near", "x"), ()),
        ("title:fever* -cough +rash ~2 ^4", ("title", "fever", "cough", "rash", "2", "4"), ()),
        ("TNF-α Sjögren", ("tnf", "alpha", "sjogren"), ()),
        ("3.5 mmol/L", ("3.5", "mmol", "l"), ()),
        ("fe\x00ver \u202eabc\u2069", ("fever", "abc"), ()),
        ("", (), ()),
    ],
)
def test_words_and_phrases(typed, words, phrases):
    parsed = parse(typed)
    assert (parsed.words, parsed.phrases, parsed.error) == (words, phrases, "")


@pytest.mark.parametrize("typed", ["🤒", "...", '""', "* ? !", "—"])
def test_signs_alone_are_told_so_and_kept(typed):
    parsed = parse(typed)
    assert (parsed.typed, parsed.is_empty, bool(parsed.error)) == (typed, True, True)


def test_length_is_limited_and_what_was_typed_is_kept():
    assert parse("x" * LIMIT).error == ""
    parsed = parse("fever " * 2000)
    assert parsed.typed == ("fever " * 2000).strip()
    assert "11999" in str(parsed.error)
    assert str(LIMIT) in str(parsed.error)


def test_words_are_limited():
    assert len(parse("a b " * 100).words) == MAX_WORDS


@given(st.text(max_size=300))
def test_nothing_raises_and_words_are_folded(text):
    parsed = parse(text)
    for word in (*parsed.words, *(word for phrase in parsed.phrases for word in phrase)):
        assert word
        assert "\x00" not in word
        assert '"' not in word
