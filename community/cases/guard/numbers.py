"""National patient identifiers in a text, by the rules that the country modules state.

A number counts when its shape and check digit are right and a word near it names it, or two independent signs agree
(printed as on a card, a birth date inside, a reserved prefix, the case's own country). A kind of number without a
check digit counts next to its own words only.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from community.cases.guard import finding
from community.cases.guard.finding import Finding
from community.cases.guard.plain import plain_text
from community.cases.guard.surroundings import Surroundings, Words, word_names, word_pattern
from portal import countries
from portal.countries.contract import Country, PatientIdentifier, no_signs

_GENERIC = "*"  # stands for every identifier that has a check digit
_GENERIC_WORDS = (
    "patient id", "patient number", "patient no", "patient identifier", "id number", "id no", "identity number",
    "identity no",
    "national id", "health number", "health id", "health card", "health identifier", "medical record number",
    "medical record", "mrn", "hospital number", "hospital no", "chart number", "file number", "record number",
    "unit number", "card number", "insurance number", "dossier", "numero de patient", "numero de dossier",
    "carte sante", "carte vitale",
)  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_GLUED = re.compile(r"([A-Za-z]{2,12})([0-9]{8,18})")
_SPACED_OUT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9](?:[ ._/-][A-Za-z0-9]){6,17}(?![A-Za-z0-9])")
_GAP = re.compile(r" ?(?:[._/-]|--)? {0,2}")
_MOST_TOKENS = 7
_MOST_LETTERS = 4  # letters apart from the digits: `TREM 5802 1415`, `1234567 WA`
# Shapes of everyday codes that NHI numbers share: months with a year, genes and tissue types.
_CODES = re.compile(r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|DEC|HLA|DRB|DQA|DQB|DPA|DPB|CYP|SNP|PMC|NCT)[0-9]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a number: where it stands, its compact form, and a word it was glued to."""

    start: int
    end: int
    number: str
    named_by: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A country's identifier, ready to be matched."""

    country: str
    identifier: PatientIdentifier
    pattern: re.Pattern[str]
    printed: re.Pattern[str] | None
    unnamed: re.Pattern[str] | None  # what to look for where no word names it


@dataclass(frozen=True, slots=True)
class Rules:
    """The identifiers of all countries, with the words that name them."""

    every: tuple[Rule, ...]
    by_length: dict[int, tuple[Rule, ...]]
    names: dict[str, frozenset[str]]
    words: re.Pattern[str]
    longest: int


def find_numbers(around: Surroundings, home: str) -> Iterator[Finding]:
    """Yield the patient identifiers in a text; `home` is the country the case comes from."""
    rules = _rules(countries.all())
    words = Words(rules.names, rules.words, around.plain.lower)
    yield from _named(rules, words, around, home)
    yield from _unnamed(rules, around, home)


def _named(rules: Rules, words: Words, around: Surroundings, home: str) -> Iterator[Finding]:
    """Yield the numbers near a word that names them, however they are written."""
    for start, end in words.regions():
        for candidate in _candidates(around.plain.text, start, end, rules):
            rule_by_code = {
                rule.identifier.code: rule
                for rule in rules.by_length[len(candidate.number)]
                if rule.pattern.fullmatch(candidate.number)
            }
            if not rule_by_code:
                continue
            names = words.near(candidate.start, candidate.end)
            names |= rules.names.get(candidate.named_by, frozenset())
            for code, rule in rule_by_code.items():
                if code in names or (rule.identifier.check is not None and _GENERIC in names):
                    found = _judge(rule, candidate, home, around, named=True)
                    if found:
                        yield found
                        break


def _unnamed(rules: Rules, around: Surroundings, home: str) -> Iterator[Finding]:
    """Yield the numbers that speak for themselves: printed as on a card, or with signs inside."""
    for rule in rules.every:
        if rule.unnamed is None:
            continue
        for match in rule.unnamed.finditer(around.plain.text):
            number = "".join(_TOKEN.findall(match.group()))
            if not rule.pattern.fullmatch(number) or around.in_link(match.start()) or _CODES.match(number):
                continue
            found = _judge(rule, Candidate(match.start(), match.end(), number), home, around, named=False)
            if found:
                yield found


