"""Search for a viewer: engine, then the sources' last word on every hit, then text from the database.

An engine only proposes. What its index calls visible and the database calls hidden is never shown; a page is
rather short than wrong. When Elasticsearch does not answer, the database engine does, and the results say so.
"""

import base64
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from portal.kit.viewers import Viewer
from search import analysis, excerpts, querylog, registry, vocabulary
from search import plan as plans
from search.contract import FACETS, Engine, EngineDown, Facet, FacetValue, Found, Hit, Query, Results, Row, Suggestion
from search.engines.database import DatabaseEngine
from search.models import Entry
from search.parse import parse
from search.plan import Plan

logger = logging.getLogger(__name__)

#: Hits asked for beyond the page, for those the database will refuse; and how often more are asked for.
SPARE, ROUNDS = 5, 3
_EMPTY = Found(rows=(), total=0, facets={}, more=False)


def engines() -> list[Engine]:
    """Return the engines to ask, best first; the last one is the database that everything rests on."""
    if not settings.ELASTICSEARCH_URL:
        return [DatabaseEngine()]
    from search.engines.elastic.engine import ElasticEngine  # The client library loads only where it is used.

    return [ElasticEngine(), DatabaseEngine()]


def search(query: Query, viewer: Viewer, *, engine: Engine | None = None) -> Results:
    """Return one page of what this viewer may see for a query; a query that cannot be parsed finds nothing."""
    parsed = parse(query.text)
    if parsed.error or (parsed.is_empty and not any(query.filters.values())):
        return Results(query=query)
    asked = [engine] if engine else engines()
    using = getattr(asked[-1], "using", "default")
    spellings = {} if query.exact else vocabulary.corrections(parsed, viewer, query.language, using)
    plan = plans.build(parsed, query, spellings)
    if plan.is_empty and not parsed.is_empty:
        return Results(query=query)  # Nothing but stop words.
    name, (_rows, hits, found, cursor) = _first_answer(asked, lambda one: _page(one, plan, viewer, using))
    if not query.cursor and engine is None:
        querylog.note(parsed, found.total)
    return Results(
        query=query,
        hits=hits,
        total=found.total,
        facets=_facets(found, query) if query.facets else (),
        next_cursor=cursor,
        also_searched=plan.also_searched,
        corrected=plan.corrected,
        degraded=name != asked[0].name,
        engine=name,
    )


def suggest(text: str, viewer: Viewer, language: str, *, limit: int = 8) -> list[Suggestion]:
    """Offer titles the viewer may see, then words that complete the last one typed."""
    words = [token.word for token in analysis.tokens(" ".join(parse(text).words), plans.preferred(language))]
    if not words or len(words[-1]) < 2:
        return []
    _name, keys = _first_answer(engines(), lambda one: one.suggest(words, viewer, limit=limit))
    allowed = registry.visible(viewer, keys)
    entries = {entry.key: entry for entry in Entry.objects.live().filter(key__in=allowed)}
    offered = [Suggestion(entries[key].title, entries[key].url, entries[key].kind) for key in keys if key in entries]
    begun = " ".join(words[:-1])
    for word in vocabulary.completions(words[-1], viewer, language, limit=3):
        whole = f"{begun} {word}".strip()
        offered.append(Suggestion(whole, f"{reverse('search:results')}?{urlencode({'q': whole})}", "query"))
    return offered[:limit]


def _first_answer(asked: Sequence[Engine], ask: Callable[[Engine], Any]) -> tuple[str, Any]:
    """Ask the engines in turn; the last one is the database, whose failure is everybody's."""
    for engine in asked[:-1]:
        try:
            return engine.name, ask(engine)
        except EngineDown as error:
            logger.warning("search engine %s did not answer: %s", engine.name, error)
    return asked[-1].name, ask(asked[-1])


