"""The same words in, the same terms out, in each language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("en", "The patients' fractures were reported", ["patient", "fractur", "report"]),
        ("en", "Crohn's disease and Crohn’s", ["crohn", "diseas", "crohn"]),
        ("en", "What is the role of IL-6 in COVID-19?", ["role", "il", "6", "covid", "19"]),
        ("en", "NF-κB, 3.5 mmol/L, β-blocker", ["nf", "kappab", "3.5", "mmol", "l", "beta", "blocker"]),
        ("fr", "L'infarctus du myocarde aigu d’un opéré", ["infarctus", "myocard", "aigu", "oper"]),
        ("fr", "Œdème aigu du poumon", ["oedem", "aigu", "poumon"]),
        ("xx", "Der Patient hat Fieber", ["der", "patient", "hat", "fieber"]),
    ],
)
def test_terms(language, text, terms):
    assert analysis.terms(text, language) == terms


def test_accents_never_decide_in_french():
    for word in ("péricardite", "anémie", "fièvre", "hôpital", "œdème", "santé", "opérées"):
        assert analysis.terms(word, "fr") == analysis.terms(analysis.fold(word), "fr")


@pytest.mark.parametrize(
    ("code", "language"), [("en", "en"), ("en-gb", "en"), ("fr_CA", "fr"), ("de", "xx"), ("", "xx"), ("FR", "fr")]
)
def test_every_language_code_has_an_analysis(code, language):
    assert analysis.analysed_as(code) == language


@given(st.text(max_size=200), st.sampled_from(analysis.LANGUAGES))
def test_tokens_stand_where_they_say(text, language):
    for token in analysis.tokens(text, language):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word
        assert len(token.word) <= analysis.MAX_WORD


def test_a_huge_field_is_read_to_its_limit():
    assert len(analysis.terms("fever " * (analysis.MAX_WORDS + 50), "en")) == analysis.MAX_WORDS