def _judge(rule: Rule, candidate: Candidate, home: str, around: Surroundings, *, named: bool) -> Finding | None:
    identifier = rule.identifier
    if around.explain_away(candidate.start, candidate.end):
        return None
    if identifier.check is not None and not identifier.check(candidate.number):
        return None
    printed = bool(rule.printed and rule.printed.fullmatch(around.plain.text, candidate.start, candidate.end))
    inside = identifier.signs(candidate.number)
    signs = printed + inside
    if not named and not signs:
        return None
    # A code of seven letters and digits is no rarer in its own country: home counts beside grouping or a sign inside.
    at_home = rule.country == home and (inside > 0 or candidate.end - candidate.start > len(candidate.number))
    enough = identifier.check is not None and signs + at_home > 1
    start, end = around.plain.span(candidate.start, candidate.end)
    return finding.identifier(identifier.code, identifier.name, start, end, blocks=named or enough)


@lru_cache(maxsize=8)
def _rules(of_countries: tuple[Country, ...]) -> Rules:
    every: list[Rule] = []
    by_length: dict[int, list[Rule]] = {}
    words: dict[str, list[str]] = {_GENERIC: list(_GENERIC_WORDS)}
    for country in of_countries:
        for identifier in country.patient_identifiers:
            rule = _rule(country.code, identifier)
            every.append(rule)
            words[identifier.code] = [plain_text(word).lower for word in identifier.words]
            for length in identifier.lengths:
                by_length.setdefault(length, []).append(rule)
    return Rules(
        every=tuple(every),
        by_length={length: tuple(found) for length, found in by_length.items()},
        names=word_names(words),
        words=word_pattern(word for of_name in words.values() for word in of_name),
        longest=max(by_length, default=0),
    )


def _rule(code: str, identifier: PatientIdentifier) -> Rule:
    forms = [identifier.printed] if identifier.printed else []
    if identifier.signs is not no_signs:
        forms.append(identifier.pattern)
    return Rule(
        country=code,
        identifier=identifier,
        pattern=re.compile(identifier.pattern),
        printed=re.compile(identifier.printed) if identifier.printed else None,
        unnamed=re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(forms)})(?![A-Za-z0-9])") if forms else None,
    )


def _candidates(text: str, start: int, end: int, rules: Rules) -> Iterator[Candidate]:
    """Yield every run of up to seven neighbouring tokens that has the length of an identifier and a digit in it."""
    recent: deque[tuple[int, str]] = deque(maxlen=_MOST_TOKENS)
    last = start
    for token in _TOKEN.finditer(text, start, end):
        written = token.group()
        if (recent and not _GAP.fullmatch(text, last, token.start())) or not _could_be_part(written):
            recent.clear()
        last = token.end()
        if not _could_be_part(written):
            continue
        recent.append((token.start(), written))
        if (glued := _GLUED.fullmatch(written)) and len(glued[2]) in rules.by_length:
            yield Candidate(last - len(glued[2]), last, glued[2], named_by=glued[1].lower())
        yield from _ending_here(text, recent, last, rules)
    for match in _SPACED_OUT.finditer(text, start, end):
        number = match.group()[::2].upper()
        if len(number) in rules.by_length:
            yield Candidate(match.start(), match.end(), number)


def _ending_here(text: str, recent: deque[tuple[int, str]], end: int, rules: Rules) -> Iterator[Candidate]:
    number = ""
    for start, written in reversed(recent):
        number = written + number
        if len(number) > rules.longest:
            return
        if len(number) in rules.by_length and not number.isalpha() and _one_separator(text[start:end]):
            yield Candidate(start, end, number.upper())


def _could_be_part(token: str) -> bool:
    return not token.isalpha() or (len(token) <= _MOST_LETTERS and token.isupper())


def _one_separator(written: str) -> bool:
    return len({sign for sign in written if not sign.isalnum() and sign != " "}) <= 1