def _page(
    engine: Engine, plan: Plan, viewer: Viewer, using: str
) -> tuple[tuple[Row, ...], tuple[Hit, ...], Found, str]:
    """Fill one page with hits the sources allow, asking for more while some are refused."""
    query = plan.query
    strict, after = _read_cursor(query.cursor, engine.name)
    if strict is None:
        strict = plan.strict
    plan = plan if plan.strict == strict else plan.loosened()
    try:
        first = engine.find(plan, viewer, size=query.size + SPARE, after=after, facets=query.facets)
    except (ValueError, OverflowError):
        # Only a cursor somebody wrote by hand holds values the engine cannot compare.
        first = engine.find(plan, viewer, size=query.size + SPARE, facets=query.facets)
    if plan.strict and not first.total and not after:
        plan = plan.loosened()
        first = engine.find(plan, viewer, size=query.size + SPARE, after=None, facets=query.facets)
    shown: list[tuple[Row, Entry]] = []
    found, seen = first, set[str]()
    for _round in range(ROUNDS):
        for row, entry in _allowed(found.rows, viewer, using, texts=query.excerpts):
            if row.group not in seen and len(shown) < query.size:
                seen.add(row.group)
                shown.append((row, entry))
        if len(shown) >= query.size or not found.more:
            break
        found = engine.find(plan, viewer, size=query.size + SPARE, after=found.last, facets=False)
    full = len(shown) >= query.size
    last = shown[-1][0].sort if full else found.last
    left = found.more or (full and last != found.last)
    cursor = _write_cursor(engine.name, plan.strict, last) if left and last is not None else ""
    hits = tuple(_hit(row, entry, plan) for row, entry in shown)
    return tuple(row for row, _entry in shown), hits, first, cursor


def _allowed(rows: Sequence[Row], viewer: Viewer, using: str, *, texts: bool) -> list[tuple[Row, Entry]]:
    """Keep the rows whose live entry admits the viewer and whose source says so now."""
    known = Entry.objects.using(using).admitting(viewer).filter(key__in=[row.key for row in rows])
    if not texts or all(row.excerpt for row in rows):
        known = known.defer("body", "summary")  # The engine's highlights spare the long texts.
    entries = {entry.key: entry for entry in known}
    allowed = registry.visible(viewer, entries)
    return [(row, entries[row.key]) for row in rows if row.key in allowed]


def _hit(row: Row, entry: Entry, plan: Plan) -> Hit:
    """Show a hit; the engine's highlights count only when they are of the entry's present version."""
    title, excerpt = row.title, row.excerpt
    current = row.version == entry.version
    if plan.query.excerpts:
        title = title if current and title else excerpts.marked_title(entry, plan)
        excerpt = excerpt if current and excerpt else excerpts.excerpt(entry, plan)
    else:
        title, excerpt = excerpts.mark(entry.title, ()), ()
    return Hit(
        key=entry.key,
        group=entry.group,
        kind=entry.kind,
        title=title,
        excerpt=excerpt,
        url=entry.url,
        language=entry.language,
        country=entry.country,
        specialties=entry.specialty_codes,
        status=entry.status,
        published_at=entry.published_at,
        facts=entry.facts,
        score=row.score,
    )


def _facets(found: Found, query: Query) -> tuple[Facet, ...]:
    facets = []
    for name in FACETS:
        chosen = query.filters.get(name, ())
        counts = dict.fromkeys(chosen, 0) | dict(found.facets.get(name, {}))
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if name == "year":
            ordered.sort(reverse=True)
        values = tuple(FacetValue(value, number, value in chosen) for value, number in ordered)
        if values:
            facets.append(Facet(name, values))
    return tuple(facets)


def _write_cursor(engine: str, strict: bool, sort: Sequence[Any]) -> str:
    content = json.dumps([engine, strict, list(sort)])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, engine: str) -> tuple[bool | None, list[Any] | None]:
    """Return where the page starts; a damaged cursor, or one of another engine, means the first page."""
    if not cursor:
        return None, None
    try:
        name, strict, sort = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        first, last = sort
    except (ValueError, TypeError):
        return None, None
    whole = isinstance(first, int | float | str) and isinstance(last, int | str) and len(str(sort)) < 400
    return (bool(strict), [first, last]) if name == engine and whole else (None, None)
