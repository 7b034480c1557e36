"""Words of the entries, to correct typing and to complete it, without telling of entries the viewer may not see.

A word is offered only when a public entry holds it, or at least five entries this viewer may see.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from portal.kit.viewers import Viewer
from search import analysis, synonyms
from search.engines.database import DatabaseEngine
from search.models import Word
from search.parse import Parsed
from search.plan import preferred

FEWEST = 5
#: Words of one query that are looked at; more mistakes than this are no typing mistakes.
MOST_DOUBTFUL = 4
_CANDIDATES = 2000


def corrections(parsed: Parsed, viewer: Viewer, language: str, using: str = "default") -> dict[str, tuple[str, ...]]:
    """Return better-known spellings of the words that no entry this viewer may see holds."""
    code = preferred(language)
    asked = [
        token.word
        for token in analysis.tokens(" ".join(parsed.words), code)
        if token.term and len(token.word) >= 4 and token.word.isalpha() and token.word.isascii()
    ]
    if not asked:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for word in _doubtful(asked, using)[:MOST_DOUBTFUL]:
        near = _nearest(word, code, using)
        if not near or DatabaseEngine(using).visible_with(word, viewer, at_least=1):
            continue
        offered = [other for other, public in near if public or _enough(other, viewer, using)][:2]
        if offered:
            found[word] = tuple(offered)
    return found


def completions(beginning: str, viewer: Viewer, language: str, *, limit: int, using: str = "default") -> list[str]:
    """Return known words that begin like this, most frequent first."""
    if len(beginning) < 3:
        return []
    rows = Word.objects.using(using).filter(
        Q(public_entries__gt=0) | Q(entries__gte=FEWEST),
        language=preferred(language),
        head=beginning[:3],
        word__startswith=beginning,
    )
    known = rows.order_by("-public_entries", "-entries", "word").values_list("word", "public_entries")[: limit * 3]
    offered: list[str] = []
    for word, public in known:
        if public or _enough(word, viewer, using):
            offered.append(word)
        if len(offered) == limit:
            break
    return offered


def public_words(words: Sequence[str], using: str = "default") -> set[str]:
    """Return which of the words stand in public entries."""
    rows = Word.objects.using(using).filter(word__in=words, public_entries__gt=0)
    return set(rows.values_list("word", flat=True))


def _doubtful(asked: Iterable[str], using: str) -> list[str]:
    """Return the words that no public entry holds, in any form, spelling or language, in one statement."""
    forms = {
        word: {
            analysis.term_of(other, language)
            for other in (word, *synonyms.spellings(word, analysis.ENGLISH))
            for language in analysis.LANGUAGES
        }
        for word in asked
    }
    wanted = set().union(*forms.values())
    # The term alone: each word has one a language, and its index answers without a scan.
    rows = Word.objects.using(using).filter(
        language__in=analysis.LANGUAGES, term__in=sorted(wanted), public_entries__gt=0
    )
    known = set(rows.values_list("term", flat=True).distinct())
    return [word for word, terms in forms.items() if not known & terms]


def _enough(word: str, viewer: Viewer, using: str) -> bool:
    return DatabaseEngine(using).visible_with(word, viewer, at_least=FEWEST)


def _nearest(word: str, language: str, using: str) -> list[tuple[str, bool]]:
    """Return known words within typing distance, nearest and most frequent first, and whether each is public.

    One mistake leaves the first or the last three letters whole, so those two are looked up.
    """
    most = 1 if len(word) < 9 else 2
    known = Word.objects.using(using).filter(Q(public_entries__gt=0) | Q(entries__gte=FEWEST), language=language)
    swapped = word[1] + word[0] + word[2]
    rows = known.filter(head=word[:3]).union(known.filter(tail=word[-3:]), known.filter(head=swapped))
    found = rows.order_by("-entries").values_list("word", "entries", "public_entries")[:_CANDIDATES]
    ranked = []
    for other, entries, public in found:
        if abs(len(other) - len(word)) <= most and other != word:
            away = distance(word, other, most)
            if away <= most:
                ranked.append((away, -entries, other, public > 0))
    ranked.sort()
    return [(other, public) for _away, _entries, other, public in ranked[:6]]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped; `most` + 1 stands for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
