"""Check digits and dates inside numbers, shared by the country modules.

Every function takes a compact number (capitals and digits only) and answers True or False; python-stdnum does the
work where it knows the rule and is loaded on first use only.
"""

from __future__ import annotations

from datetime import date

NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O are left out: they look like 1 and 0


def is_digits(number: str) -> bool:
    """Tell whether the number is made of 0 to 9 alone."""
    return number.isascii() and number.isdigit()


def luhn(number: str) -> bool:
    """Check the last digit by Luhn's rule (SIN, Ontario card, IHI, NPI, South African ID)."""
    from stdnum import luhn as rule

    return is_digits(number) and not _all_one_digit(number) and rule.is_valid(number)


def mod11_ten(number: str) -> bool:
    """Check a 10-digit NHS, CHI or H&C number, or the core of an Irish IHI.

    A ten-digit ISBN follows the very same rule, so the guard also looks at the words around it.
    """
    from stdnum.gb import nhs

    return is_digits(number) and not _all_one_digit(number) and nhs.is_valid(number)


def gs1(number: str) -> bool:
    """Check the last digit by GS1's rule (weights 3 and 1 from the right)."""
    if not is_digits(number):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return weighted % 10 == 0


def irish_ihi(number: str) -> bool:
    """Check both digits of an 18-digit IHI: mod 11 over the core, GS1 over the whole."""
    return len(number) == 18 and gs1(number) and mod11_ten(number[7:17])


def pps(number: str) -> bool:
    """Check the letter of an Irish PPS number, old and new form."""
    from stdnum.ie import pps as rule

    return rule.is_valid(number)


def bc_phn(number: str) -> bool:
    """Check a British Columbia personal health number."""
    from stdnum.ca import bc_phn as rule

    return rule.is_valid(number)


def us_ssn(number: str) -> bool:
    """Refuse numbers that were never issued as an SSN; there is no check digit."""
    from stdnum.us import ssn

    return ssn.is_valid(f"{number[:3]}-{number[3:5]}-{number[5:]}")


def npi(number: str) -> bool:
    """Check a US provider number: Luhn over 80840 followed by it."""
    return luhn(f"80840{number}")


def medicare_card(number: str) -> bool:
    """Check an Australian Medicare number: the ninth digit; the tenth is the issue, the eleventh the person."""
    if not is_digits(number) or len(number) not in (10, 11):
        return False
    weights = (1, 3, 7, 9, 1, 3, 7, 9)
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False)) % 10 == int(number[8])


def nhi_old(number: str) -> bool:
    """Check a New Zealand NHI of the form AAANNNC."""
    if not _is_nhi(number) or not is_digits(number[3:]):
        return False
    rest = _nhi_sum(number) % 11
    return rest != 0 and (11 - rest) % 10 == int(number[6])


def nhi_new(number: str) -> bool:
    """Check a New Zealand NHI of the form AAANNAX by the rule in force (mod 23)."""
    return _is_new_nhi(number) and NHI_LETTERS[22 - _nhi_sum(number) % 23] == number[6]


def nhi_draft(number: str) -> bool:
    """Check the same form by the withdrawn draft (mod 24), whose examples are still published and quoted."""
    return _is_new_nhi(number) and NHI_LETTERS[23 - _nhi_sum(number) % 24] == number[6]


def nhi_letters(number: str) -> bool:
    """Check an NHI of the form AAANNAX by either rule: for a guard, a number of the draft is worth stopping too."""
    return nhi_new(number) or nhi_draft(number)


def south_african_id(number: str) -> bool:
    """Check a South African ID number: a birth date that exists, a citizenship digit, Luhn."""
    from stdnum.za import idnr

    return is_digits(number) and idnr.is_valid(number)


def starts_with_day(number: str) -> bool:
    """Tell whether the number starts with DDMMYY that is a day (Scottish CHI)."""
    return _is_day(number[4:6], number[2:4], number[:2])


def ramq_day(number: str) -> bool:
    """Tell whether a Quebec number carries a birth date: YYMMDD after four letters, month + 50 for women."""
    month = int(number[6:8])
    return _is_day(number[4:6], str(month - 50 if month > 50 else month), number[8:10])


def _is_day(year: str, month: str, day: str) -> bool:
    # The century is not in the number, and only 29 February depends on it: 2000 to 2099 are enough.
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _all_one_digit(number: str) -> bool:
    return len(set(number)) == 1


def _is_nhi(number: str) -> bool:
    return len(number) == 7 and set(number[:3]) <= set(NHI_LETTERS)


def _is_new_nhi(number: str) -> bool:
    return _is_nhi(number) and is_digits(number[3:5]) and set(number[5:]) <= set(NHI_LETTERS)


def _nhi_sum(number: str) -> int:
    weights = (7, 6, 5, 4, 3, 2)
    return sum(
        weight * (int(sign) if sign.isdigit() else NHI_LETTERS.index(sign) + 1)
        for weight, sign in zip(weights, number, strict=False)
    )
