"""The Elasticsearch engine: bulk writes with the entries' own versions, one request a page, proof by comparison."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from portal.kit.audience import unpack
from portal.kit.viewers import Viewer
from search import analysis
from search.contract import FACETS, EngineDown, Found, Row, Span
from search.engines.elastic import admin, query
from search.engines.elastic.client import WRITE_TIMEOUT, asking, client
from search.engines.elastic.mapping import document
from search.models import Entry
from search.plan import Plan

#: A refusal that is no error: the index already holds this version or a newer one.
CONFLICT = 409


class ElasticEngine:
    """Search over one index a language, behind aliases that start with the prefix."""

    name = "elastic"
    #: The database whose entries this engine holds copies of.
    using = "default"

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix or settings.SEARCH_INDEX_PREFIX

    def check(self) -> None:
        """Raise EngineDown within a second when nobody answers, so that a write never waits for a frozen server."""
        with asking():
            client().info()

    def ensure(self) -> bool:
        """Make the indexes that are missing; return whether there were any."""
        return bool(admin.ensure(self.prefix))

    def write(self, entries: Sequence[Entry]) -> None:
        """Copy entries and tombstones to every index that receives changes; a newer copy is left alone."""
        if not entries:
            return
        targets = admin.write_targets(self.prefix)
        operations: list[Mapping[str, Any]] = []
        for entry in entries:
            for language, content in places_of(entry):
                for index in targets[language]:
                    operations += [action(entry, index), content]
        if not operations:
            raise EngineDown("there is no index to write to")
        with asking(guarded=False):
            client(timeout=WRITE_TIMEOUT).bulk(operations=operations)

    def find(
        self, plan: Plan, viewer: Viewer, *, size: int, after: Sequence[Any] | None = None, facets: bool = True
    ) -> Found:
        """Return one page of groups, best part of each first.

        Elasticsearch cannot collapse behind a cursor: later pages fetch parts and leave out those whose
        group stood further up.
        """
        wanted = size + 1 if after is None else size * 2
        body = query.search_body(plan, viewer, size=wanted, after=after, facets=facets, collapse=after is None)
        answer = self._search(body)
        hits = answer["hits"]["hits"]
        rows = [_row(hit) for hit in hits]
        counts = {name: _counts(answer["aggregations"][name]) for name in FACETS} if facets else {}
        total = answer["aggregations"]["total"]["in"]["value"]
        if after is None:
            kept = rows[:size]
            return Found(tuple(kept), total, counts, more=len(rows) > size, last=kept[-1].sort if kept else None)
        first = self._first_of(plan, viewer, [row.group for row in rows])
        kept = [row for row in rows if first.get(row.group) == row.key][:size]
        cut = len(kept) == size
        last = kept[-1].sort if cut else (rows[-1].sort if rows else None)
        return Found(tuple(kept), total, counts, more=cut or len(rows) == wanted, last=last)

    def suggest(self, words: Sequence[str], viewer: Viewer, *, limit: int) -> list[str]:
        """Return keys of visible entries by the words of their title, newest first."""
        answer = self._search(query.suggest_body(words, viewer, limit=limit))
        return [hit["fields"]["key"][0] for hit in answer["hits"]["hits"]]

    def differing(self, entries: Sequence[Entry]) -> list[str]:
        """Return the keys whose copy in any receiving index has another version or other content."""
        differing: set[str] = set()
        targets = admin.write_targets(self.prefix)
        wanted: dict[str, list[tuple[Entry, Mapping[str, Any]]]] = {}
        for entry in entries:
            for language, content in places_of(entry):
                if not targets[language]:
                    differing.add(entry.key)
                for index in targets[language]:
                    wanted.setdefault(index, []).append((entry, content))
        for index, pairs in wanted.items():
            with asking(guarded=False):
                answer = client(timeout=WRITE_TIMEOUT).mget(index=index, ids=[entry.key for entry, _c in pairs])
            for (entry, content), found in zip(pairs, answer["docs"], strict=True):
                if not _equal(entry, content, found):
                    differing.add(entry.key)
        return sorted(differing)

    def versions(self, keys: Sequence[str]) -> dict[str, int]:
        """Return the highest version any receiving index has of each key."""
        newest: dict[str, int] = {}
        for indexes in admin.write_targets(self.prefix).values():
            for index in indexes:
                with asking(guarded=False):
                    answer = client(timeout=WRITE_TIMEOUT).mget(index=index, ids=list(keys), source=False)
                for found in answer["docs"]:
                    if found.get("found"):
                        newest[found["_id"]] = max(newest.get(found["_id"], 0), found["_version"])
        return newest

    def strays(self) -> Iterator[str]:
        """Yield keys the engine shows although no live entry of that language has them."""
        for language in analysis.LANGUAGES:
            for keys in self._shown(language):
                live = Entry.objects.live().filter(key__in=keys)
                known = {
                    key for key, code in live.values_list("key", "language") if analysis.analysed_as(code) == language
                }
                yield from sorted(set(keys) - known)

    def remove_strays(self) -> None:
        """Drop what `strays` reports from the indexes of languages its entry no longer has."""
        keys = list(self.strays())
        known = set(Entry.objects.live().filter(key__in=keys).values_list("key", flat=True))
        operations = [
            {"delete": {"_index": index, "_id": key}}
            for indexes in admin.write_targets(self.prefix).values()
            for index in indexes
            for key in keys
            if key not in known
        ]
        if operations:
            with asking(guarded=False):
                client(timeout=WRITE_TIMEOUT).bulk(operations=operations, refresh=True)

    def _shown(self, language: str) -> Iterator[list[str]]:
        """Yield the keys of everything a language's index does not hold as removed, a page at a time."""
        admin.refresh([admin.read_alias(language, self.prefix)])
        after: list[Any] | None = None
        while True:
            with asking(guarded=False):
                answer = client(timeout=WRITE_TIMEOUT).search(
                    index=admin.read_alias(language, self.prefix),
                    query={"bool": {"filter": [{"term": {"removed": False}}]}},
                    sort=[{"key": "asc"}],
                    size=1000,
                    source=False,
                    search_after=after,
                    ignore_unavailable=True,
                )
            hits = answer["hits"]["hits"]
            if not hits:
                return
            yield [hit["_id"] for hit in hits]
            after = hits[-1]["sort"]

    def _first_of(self, plan: Plan, viewer: Viewer, groups: Sequence[str]) -> dict[str, str]:
        if not groups:
            return {}
        answer = self._search(query.best_of_groups(plan, viewer, sorted(set(groups))))
        return {hit["fields"]["group"][0]: hit["_id"] for hit in answer["hits"]["hits"]}

    def _search(self, body: dict[str, Any]) -> Mapping[str, Any]:
        with asking():
            answer = client().search(
                index=",".join(admin.read_alias(language, self.prefix) for language in analysis.LANGUAGES),
                body=body,
                request_cache=False,
            )
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineDown("a part of the index did not answer")
        return answer.body


