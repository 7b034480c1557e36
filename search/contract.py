"""The words rooms, lookup and engines share: documents in, queries, hits and results out, and what an engine promises.

Everything here is a frozen value or a protocol; nothing knows a case from an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from portal.kit.audience import Audience
from portal.kit.viewers import Viewer

if TYPE_CHECKING:
    from search.models import Entry
    from search.plan import Plan

#: Facets in the order a page shows them.
FACETS = ("kind", "status", "country", "specialty", "year")
RELEVANCE, NEWEST = "relevance", "newest"
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One searchable item as a room hands it over; only text that a peer may read goes in.

    `key` is "case:<uuid>", or "case:<uuid>:<part>" for a part whose hits are shown under `group`.
    A doctor named by `owner` finds it whatever the audience says.
    """

    key: str
    kind: str
    group: str
    language: str
    title: str
    body: str
    url: str
    published_at: datetime
    audience: Audience
    summary: str = ""
    country: str = ""
    specialties: tuple[str, ...] = ()
    status: str = ""
    owner: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person asked: words, chosen facet values, order, and where the page starts.

    `exact` leaves out synonyms and corrections; `facets` and `excerpts` may be turned off by callers
    that do not show them.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = RELEVANCE
    exact: bool = False
    cursor: str = ""
    size: int = PAGE_SIZE
    language: str = ""
    facets: bool = True
    excerpts: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, marked when it is what the words matched."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result a viewer may see, ready to be shown."""

    key: str
    group: str
    kind: str
    title: tuple[Span, ...]
    excerpt: tuple[Span, ...]
    url: str
    language: str
    country: str
    specialties: tuple[str, ...]
    status: str
    published_at: datetime
    facts: Mapping[str, str]
    score: float

    @property
    def plain_title(self) -> str:
        """Return the title without its marks."""
        return "".join(span.text for span in self.title)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value a result list can be narrowed to, and how many results would remain."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results, most frequent value first."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits and everything said around it.

    `degraded` means the usual engine did not answer and the database did. `also_searched` names the words
    that were added; `corrected` is the query as the spelling suggests it, or "".
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: tuple[Facet, ...] = ()
    next_cursor: str = ""
    also_searched: tuple[str, ...] = ()
    corrected: str = ""
    degraded: bool = False
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title or word offered while typing."""

    text: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as an engine knows it: not yet checked, so never shown as it is.

    `sort` is where the next page would start. `title` and `excerpt` are marked-up highlights, or None
    where the engine leaves them to the database.
    """

    key: str
    group: str
    version: int
    score: float
    sort: tuple[Any, ...]
    title: tuple[Span, ...] | None = None
    excerpt: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine answers: rows in order, how many groups match, counts per facet value, and if more follow.

    `last` is where the next page starts when all rows were used.
    """

    rows: tuple[Row, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    more: bool
    last: tuple[Any, ...] | None = None


class EngineDown(Exception):
    """The engine did not answer in time; the database engine answers instead."""


class Engine(Protocol):
    """What every engine can do, held by one contract test suite.

    `find` and `suggest` filter by the viewer and mark at most what the viewer may see; `write` is
    idempotent and never lets an older version replace a newer one.
    """

    name: str

    def write(self, entries: Sequence[Entry]) -> None:
        """Make the engine hold these entries, or their tombstones, as they are now."""

    def find(
        self, plan: Plan, viewer: Viewer, *, size: int, after: Sequence[Any] | None = None, facets: bool = True
    ) -> Found:
        """Return one page of groups for the plan, best part of each group first."""

    def suggest(self, words: Sequence[str], viewer: Viewer, *, limit: int) -> list[str]:
        """Return keys of entries whose title has all the words, the last one as a beginning."""

    def differing(self, entries: Sequence[Entry]) -> list[str]:
        """Return the keys whose copy in the engine is not what the entries say."""

    def versions(self, keys: Sequence[str]) -> Mapping[str, int]:
        """Return the version of each copy the engine has."""

    def strays(self) -> Iterable[str]:
        """Yield what the engine shows although no live entry has it."""

    def remove_strays(self) -> None:
        """Drop what `strays` reports."""
