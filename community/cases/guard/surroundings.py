"""What stands around a number: the words that name it, and the units, labels and links that explain it away.

Every look is at a bounded stretch, or found by one pass over the text, so that time grows with its length only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from community.cases.guard.plain import Plain

BEFORE = 60  # how far in front of a number its name may stand
AFTER = 30
LONGEST = 48  # a number with its separators

_UNIT = re.compile(
    r" ?(?:[kmnp]?g|[mµμu]cg|[µμu]g|[mdcnpµμu]?l|[mnpµμuk]?mol|mm|cm|mmhg|i?u|units?|m?eq|copies|cells?|cfu|"
    r"kcal|bpm|hz|log|x ?10|× ?10|platelets|steps|years?|days?|hours?|euros?|dollars?|rand)(?![a-z])"
    r"|[ ]?%|[ ]?/ ?(?:[mµμud]?l|c?mm|kg|day|h|min|cu|hpf|field)(?![a-z])|[ ]?\*? ?10\^"
)
_LABEL = re.compile(
    r"(?:pmid|pmcid|pmc|pubmed|doi|isbn(?:[ -]?1[03])?|issn|isrctn|nct|eudract|ctri|actrn|chictr|trial|lot|batch|"
    r"serial|model|catalog(?:ue)?|cat|accession|genbank|grant|award|orcid|prospero|crd|version|article|invoice|"
    r"arxiv|osf|umin|drks)"
    r"(?: ?(?:no|nr|number|numbers|id|code|identifier))?[ .:#=(\[]*$"
)
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s]+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s]+")
_MONEY = "$£€"


class Stretches:
    """Stretches of the text, found in one pass, that can be asked whether they cover a position."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        spans = [match.span() for match in pattern.finditer(text)]
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]

    def cover(self, position: int) -> bool:
        """Tell whether the position lies inside one of them."""
        found = bisect_right(self._starts, position) - 1
        return found >= 0 and position < self._ends[found]


class Surroundings:
    """A text's links and references, and the questions a detector asks about a number's place."""

    __slots__ = ("_dois", "_links", "plain")

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self._dois = Stretches(_DOI, plain.lower)
        self._links = Stretches(_LINK, plain.lower)

    def explain_away(self, start: int, end: int) -> bool:
        """Tell whether the number is a quantity, a sum of money, a part of a decimal or a reference."""
        text = self.plain.text
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if before[-1:] == "." and before[:1].isdigit():
            return True
        if after[:1] in ".," and after[1:].isdigit():
            return True
        if before.strip()[-1:] and before.strip()[-1:] in _MONEY:
            return True
        if _UNIT.match(self.plain.lower, end, end + 20):
            return True
        if self._dois.cover(start):
            return True
        return bool(_LABEL.search(self.plain.lower[max(0, start - 32) : start]))

    def in_link(self, start: int) -> bool:
        """Tell whether the number stands in a web address."""
        return self._links.cover(start)


class Words:
    """Words that name numbers: found in one pass, then asked which names stand near a number."""

    __slots__ = ("_at", "_ends", "_names")

    def __init__(self, names: dict[str, frozenset[str]], pattern: re.Pattern[str], lower: str) -> None:
        self._at: list[int] = []
        self._ends: list[int] = []
        self._names: list[frozenset[str]] = []
        for match in pattern.finditer(lower.replace("_", " ")):
            self._at.append(match.start())
            self._ends.append(match.end())
            self._names.append(names[_bare(match.group())])

    def regions(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches in which a number can be near a word; they do not overlap."""
        start = end = 0
        for at, ends in zip(self._at, self._ends, strict=True):
            if end and at - AFTER - LONGEST <= end:
                end = ends + BEFORE + LONGEST
                continue
            if end:
                yield start, end
            start, end = max(0, at - AFTER - LONGEST), ends + BEFORE + LONGEST
        if end:
            yield start, end

    def near(self, start: int, end: int) -> frozenset[str]:
        """Return what the words just before and after a number name."""
        if not self._at:
            return frozenset()
        first = bisect_left(self._ends, start - BEFORE)
        last = bisect_right(self._at, end + AFTER)
        near = (
            self._names[index] for index in range(first, last) if self._ends[index] <= start or self._at[index] >= end
        )
        return frozenset().union(*near)


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Compile words into one pattern, the longest first; `n.h.s.` counts as `nhs`, spaces may be hyphens."""
    ordered = sorted({_bare(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_flexible(word) for word in ordered)})(?![a-z])")


def word_names(words_by_name: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return for each word everything it names, the words inside a longer one included."""
    bare = {name: {_bare(word) for word in words} for name, words in words_by_name.items()}
    every = {word for words in bare.values() for word in words}
    return {
        word: frozenset(name for name, words in bare.items() if any(f" {part} " in f" {word} " for part in words))
        for word in every
    }


def _flexible(word: str) -> str:
    if word.isalpha() and len(word) <= 4:
        return r"\.?".join(word) + r"\.?"
    return re.escape(word).replace(r"\ ", "[ -]{1,2}")


def _bare(word: str) -> str:
    return " ".join(word.replace(".", "").replace("-", " ").split())
