"""Words that mean the same, added to a query and never to an index: spellings by rule, synonyms from reviewed lists.

The lists are `synonyms/<language>.txt`: a line `a, b c, d` makes its members equal; `~ haem = hem` is a spelling
rule for both directions, `^` and `$` anchoring it to the ends of a word.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from search import analysis

_HERE = Path(__file__).parent / "synonyms"
MAX_SPELLINGS = 4

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's synonyms by their first word, and its spelling rules."""

    groups: dict[Words, tuple[Words, ...]]
    longest: int
    rules: tuple[tuple[re.Pattern[str], str], ...]


@cache
def lexicon(language: str) -> Lexicon:
    """Read a language's reviewed lists; a language without any has an empty lexicon."""
    path = _HERE / f"{language}.txt"
    groups: dict[Words, tuple[Words, ...]] = {}
    rules: list[tuple[re.Pattern[str], str]] = []
    for raw in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        line = raw.partition("#")[0].strip()
        if line.startswith("~"):
            one, _, other = (part.strip() for part in line[1:].partition("="))
            rules += [_rule(one, other), _rule(other, one)]
        elif line:
            members = [_words(member, language) for member in line.split(",")]
            for member in members:
                known = groups.get(member, ())
                groups[member] = known + tuple(m for m in members if m != member and m not in known)
    return Lexicon(groups, max(map(len, groups), default=0), tuple(rules))


def _words(text: str, language: str) -> Words:
    return tuple(token.word for token in analysis.tokens(text.strip(), language))


def _rule(old: str, new: str) -> tuple[re.Pattern[str], str]:
    return re.compile(old.replace("+", "(?=[a-z])")), new.strip("^$").replace("+", "")


@lru_cache(maxsize=5_000)
def spellings(word: str, language: str) -> tuple[str, ...]:
    """Return other spellings of one folded word, at most a few."""
    if len(word) < 4:
        return ()
    found: dict[str, None] = {}
    for pattern, replacement in lexicon(language).rules:
        for candidate in [word, *found]:
            changed = pattern.sub(replacement, candidate)
            if changed not in (candidate, word):
                found.setdefault(changed)
        if len(found) >= MAX_SPELLINGS:
            break
    return tuple(islice(found, MAX_SPELLINGS))


def longest_at(words: Words, start: int, language: str) -> tuple[int, tuple[Words, ...]]:
    """Return how many words from `start` have synonyms together, and those synonyms; (0, ()) when none have."""
    known = lexicon(language)
    for length in range(min(known.longest, len(words) - start), 0, -1):
        found = known.groups.get(words[start : start + length])
        if found:
            return length, found
    return 0, ()
