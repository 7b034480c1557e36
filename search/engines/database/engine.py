# ruff: noqa: S608 - names of tables and columns are constants here; every value is a parameter
"""The database engine: a viewer-filtered query over entries joined to the text index of this database.

Matches, totals, facet counts and pages each come from one statement, whatever the database.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections
from django.db.models import Q

from portal.kit.audience import unpack
from portal.kit.viewers import Viewer
from search.contract import FACETS, NEWEST, Found, Query, Row
from search.engines.database.postgres import PostgresText
from search.engines.database.sqlite import Sql, SqliteText
from search.engines.database.terms import stored_hash, terms_of
from search.models import Entry, visible_to
from search.parse import Parsed
from search.plan import Plan, build


class DatabaseEngine:
    """Search over the text index kept beside the entries of one database."""

    name = "database"

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self.connection = connections[using]
        kind = PostgresText if self.connection.vendor == "postgresql" else SqliteText
        self.text: PostgresText | SqliteText = kind(self.connection)

    def write(self, entries: Sequence[Entry]) -> None:
        """Make the text index hold these entries as they are now; part of the caller's transaction."""
        live = [terms_of(entry) for entry in entries if not entry.removed]
        self.text.write(live, [entry.pk for entry in entries if entry.removed])

    def find(
        self, plan: Plan, viewer: Viewer, *, size: int, after: Sequence[Any] | None = None, facets: bool = True
    ) -> Found:
        """Return one page of groups, best part of each first."""
        matched = self._matched(plan)
        rows, total = self._page(plan, matched, viewer, size=size, after=after)
        counts = self._facets(plan, matched, viewer) if facets else {}
        kept = tuple(rows[:size])
        return Found(kept, total, counts, more=len(rows) > size, last=kept[-1].sort if kept else None)

    def suggest(self, words: Sequence[str], viewer: Viewer, *, limit: int) -> list[str]:
        """Return keys of visible entries by the words of their title, newest first."""
        where, params = self._where(visible_to(viewer))
        titled, title_params = self.text.titled(words)
        sql = (
            f"SELECT search_entry.key FROM search_entry WHERE search_entry.id IN ({titled}) AND {where}"
            " AND search_entry.key = search_entry.group ORDER BY search_entry.published_at DESC LIMIT %s"
        )
        return [key for (key,) in self._rows(_quote_group(sql), [*title_params, *params, limit])]

    def differing(self, entries: Sequence[Entry]) -> list[str]:
        """Return the keys whose terms are missing, outdated or left behind."""
        stored = self.text.hashes([entry.pk for entry in entries]) if entries else {}
        wanted = {entry.key: None if entry.removed else stored_hash(entry) for entry in entries}
        return [entry.key for entry in entries if stored.get(entry.pk) != wanted[entry.key]]

    def versions(self, keys: Sequence[str]) -> dict[str, int]:
        """Return nothing: rows here carry the hash of their entry, no version that could be ahead of it."""
        return {}

    def strays(self) -> Iterator[str]:
        """Yield the row ids that no live entry stands behind."""
        sql = (
            f"SELECT t.id FROM ({self.text.all_ids()}) t LEFT JOIN search_entry e ON e.id = t.id"
            " WHERE e.id IS NULL OR e.removed"
        )
        yield from (f"row {entry_id}" for (entry_id,) in self._rows(sql, []))

    def remove_strays(self) -> None:
        """Drop what `strays` reports."""
        self.text.write([], [int(name.split()[1]) for name in self.strays()])

    def visible_with(self, word: str, viewer: Viewer, *, at_least: int) -> bool:
        """Tell whether a word stands in at least so many entries this viewer may see."""
        where, params = self._where(visible_to(viewer))
        matched, match_params = self._matched(build(Parsed(word, (word,)), Query(text=word, exact=True)))
        sql = (
            f"SELECT COUNT(*) FROM (SELECT 1 FROM ({matched}) m JOIN search_entry ON search_entry.id = m.id"
            f" WHERE {where} LIMIT %s) few"
        )
        return bool(self._rows(sql, [*match_params, *params, at_least])[0][0] >= at_least)

    def _matched(self, plan: Plan) -> Sql:
        if plan.is_empty:
            return "SELECT id, 0.0 AS score FROM search_entry", []
        return self.text.matched(plan)

    def _page(
        self, plan: Plan, matched: Sql, viewer: Viewer, *, size: int, after: Sequence[Any] | None
    ) -> tuple[list[Row], int]:
        where, params = self._where(visible_to(viewer) & filters(plan.query.filters))
        newest = plan.query.sort == NEWEST or plan.is_empty
        column = "published_at" if newest else "score"
        limit, limit_params = "", []
        if after:
            value = self._date(after[0]) if newest else float(after[0])
            limit = f" AND ({column} < %s OR ({column} = %s AND id < %s))"
            limit_params = [value, value, int(after[1])]
        sql = (
            f"WITH matched AS MATERIALIZED ({matched[0]}), kept AS MATERIALIZED (SELECT search_entry.id AS id,"
            " search_entry.key AS key, search_entry.group AS family, search_entry.version AS version,"
            " search_entry.published_at AS published_at, matched.score AS score, ROW_NUMBER() OVER (PARTITION BY"
            f" search_entry.group ORDER BY matched.{'id' if newest else 'score'} DESC, matched.id DESC) AS place"
            f" FROM matched JOIN search_entry ON search_entry.id = matched.id WHERE {where})"
            " SELECT key, family, version, score, published_at, id,"
            " (SELECT COUNT(*) FROM kept WHERE place = 1) FROM kept"
            f" WHERE place = 1{limit} ORDER BY {column} DESC, id DESC LIMIT %s"
        )
        found = self._rows(_quote_group(sql), [*matched[1], *params, *limit_params, size + 1])
        rows = [
            Row(key, group, version, float(score), (str(published) if newest else float(score), entry_id))
            for key, group, version, score, published, entry_id, _total in found
        ]
        return rows, found[0][6] if found else 0

    def _facets(self, plan: Plan, matched: Sql, viewer: Viewer) -> dict[str, dict[str, int]]:
        """Count groups per value; a facet's own choice does not narrow its own values."""
        where, params = self._where(visible_to(viewer))
        sql = (
            f"WITH matched AS MATERIALIZED ({matched[0]}) SELECT search_entry.kind, search_entry.status,"
            " search_entry.country, search_entry.specialties, search_entry.year,"
            " COUNT(DISTINCT search_entry.group) FROM matched JOIN search_entry ON search_entry.id = matched.id"
            f" WHERE {where} GROUP BY 1, 2, 3, 4, 5"
        )
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        chosen = {name: set(values) for name, values in plan.query.filters.items() if values}
        for kind, status, country, specialties, year, number in self._rows(_quote_group(sql), [*matched[1], *params]):
            own = {
                "kind": {kind}, "status": {status}, "country": {country},
                "specialty": set(unpack(specialties)), "year": {str(year)},
            }  # fmt: skip
            misses = [name for name, values in chosen.items() if not values & own[name]]
            for name in FACETS:
                if not [missed for missed in misses if missed != name]:
                    counts[name].update(dict.fromkeys(own[name] - {"", "0"}, number))
        return {name: dict(values) for name, values in counts.items()}

    def _where(self, condition: Q) -> Sql:
        """Return a condition on entries as SQL, for statements that join the text index."""
        query = Entry.objects.using(self.using).filter(condition).query
        compiler = query.get_compiler(self.using)
        try:
            sql, params = compiler.compile(query.where)
        except EmptyResultSet:
            return "1 = 0", []
        except FullResultSet:
            return "1 = 1", []
        return sql, list(params)

    def _rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def _date(self, value: str) -> Any:
        return self.connection.ops.adapt_datetimefield_value(datetime.fromisoformat(value))


def _quote_group(sql: str) -> str:
    """Quote the one column whose name is an SQL word."""
    return sql.replace("search_entry.group", 'search_entry."group"')


def filters(chosen: Mapping[str, Sequence[str]]) -> Q:
    """Return the chosen facet values as a condition on entries; an unknown facet or value finds nothing."""
    condition = Q()
    for name, values in chosen.items():
        if not values:
            continue
        if name == "specialty":
            any_of = Q(pk__in=[])
            for value in values:
                any_of |= Q(specialties__contains=f"|{value}|")
            condition &= any_of
        elif name == "year":
            condition &= Q(year__in=[int(value) for value in values if value.isdecimal() and len(value) == 4])
        elif name in FACETS:
            condition &= Q(**{f"{name}__in": list(values)})
    return condition
