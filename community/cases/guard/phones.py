"""Telephone numbers in a text, told apart from doses, values, dates and references.

A number counts when it is international, or follows a word such as *phone*, or is grouped the way telephone numbers
of the countries are. The library that knows all numbering plans is loaded on first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from community.cases.guard import finding
from community.cases.guard.finding import Finding
from community.cases.guard.surroundings import Surroundings
from portal import countries

Group = tuple[int, int]

_RUN = re.compile(r"[0-9]+(?:[ ().\-/]{1,3}[0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")
_FEWEST, _MOST = 7, 15
_MOST_GROUPS = 7
_NAMED = re.compile(
    r"(?<![a-z])(?:tel|telephone|phone|telefoon|selfoon|ucingo|ifowuni|fone|mobile|mob|cell|cellphone|cellular|fax|"
    r"whatsapp|telegram|sms|hotline|landline|desk|pager|bleep|portable|cellulaire|contact|kontaknommer)"
    r"(?:\.|\(s\))?(?:'?s)?(?: ?(?:no|nr|nos|num|number|numbers|line))?[ .:#=\n]*(?:(?:is|was|on|at)[ :]+)?[( +]*$"
)
_CALLED = re.compile(
    r"(?<![a-z])(?:call|called|calls|calling|ring|rang|dial|dialled|dialed|text|texted|phoned|reach|reached|reachable|"
    r"contact|contacted|contactable|answering|message|messages|registered|appelez|joindre|joignable)"
    r"(?: [a-z’']{1,12}){0,3}[ :]+[( +]*$"
)
_CALLED_AT = re.compile(r"(?:(?<![a-z])(?:on|at|to|au)|:) ?[( +]*$")
_NAMED_AFTER = re.compile(r"[ \-(]{0,2}(?:mobile|mob|office|fax|tel|telephone|phone|landline)(?![a-z])")
_EXTENSION = re.compile(r" ?(?:x|ext\.?|extension) ?[0-9]{1,5}(?![a-z0-9])")
_LOCAL = re.compile(r"[0-9]{2,5}\)?(?:[ -][0-9]{2,6}){1,4}")
_NANP = re.compile(r"(?:1[ .-])?(?:\([2-9][0-9]{2}\)[ .-]?|[2-9][0-9]{2}[.-])[2-9][0-9]{2}[ .-][0-9]{4}")
_NANP_SPACES = re.compile(r"(?:1 )?[2-9][0-9]{2} [2-9][0-9]{2}[ -][0-9]{4}")
_NANP_HOMES = frozenset({"us", "ca"})
# No word stands in front of a group in the middle of a run: only the grouping can speak for it.
_INSIDE = re.compile(r"0[0-9]|\(?[2-9][0-9]{2}\)?[ .-][2-9]|1[ .-]\(?[2-9][0-9]{2}\)?[ .-]")
_TRUNK = re.compile(r"\(?(?:0[1-9][0-9]{0,3}|00 ?[1-9][0-9]{0,3})\)?(?:[ -]?[0-9]{2,8}){1,3}")
_DATE = re.compile(r"[0-9]{1,2}([-./ ])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}([-./ ])[0-9]{1,2}\2[0-9]{1,2}")
_PARSES = 4000  # numbers looked up for one text; a text that needs more is blocked as it is


class TooMany(Exception):
    """The text has more candidates than the guard is willing to look up."""


@dataclass(slots=True)
class Plans:
    """The numbering plans of the countries, the case's own first, with a budget and a memory."""

    home: str
    regions: tuple[str, ...]
    left: int = _PARSES
    seen: dict[tuple[str, str], tuple[bool, bool]] = field(default_factory=dict)

    def is_international(self, digits: str) -> bool:
        """Tell whether a number that starts with a country code has a possible length there."""
        return self._look_up(f"+{digits}", "")[0]

    def is_valid_anywhere(self, digits: str) -> bool:
        """Tell whether a national number is valid in one of the countries."""
        regions = self.regions if digits.startswith("0") else (*self.regions[:1], "US")
        return any(self._look_up(digits, region)[1] for region in regions)

    def is_possible_at_home(self, digits: str) -> bool:
        """Tell whether a national number has a possible length in the case's country."""
        return self._look_up(digits, self.regions[0])[0]

    def _look_up(self, number: str, region: str) -> tuple[bool, bool]:
        from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse

        if (number, region) not in self.seen:
            if not self.left:
                raise TooMany
            self.left -= 1
            try:
                parsed = parse(number, region or None)
            except NumberParseException:
                self.seen[number, region] = (False, False)
            else:
                self.seen[number, region] = (is_possible_number(parsed), is_valid_number(parsed))
        return self.seen[number, region]


