"""From parsed words to what engines are asked: per language, groups of alternatives that mean the same. Pure.

A group scores as its best alternative, the plan as the sum of its groups; quoted phrases must be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from search import analysis, synonyms
from search.contract import NEWEST, Query
from search.parse import Parsed

#: What a match by another word counts beside a match by the word itself.
SYNONYM_WEIGHT, SPELLING_WEIGHT, CORRECTION_WEIGHT = 0.9, 1.0, 0.6
#: What the single words of a known term ("heart attack") count beside the term itself.
PART_WEIGHT = 0.3
#: What an entry in another language than the viewer's counts.
FOREIGN_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that are looked for together: next to each other when `phrase`, otherwise each for itself."""

    words: tuple[str, ...]
    weight: float = 1.0
    phrase: bool = False

    def terms(self, language: str) -> list[str]:
        """Return the indexed terms of the words, stop words left out."""
        return [term for word in self.words if (term := analysis.term_of(word, language))]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing the person asked for, in all the words for it."""

    alternatives: tuple[Alternative, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A query as engines get it; `strict` asks for every group, as a list by date needs."""

    query: Query
    groups: Mapping[str, tuple[Group, ...]]
    also_searched: tuple[str, ...] = ()
    corrected: str = ""
    strict: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether no group is left to look for: nothing was typed, or nothing but stop words."""
        return not any(self.groups.values())

    def loosened(self) -> Plan:
        """Return the same plan, content with any of its groups."""
        return replace(self, strict=False)


def preferred(language: str) -> str:
    """Return the analysis language a viewer reads first."""
    code = analysis.analysed_as(language)
    return analysis.ENGLISH if code == analysis.OTHER else code


def build(parsed: Parsed, query: Query, corrections: Mapping[str, tuple[str, ...]] | None = None) -> Plan:
    """Plan a parsed query; `corrections` gives better-known spellings of words nobody wrote."""
    corrections = {} if query.exact else corrections or {}
    groups: dict[str, tuple[Group, ...]] = {}
    also: dict[str, None] = {}
    for language in analysis.LANGUAGES:
        found = [_phrase_group(phrase, language) for phrase in parsed.phrases]
        found += _word_groups(parsed.words, query, language, corrections)
        groups[language] = _once(group for group in found if group.alternatives)
        if language == preferred(query.language):
            also = _added(groups[language])
    return Plan(query, groups, tuple(also), _corrected(parsed, corrections), strict=query.sort == NEWEST)


def _phrase_group(phrase: tuple[str, ...], language: str) -> Group:
    known = list(analysis.tokens(" ".join(phrase), language))
    words = tuple(token.word for token in known)
    return Group((Alternative(words, phrase=len(words) > 1),) if any(t.term for t in known) else (), required=True)


def _word_groups(
    typed: tuple[str, ...], query: Query, language: str, corrections: Mapping[str, tuple[str, ...]]
) -> Iterable[Group]:
    known = list(analysis.tokens(" ".join(typed), language))
    words = tuple(token.word for token in known)
    start = 0
    while start < len(words):
        length, same = (0, ()) if query.exact else synonyms.longest_at(words, start, language)
        length = length or 1
        whole = words[start : start + length]
        kept = tuple(token.word for token in known[start : start + length] if token.term)
        start += length
        if not kept:
            continue
        # A known term of several words is one thing: found as such, or little.
        term = [Alternative(whole, phrase=True), Alternative(kept, PART_WEIGHT)]
        alternatives = term if len(kept) > 1 else [Alternative(kept)]
        if len(kept) == 1 and not query.exact:
            alternatives += [Alternative((other,), SPELLING_WEIGHT) for other in synonyms.spellings(kept[0], language)]
            alternatives += [Alternative((other,), CORRECTION_WEIGHT) for other in corrections.get(kept[0], ())]
        alternatives += [
            Alternative(same_, SYNONYM_WEIGHT, phrase=len(same_) > 1) for same_ in _indexed(same, language)
        ]
        yield Group(_distinct(alternatives, language))


def _indexed(same: Iterable[tuple[str, ...]], language: str) -> Iterable[tuple[str, ...]]:
    """Leave out synonyms that are nothing but stop words: those are not in the index."""
    return (words for words in same if any(analysis.term_of(word, language) for word in words))


def _distinct(alternatives: list[Alternative], language: str) -> tuple[Alternative, ...]:
    """Keep the first of alternatives that come to the same terms."""
    seen: dict[tuple[bool, tuple[str, ...]], Alternative] = {}
    for one in alternatives:
        terms = tuple(one.terms(language))
        seen.setdefault((one.phrase and len(terms) > 1, terms), one)
    return tuple(seen.values())


def _once(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(dict.fromkeys(groups))


def _added(groups: Iterable[Group]) -> dict[str, None]:
    """Name the words that were added, spelling variants aside: a reader sees no difference there."""
    return dict.fromkeys(
        " ".join(one.words)
        for group in groups
        for one in group.alternatives[1:]
        if one.weight not in (SPELLING_WEIGHT, PART_WEIGHT)
    )


def _corrected(parsed: Parsed, corrections: Mapping[str, tuple[str, ...]]) -> str:
    """Return the query with its doubtful words replaced, or "" when there are none."""
    if not any(corrections.get(word) for word in parsed.words):
        return ""
    quoted = [f'"{" ".join(phrase)}"' for phrase in parsed.phrases]
    return " ".join([*quoted, *(corrections.get(word, (word,))[0] for word in parsed.words)])
