"""Check digits: published examples pass, and one wrong digit is caught wherever the rule promises it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.countries import checks

DIGITS = "0123456789"
_calm = settings(deadline=None, max_examples=60)  # a busy machine is no failure


def _complete(body: str, check, signs: str = DIGITS) -> str | None:
    return next((body + sign for sign in signs if check(body + sign)), None)


def _one_digit_changed(number: str, places: range):
    for place in places:
        for digit in DIGITS:
            if digit != number[place]:
                yield number[:place] + digit + number[place + 1 :]


def _digits(length: int):
    return st.text(DIGITS, min_size=length, max_size=length)


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (checks.mod11_ten, "9434765870"),
        (checks.npi, "1234567893"),
        (checks.bc_phn, "9698658215"),
        (checks.medicare_card, "2123456701"),
        (checks.luhn, "8003608833357361"),
        (checks.south_african_id, "7503305044089"),
        (checks.south_african_id, "8001015009087"),
        (checks.pps, "1234567T"),
        (checks.pps, "6433435OA"),
        (checks.nhi_old, "ZZZ0016"),
        (checks.nhi_old, "ZAC5361"),
        (checks.nhi_new, "ZBN77VL"),
        (checks.nhi_new, "ZSC21TN"),
        (checks.nhi_new, "ZZZ00AC"),
        (checks.nhi_draft, "ZZZ00AX"),
        (checks.nhi_draft, "ALU18KZ"),
        (checks.ramq_day, "TREM58021415"),
        (checks.us_ssn, "536904399"),
    ],
)
def test_a_published_example_passes(check, number):
    assert check(number)


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (checks.mod11_ten, "9434765871"),
        (checks.mod11_ten, "0000000000"),
        (checks.luhn, "000000000"),
        (checks.luhn, "12345678A"),
        (checks.bc_phn, "9698648215"),
        (checks.pps, "1234567A"),
        (checks.nhi_old, "ZZZ0044"),  # remainder 0: no digit can complete it
        (checks.nhi_old, "ZZI0016"),
        (checks.nhi_letters, "ZZZ00AA"),
        (checks.south_african_id, "7513305044089"),  # month 13
        (checks.ramq_day, "TREM58023115"),  # 31 February
        (checks.us_ssn, "000000000"),
        (checks.us_ssn, "666123456"),
        (checks.us_ssn, "912345678"),
        (checks.medicare_card, "212345670"),
        (checks.irish_ihi, "123"),
        (checks.gs1, "12A"),
    ],
)
def test_what_cannot_be_right_fails(check, number):
    assert not check(number)


@pytest.mark.parametrize(
    ("check", "length"),
    [(checks.mod11_ten, 10), (checks.luhn, 9), (checks.luhn, 10), (checks.luhn, 16), (checks.gs1, 18)],
)
def test_one_wrong_digit_is_always_caught(check, length):
    @_calm
    @given(_digits(length - 1))
    def caught(body):
        number = _complete(body, check)
        if number:
            assert not any(check(changed) for changed in _one_digit_changed(number, range(length)))

    caught()


@_calm
@given(_digits(7))
def test_one_wrong_digit_in_a_pps_number_is_always_caught(body):
    number = _complete(body, checks.pps, "ABCDEFGHIJKLMNOPQRSTUVW")
    assert number
    assert not any(checks.pps(changed) for changed in _one_digit_changed(number, range(7)))
    assert [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVW" if checks.pps(body + letter)] == [number[-1]]


@_calm
@given(_digits(8))
def test_one_wrong_digit_in_a_bc_number_is_always_caught(body):
    number = _complete("9" + body, checks.bc_phn)
    if number:
        assert not any(checks.bc_phn(changed) for changed in _one_digit_changed(number, range(10)))


@_calm
@given(st.sampled_from("23456"), _digits(7), _digits(1))
def test_one_wrong_digit_in_a_medicare_number_is_caught_but_for_the_issue(first, rest, issue):
    number = _complete(first + rest, lambda body: checks.medicare_card(body + issue))
    assert number
    assert not any(checks.medicare_card(changed + issue) for changed in _one_digit_changed(number, range(9)))
    assert all(checks.medicare_card(number + other) for other in DIGITS)


@_calm
@given(st.dates(date(1926, 1, 1), date(2025, 12, 31)), _digits(4), st.sampled_from("01"))
def test_one_wrong_digit_in_a_south_african_id_is_always_caught(born, serial, citizen):
    number = _complete(f"{born:%y%m%d}{serial}{citizen}8", checks.south_african_id)
    if number:
        assert not any(checks.south_african_id(changed) for changed in _one_digit_changed(number, range(13)))


@_calm
@given(st.text(checks.NHI_LETTERS, min_size=3, max_size=3), _digits(3))
def test_one_wrong_digit_in_an_old_nhi_is_always_caught(letters, digits):
    number = _complete(letters + digits, checks.nhi_old)
    if number:
        assert not any(checks.nhi_old(changed) for changed in _one_digit_changed(number, range(3, 7)))


@_calm
@given(st.text(checks.NHI_LETTERS, min_size=3, max_size=3), _digits(2), st.sampled_from(checks.NHI_LETTERS))
def test_one_wrong_digit_in_a_new_nhi_is_always_caught_by_the_rule_in_force(letters, digits, letter):
    number = _complete(letters + digits + letter, checks.nhi_new, checks.NHI_LETTERS)
    assert number
    assert not any(checks.nhi_new(changed) for changed in _one_digit_changed(number, range(3, 5)))
    assert [sign for sign in checks.NHI_LETTERS if checks.nhi_letters(number[:-1] + sign)] != list(checks.NHI_LETTERS)


@_calm
@given(st.integers(812000000, 859999999), _digits(7))
def test_one_wrong_digit_in_an_irish_ihi_is_always_caught(core, prefix):
    ten = _complete(str(core), checks.mod11_ten)
    if ten:
        number = _complete(prefix + ten, checks.gs1)
        assert number
        assert checks.irish_ihi(number)
        assert not any(checks.irish_ihi(changed) for changed in _one_digit_changed(number, range(18)))


def test_nothing_heavy_is_loaded_with_the_countries():
    code = (
        "import sys, portal.countries as c; c.all(); c.editions()\n"
        "print([m for m in ('stdnum', 'phonenumbers', 'django.conf.locale') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