def places_of(entry: Entry) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield where an entry is kept: in its language, and as removed in languages it had before."""
    own = analysis.analysed_as(entry.language)
    yield own, document(entry)
    for language in sorted({analysis.analysed_as(code) for code in unpack(entry.past_languages)} - {own}):
        yield language, {"key": entry.key, "group": entry.group, "removed": True}


def action(entry: Entry, index: str) -> Mapping[str, Any]:
    """Return the bulk line before an entry's document."""
    return {"index": {"_index": index, "_id": entry.key, "version": entry.version, "version_type": "external_gte"}}


def _equal(entry: Entry, content: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return bool(found.get("found") and found["_version"] == entry.version and found["_source"] == content)


def _row(hit: Mapping[str, Any]) -> Row:
    marked = hit.get("highlight", {})
    return Row(
        key=hit["_id"],
        group=hit["fields"]["group"][0],
        version=hit["_version"],
        score=hit["_score"] or 0.0,
        sort=tuple(hit["sort"]),
        title=_spans(marked["title"][0]) if "title" in marked else None,
        excerpt=_spans(marked["body"][0]) if "body" in marked else None,
    )


def _spans(marked: str) -> tuple[Span, ...]:
    """Read marked text; two matches with only a space between stay two."""
    spans = []
    for piece in marked.split(query.MARK_START):
        inside, end, after = piece.rpartition(query.MARK_END)
        if end:
            spans.append(Span(inside, marked=True))
        if after:
            spans.append(Span(after))
    return tuple(spans)


def _counts(answer: Mapping[str, Any]) -> dict[str, int]:
    buckets = answer["in"]["buckets"]
    return {bucket["key"]: bucket["groups"]["value"] for bucket in buckets if bucket["key"] not in ("", "0")}