def find_phones(around: Surroundings, home: str) -> Iterator[Finding]:
    """Yield the telephone numbers in a text; `home` is the country the case comes from."""
    codes = [country.code for country in countries.all()]
    plans = Plans(home, tuple(code.upper() for code in sorted(codes, key=lambda code: code != home)))
    for run in _RUN.finditer(around.plain.text):
        if run.end() - run.start() < _FEWEST:
            continue
        try:
            yield from _in_run(around, plans, run)
        except TooMany:
            yield finding.too_many(*around.plain.span(*run.span()))
            return


def _in_run(around: Surroundings, plans: Plans, run: re.Match[str]) -> Iterator[Finding]:
    groups = [group.span() for group in _DIGITS.finditer(around.plain.text, *run.span())]
    first = 0
    while first < len(groups):
        last = _last_group(around, plans, groups, first)
        if last is None:
            first += 1
            continue
        start = _with_sign(around.plain.text, groups[first][0])
        yield finding.phone(*around.plain.span(start, groups[last][1]))
        first = last + 1


def _last_group(around: Surroundings, plans: Plans, groups: list[Group], first: int) -> int | None:
    """Return the group that ends the telephone number starting at `first`, or None when none starts there."""
    text, start = around.plain.text, groups[first][0]
    if first and not _INSIDE.match(text, start):
        return None
    if (start and text[start - 1].isalnum()) or around.in_link(start):
        return None
    before = "" if first else _evidence_before(around, start)
    for last in reversed(_ends(groups, first)):
        end = groups[last][1]
        if _goes_on(around, end):
            continue
        evidence = before or ("after" if _NAMED_AFTER.match(around.plain.lower, end) else "")
        if not evidence and not _is_grouped(text, start, end, plans.home):
            continue
        if _DATE.fullmatch(text, start, end) or around.explain_away(start, end):
            continue
        digits = "".join(text[a:b] for a, b in groups[first : last + 1])
        if _counts(text, plans, (start, end), digits, evidence):
            return last
    return None


def _ends(groups: list[Group], first: int) -> list[int]:
    """Return the groups with which a number of a possible length may end."""
    ends, length = [], 0
    for last in range(first, min(first + _MOST_GROUPS, len(groups))):
        length += groups[last][1] - groups[last][0]
        if length > _MOST:
            break
        if length >= _FEWEST:
            ends.append(last)
    return ends


def _goes_on(around: Surroundings, end: int) -> bool:
    return around.plain.text[end : end + 1].isalnum() and not _EXTENSION.match(around.plain.lower, end)


def _evidence_before(around: Surroundings, start: int) -> str:
    before = around.plain.lower[max(0, start - 44) : start].replace("_", " ")
    if _NAMED.search(before):
        return "named"
    sign = before.rstrip(" (")
    if sign.endswith("+") and len(before) - len(sign) <= len(" (") and not sign[-2:-1].isalnum():
        return "plus"
    if not _CALLED.search(before):
        return ""
    return "called at" if _CALLED_AT.search(before) else "called"


def _counts(text: str, plans: Plans, place: Group, digits: str, evidence: str) -> bool:
    start, end = place
    if evidence == "named":
        return True
    if evidence == "plus" or (digits.startswith("00") and " " in text[start:end]):
        return plans.is_international(digits.removeprefix("00"))
    if evidence in ("called at", "after") and _LOCAL.fullmatch(text, start, end):
        return True
    if plans.is_valid_anywhere(digits):
        return True
    # Numbers kept for films and examples are not valid, and a mistyped number still leads to a person.
    grouped = _is_grouped(text, start, end, plans.home)
    return (bool(evidence) or grouped) and digits.startswith("0") and plans.is_possible_at_home(digits)


def _is_grouped(text: str, start: int, end: int, home: str) -> bool:
    written = text[start - (text[start - 1 : start] == "(") : end]
    if _NANP.fullmatch(written) or (home in _NANP_HOMES and _NANP_SPACES.fullmatch(written)):
        return True
    if not _TRUNK.fullmatch(written):
        return False
    groups = _DIGITS.findall(written)
    length = sum(map(len, groups))
    # 01 02 2020 is a day, 08 12 16 20 24 are hours: a telephone number is longer and ends in a long group.
    # Nine digits are enough only behind a short area code: 01 555 0123, 061 412345.
    return len(groups[-1]) > len("20") and (length > len("061412345") or (length == 9 and len(groups[0]) <= 3))


def _with_sign(text: str, start: int) -> int:
    """Return where the number starts with the bracket or plus sign in front of it."""
    before = text[max(0, start - 3) : start]
    if before.rstrip("( ").endswith("+"):
        return start - len(before) + len(before.rstrip("( ")) - 1
    return start - before.endswith("(")
