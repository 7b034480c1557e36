# ruff: noqa: S608 - names of tables and columns are constants here; every value is a parameter
"""SQLite's half of the database engine: FTS5 retrieves and ranks by its own BM25.

Every term is quoted, so nothing a person types is ever FTS5 syntax.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search import analysis
from search.engines.database import schema
from search.engines.database.terms import Terms
from search.plan import FOREIGN_WEIGHT, Alternative, Group, Plan, preferred

Sql = tuple[str, list[Any]]


class SqliteText:
    """The text index in FTS5 tables, one a language."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def write(self, rows: Sequence[Terms], removed: Sequence[int]) -> None:
        """Replace the rows of these entries."""
        gone = [(row.entry_id,) for row in rows] + [(entry_id,) for entry_id in removed]
        with self.connection.cursor() as cursor:
            for name in schema.tables(self.connection):
                cursor.executemany(f"DELETE FROM {name} WHERE rowid = %s", gone)
            for language in analysis.LANGUAGES:
                cursor.executemany(
                    f"INSERT INTO {schema.table(language)} (rowid, title, body, hash) VALUES (%s, %s, %s, %s)",
                    [
                        (row.entry_id, " ".join(row.title), " ".join(row.body), row.hash)
                        for row in rows
                        if row.language == language
                    ],
                )
            cursor.executemany(
                f"INSERT INTO {schema.TITLES} (rowid, words) VALUES (%s, %s)",
                [(row.entry_id, " ".join(row.title_words)) for row in rows],
            )

    def hashes(self, entry_ids: Sequence[int]) -> dict[int, str]:
        """Return the stored hash of each entry that has a row."""
        marks = ", ".join(["%s"] * len(entry_ids))
        each = (
            f"SELECT rowid, hash FROM {schema.table(code)} WHERE rowid IN ({marks})" for code in analysis.LANGUAGES
        )
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(each), [*entry_ids] * len(analysis.LANGUAGES))
            return dict(cursor.fetchall())

    def all_ids(self) -> str:
        """Return the statement that lists the ids of every row."""
        return " UNION ALL ".join(f"SELECT rowid AS id FROM {schema.table(code)}" for code in analysis.LANGUAGES)

    def matched(self, plan: Plan) -> Sql:
        """Return the statement `id, score` of everything the plan matches."""
        parts: list[str] = []
        params: list[Any] = []
        for language, groups in plan.groups.items():
            if groups:
                sql, values = _language(language, groups, strict=plan.strict)
                factor = 1.0 if language == preferred(plan.query.language) else FOREIGN_WEIGHT
                parts.append(f"SELECT id, score * {factor} AS score FROM ({sql})")
                params += values
        return " UNION ALL ".join(parts), params

    def titled(self, words: Sequence[str]) -> Sql:
        """Return the statement `id` of entries whose title has the words, the last one as a beginning."""
        wanted = " AND ".join([*map(_quoted, words[:-1]), f"{_quoted(words[-1])}*"])
        return f"SELECT rowid AS id FROM {schema.TITLES} WHERE {schema.TITLES} MATCH %s", [wanted]


def _language(language: str, groups: Sequence[Group], *, strict: bool) -> Sql:
    """Score one language: plain words in one match, groups with several wordings each by its best."""
    name = schema.table(language)
    plain = [group for group in groups if len(group.alternatives) == 1]
    several = [group for group in groups if len(group.alternatives) > 1]
    scored = [(0, 0, 1.0, " OR ".join(_match(group.alternatives[0], language) for group in plain))] if plain else []
    for number, group in enumerate(several, 1):
        scored += [(number, place, one.weight, _match(one, language)) for place, one in enumerate(group.alternatives)]
    required = [group for group in groups if group.required or strict]
    limit, limit_params = "", []
    if required:
        limit = f" AND rowid IN (SELECT rowid FROM {name} WHERE {name} MATCH %s)"
        limit_params = [" AND ".join(_all_of(group, language) for group in required)]
    selects, params = [], []
    for number, _place, weight, match in scored:
        selects.append(
            f"SELECT rowid AS id, {number} AS part, -bm25({name}) * {weight} AS score"
            f" FROM {name} WHERE {name} MATCH %s{limit}"
        )
        params += [match, *limit_params]
    if not several:
        return selects[0], params
    union = " UNION ALL ".join(selects)
    best = f"SELECT id, part, MAX(score) AS score FROM ({union}) GROUP BY id, part"
    return f"SELECT id, SUM(score) AS score FROM ({best}) GROUP BY id", params


def _match(one: Alternative, language: str) -> str:
    """Return an alternative in FTS5's words: a phrase, or any of its words."""
    terms = one.terms(language)
    return _quoted(" ".join(terms)) if one.phrase else " OR ".join(map(_quoted, terms))


def _all_of(group: Group, language: str) -> str:
    """Return what makes a group count as found: one wording, whole."""
    wordings: Iterable[str] = (
        _quoted(" ".join(terms)) if one.phrase else f"({' AND '.join(map(_quoted, terms))})"
        for one in group.alternatives
        if (terms := one.terms(language))
    )
    return f"({' OR '.join(wordings)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
