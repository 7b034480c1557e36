"""Licence numbers: confirmed forms refuse, unconfirmed forms accept with a note for the verifier."""

from __future__ import annotations

import pytest

from portal import countries


def _form(country: str, code: str, jurisdiction: str = ""):
    forms = {form.code: form for form in countries.get(country).licence_forms_for(jurisdiction)}
    return forms[code]


@pytest.mark.parametrize(
    ("country", "code", "number"),
    [
        ("us", "npi", "1234567893"),
        ("us", "npi", "1234 567 893"),
        ("us", "npi", "１２３４５６７８９３"),
        ("us", "npi", "12345\u200b67893"),
        ("gb", "gmc", "1234567"),
        ("gb", "gmc", "C1234567"),
        ("gb", "gmc", " 123-4567 "),
        ("au", "ahpra", "MED0000932846"),
        ("au", "ahpra", "med 0000 932 846"),
        ("ca", "minc", "CAMD-1234-5679"),
        ("ca", "minc", "camd12345679"),
    ],
)
def test_a_confirmed_form_accepts(country, code, number):
    assert _form(country, code).problems(number) == ()


@pytest.mark.parametrize(
    ("country", "code", "number", "says"),
    [
        ("us", "npi", "1234567890", "check digit"),
        ("us", "npi", "3234567893", "10 digits"),
        ("us", "npi", "123456789", "10 digits"),
        ("gb", "gmc", "123456", "7 digits"),
        ("gb", "gmc", "12345678", "7 digits"),
        ("gb", "gmc", "D1234567", "7 digits"),
        ("au", "ahpra", "NMW0001234567", "start with MED"),
        ("au", "ahpra", "MED123", "10 digits"),
        ("ca", "minc", "CAMD-1234-567", "8 digits"),
        ("gb", "gmc", "", "Enter your number"),
        ("gb", "gmc", " \u200b ", "Enter your number"),
        ("gb", "gmc", "1" * 41, "too long"),
        ("gb", "gmc", "Dr Smith", "digits"),
    ],
)
def test_a_confirmed_form_refuses_and_says_why(country, code, number, says):
    problems = _form(country, code).problems(number)
    assert len(problems) == 1
    assert says in str(problems[0])


@pytest.mark.parametrize(
    ("country", "code", "jurisdiction", "usual", "odd"),
    [
        ("za", "hpcsa", "", "MP0123456", "DP 99"),
        ("nz", "mcnz", "", "12345", "AB1234567"),
        ("nz", "hpi-cpn", "", "99ZZZZ", "1"),
        ("ie", "imc", "", "123456", "1234567"),
        ("us", "state-licence", "tx", "A12345", "1-2-3 ABCDEFGH"),
        ("ca", "on-number", "on", "12345", "12"),
        ("ca", "qc-number", "qc", "12345", "ABCD1"),
    ],
)
def test_an_unconfirmed_form_never_refuses_but_leaves_a_note(country, code, jurisdiction, usual, odd):
    form = _form(country, code, jurisdiction)
    assert not form.confirmed
    assert form.problems(usual) == ()
    assert form.problems(odd) == ()
    assert "not confirmed" in " ".join(str(note) for note in form.notes(usual))
    assert "does not look like" not in " ".join(str(note) for note in form.notes(usual))
    assert "does not look like" in str(form.notes(odd)[-1])


def test_a_confirmed_form_leaves_a_note_only_where_something_is_left_to_compare():
    assert _form("gb", "gmc").notes("1234567") == ()
    assert [str(note) for note in _form("ca", "minc").notes("CAMD-1234-5679")] == [
        "The last digit is a check digit whose rule is not published. Compare it with the register."
    ]


def test_every_jurisdiction_has_a_form_that_takes_a_number():
    for country in ("ca", "us"):
        for jurisdiction in countries.get(country).jurisdictions:
            assert jurisdiction.licence_form.problems("A12345") == ()
            assert jurisdiction.licence_form.notes("A12345")


def test_a_number_is_stored_without_spaces_and_marks():
    assert _form("au", "ahpra").compact(" med-0000\u2011932\u00a0846 ") == "MED0000932846"
