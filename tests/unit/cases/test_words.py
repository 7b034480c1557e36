"""Proposed titles, wording that sounds like an emergency, and differences between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.cases.emergency import emergency_number, sounds_urgent
from community.cases.history import ADDED, REMOVED, SAME, compare
from community.cases.titles import LENGTH, propose_title
from portal import countries


@pytest.mark.parametrize(("text", "title"), [
    ("Would you scan her tonight? She is stable.", "Would you scan her tonight?"),
    ("Dear colleagues,\n\nA man with fever and a rash. What next?", "A man with fever and a rash"),
    ("- first\n- second", "First second"),
    ("70s man. New AF, platelets 38. Treat?", "70s man. New AF, platelets 38"),
    ("Vu par le Dr. Martin pour dyspnée. Suite", "Vu par le Dr. Martin pour dyspnée"),
    ("Potassium 7.1 mmol/L with a normal ECG. Trust it?", "Potassium 7.1 mmol/L with a normal ECG"),
    ("  \n ", ""),
    ("", ""),
])  # fmt: skip
def test_title_is_the_first_thing_said(text, title):
    assert propose_title(text) == title


def test_title_comes_from_the_first_text_with_words():
    assert propose_title("", "A murmur that was not there. Then more.") == "A murmur that was not there"


@given(st.text(max_size=3000))
def test_title_is_never_long_nor_many_lines(text):
    title = propose_title(text)
    assert len(title) <= LENGTH + 1
    assert "\n" not in title


@pytest.mark.parametrize("text", [
    "He is in cardiac arrest as I type", "She is still seizing after two doses", "Not breathing well? he stopped breathing",
    "What do I do in the next ten minutes?", "Patient en arrêt cardiaque", "Elle convulse encore", "Give it right now?",
])  # fmt: skip
def test_urgent_wording(text):
    assert sounds_urgent("A calm title", text)


@pytest.mark.parametrize("text", [
    "Survived a cardiac  event in 2019", "Epilepsy, seizure-free for two years", "Fever for three weeks", "",
    "She is responsive and well", "Douleur thoracique depuis trois semaines",
])  # fmt: skip
def test_calm_wording(text):
    assert not sounds_urgent(text)


def test_every_country_has_a_number():
    assert all(emergency_number(country.code) for country in countries.all())
    assert emergency_number("xx") == ""


@given(st.text(max_size=400), st.text(max_size=400))
def test_differences_lose_nothing(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new


def test_differences_are_words():
    assert [(piece.kind, piece.text) for piece in compare("two weeks of fever", "three weeks of fever")] == [
        (REMOVED, "two"), (ADDED, "three"), (SAME, " weeks of fever"),
    ]  # fmt: skip


def test_a_long_rewritten_passage_is_replaced_whole():
    old, new = "a " * 9000, "b " * 9000
    assert [(piece.kind, len(piece.text)) for piece in compare(old, new)] == [(REMOVED, 18000), (ADDED, 18000)]
