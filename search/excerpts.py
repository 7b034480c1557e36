"""Marked titles and excerpts from the stored text: the sentence around the best cluster of matched words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search import analysis
from search.contract import Span
from search.models import Entry
from search.plan import Plan

#: About what two lines of a result show.
LENGTH = 200
#: Letters that may lead up to the first match.
LEAD = 40
#: Letters read of one body; a match further down still counts, it is only not shown.
READ = 12_000
#: Letters between two words of a phrase: room for a stop word, not for another one.
NEXT = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms that are marked wherever they stand, and phrases that are marked as a whole."""

    single: frozenset[str]
    phrases: frozenset[tuple[str, ...]]


def wanted_terms(plan: Plan, language: str) -> Wanted:
    """Return what may be marked in a text of this language."""
    single: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    for group in plan.groups.get(language, ()):
        for one in group.alternatives:
            terms = one.terms(language)
            if one.phrase and len(terms) > 1:
                phrases.add(tuple(terms))
            else:
                single.update(terms)
    return Wanted(frozenset(single), frozenset(phrases))


def marked_title(entry: Entry, plan: Plan) -> tuple[Span, ...]:
    """Return the whole title with its matches marked."""
    language = analysis.analysed_as(entry.language)
    return mark(entry.title, _matches(entry.title, language, wanted_terms(plan, language)))


def excerpt(entry: Entry, plan: Plan) -> tuple[Span, ...]:
    """Return the stretch of the body that matches best, or its beginning when nothing does."""
    language = analysis.analysed_as(entry.language)
    text = entry.body[:READ] or entry.summary
    matches = _matches(text, language, wanted_terms(plan, language))
    if not matches:
        return (Span(opening(entry)),)
    start, end = _window(text, matches)
    inside = [(a - start, b - start) for a, b, _term in matches if a >= start and b <= end]
    spans = list(mark(text[start:end], inside))
    if start > 0:
        spans.insert(0, Span("… "))
    if end < len(text):
        spans.append(Span(" …"))
    return tuple(spans)


def opening(entry: Entry) -> str:
    """Return how the entry begins."""
    text = " ".join((entry.summary or entry.body)[: LENGTH * 2].split())
    return text if len(text) <= LENGTH else f"{text[:LENGTH].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"


def mark(text: str, matches: Iterable[Sequence[object]]) -> tuple[Span, ...]:
    """Cut a text at its matches."""
    spans: list[Span] = []
    at = 0
    for match in matches:
        start, end = int(str(match[0])), int(str(match[1]))
        if start > at:
            spans.append(Span(text[at:start]))
        spans.append(Span(text[start:end], marked=True))
        at = end
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def _matches(text: str, language: str, wanted: Wanted) -> list[tuple[int, int, str]]:
    """Return what is marked: single terms wherever they stand, the words of a phrase only where it stands whole."""
    every = wanted.single.union(*wanted.phrases)
    found = analysis.places(text, language, every) if every else []
    if not wanted.phrases:
        return found
    kept = [place[2] in wanted.single for place in found]
    for phrase in wanted.phrases:
        for first in range(len(found) - len(phrase) + 1):
            run = found[first : first + len(phrase)]
            close = all(b[0] - a[1] <= NEXT for a, b in pairwise(run))
            if close and tuple(place[2] for place in run) == phrase:
                kept[first : first + len(phrase)] = [True] * len(phrase)
    return [place for place, keep in zip(found, kept, strict=True) if keep]


def _window(text: str, matches: Sequence[tuple[int, int, str]]) -> tuple[int, int]:
    """Return the stretch that holds most different terms, widened to whole words or a sentence's start."""
    best, best_score = 0, (-1, -1)
    for index, (start, _end, _term) in enumerate(matches):
        inside = [term for a, b, term in matches[index : index + 40] if b - start <= LENGTH - LEAD]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = index, score
    first = matches[best][0]
    start = _start_before(text, first)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", matches[best][1], end)
        end = space if space > 0 else end
    return start, max(end, matches[best][1])


def _start_before(text: str, position: int) -> int:
    """Return where to begin so that some words lead up to the match: a sentence's start when one is near."""
    earliest = max(0, position - LEAD)
    if earliest == 0:
        return 0
    for sign in (". ", "\n", "? ", "! "):
        found = text.rfind(sign, earliest, position)
        if found >= 0:
            return found + len(sign)
    space = text.find(" ", earliest, position)
    return space + 1 if space >= 0 else position
