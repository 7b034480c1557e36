"""Typing distance counts a swap as one mistake, and gives up early."""

import pytest

from search.vocabulary import distance


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("fever", "fever", 0),
        ("fevre", "fever", 1),
        ("fver", "fever", 1),
        ("feever", "fever", 1),
        ("fewer", "fever", 1),
        ("sarcoidossis", "sarcoidosis", 1),
        ("pnuemonia", "pneumonia", 1),
        ("nemonia", "pneumonia", 2),
        ("fever", "cough", 3),
        ("a", "abcdef", 3),
    ],
)
def test_distance(one, other, away):
    assert distance(one, other, 2) == distance(other, one, 2) == away
