"""Read what a person typed: quotes make phrases, everything else is literal words.

No operator, field name or wildcard is ever interpreted, so no query can fail or reach past its viewer. Pure.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit.text import clean_text
from search import analysis

LIMIT = 500
#: Words that take part; each one past these would only cost time.
MAX_WORDS = 40
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})


@dataclass(frozen=True, slots=True)
class Parsed:
    """The words of a query: folded, in order, and the quoted stretches among them.

    `typed` is the cleaned input, kept for the page; `error` says why nothing was searched, or is "".
    """

    typed: str
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    error: str | Promise = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not self.words and not self.phrases


def parse(text: str) -> Parsed:
    """Parse a query; never raises."""
    typed = " ".join(clean_text(text).split())
    if len(typed) > LIMIT:
        return Parsed(typed, error=_too_long(len(typed)))
    pieces = typed.translate(_QUOTES).split('"')
    # An odd quote opens nothing: what follows it are plain words.
    closed = len(pieces) if len(pieces) % 2 else len(pieces) - 1
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for index, piece in enumerate(pieces):
        found = split(piece)
        if index % 2 and index < closed and len(found) > 1:
            phrases.append(tuple(found))
        elif index % 2 and index < closed and found:
            phrases.append((found[0],))
        else:
            words += found
    if typed and not words and not phrases:
        return Parsed(typed, error=_("There is no word in this search. Type what you are looking for."))
    return Parsed(typed, tuple(words[:MAX_WORDS]), tuple(phrases[:MAX_WORDS]))


def split(text: str) -> list[str]:
    """Return the folded words of a piece of query text."""
    return [token.word for token in analysis.tokens(text, analysis.OTHER)]


def _too_long(length: int) -> str:
    return _("This search has %(length)s characters; at most %(limit)s can be searched. Shorten it and try again.") % {
        "length": length,
        "limit": LIMIT,
    }
