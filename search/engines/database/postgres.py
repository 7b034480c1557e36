# ruff: noqa: S608 - names of tables and columns are constants here; every value is a parameter
"""PostgreSQL's half of the database engine: GIN over tsvectors finds candidates, BM25 from kept statistics ranks them.

The vectors are made of our own terms, so PostgreSQL's dictionaries never see a word. `ts_rank` of a single term
with equal weights is the sum of 1/j² over its n occurrences divided by pi²/6; that is undone here to get n, the term
frequency, in C speed and exactly (n = round(0.6079 / (1 - rank) - 0.5), proved by a test for every n to 255).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines.database import schema
from search.engines.database.terms import Terms
from search.models import Corpus, Term
from search.plan import FOREIGN_WEIGHT, Alternative, Group, Plan, preferred

Sql = tuple[str, list[Any]]

#: Measured on biomedical questions and abstracts (docs/search.md): short and long entries both count.
K1, B = 0.9, 0.5
_FREQUENCY = "ROUND((0.60792710 / (1.0 - ts_rank('{1,1,1,1}', t.vector, %s::tsquery)) - 0.5)::numeric)::float8"


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 must know about one language."""

    entries: int
    mean_length: float
    holding: dict[str, int]

    def weight(self, term: str) -> float:
        """Return how much a term says: the rarer, the more."""
        holding = min(self.holding.get(term, 0), self.entries)
        return math.log(1 + (self.entries - holding + 0.5) / (holding + 0.5))


class PostgresText:
    """The text index in one table of tsvectors."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def write(self, rows: Sequence[Terms], removed: Sequence[int]) -> None:
        """Replace the rows of these entries, in the order of their ids so that writers never wait in a circle."""
        with self.connection.cursor() as cursor:
            if removed:
                cursor.execute(f"DELETE FROM {schema.TEXT} WHERE entry_id = ANY(%s)", [sorted(removed)])
            cursor.executemany(
                f"INSERT INTO {schema.TEXT} (entry_id, language, hash, length, vector, titles)"
                " VALUES (%s, %s, %s, %s, %s::tsvector, %s::tsvector) ON CONFLICT (entry_id) DO UPDATE SET"
                " language = excluded.language, hash = excluded.hash, length = excluded.length,"
                " vector = excluded.vector, titles = excluded.titles",
                [_stored(row) for row in sorted(rows, key=lambda row: row.entry_id)],
            )

    def hashes(self, entry_ids: Sequence[int]) -> dict[int, str]:
        """Return the stored hash of each entry that has a row."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT entry_id, hash FROM {schema.TEXT} WHERE entry_id = ANY(%s)", [list(entry_ids)])
            return dict(cursor.fetchall())

    def all_ids(self) -> str:
        """Return the statement that lists the ids of every row."""
        return f"SELECT entry_id AS id FROM {schema.TEXT}"

    def matched(self, plan: Plan) -> Sql:
        """Return the statement `id, score` of everything the plan matches."""
        parts: list[str] = []
        params: list[Any] = []
        statistics = self._statistics(plan)
        for language, groups in plan.groups.items():
            if groups:
                factor = 1.0 if language == preferred(plan.query.language) else FOREIGN_WEIGHT
                sql, values = _language(language, groups, statistics[language], factor, strict=plan.strict)
                parts.append(sql)
                params += values
        return " UNION ALL ".join(parts), params

    def titled(self, words: Sequence[str]) -> Sql:
        """Return the statement `id` of entries whose title has the words, the last one as a beginning."""
        wanted = " & ".join([*map(_lexeme, words[:-1]), f"{_lexeme(words[-1])}:*"])
        return f"SELECT entry_id AS id FROM {schema.TEXT} WHERE titles @@ %s::tsquery", [wanted]

    def _statistics(self, plan: Plan) -> dict[str, Statistics]:
        """Read what is kept about the plan's terms, two statements whatever their number."""
        wanted = {
            term
            for language, groups in plan.groups.items()
            for group in groups
            for one in group.alternatives
            for term in one.terms(language)
        }
        using = self.connection.alias
        corpora = {corpus.language: corpus for corpus in Corpus.objects.using(using).all()}
        holding: dict[str, dict[str, int]] = {language: {} for language in plan.groups}
        known = Term.objects.using(using).filter(language__in=list(plan.groups), term__in=wanted)
        for language, term, entries in known.values_list("language", "term", "entries"):
            holding[language][term] = entries
        return {
            language: Statistics(
                entries=(corpora[language].entries if language in corpora else 0),
                mean_length=_mean(corpora.get(language)),
                holding=holding[language],
            )
            for language in plan.groups
        }


def _mean(corpus: Corpus | None) -> float:
    return max(1.0, corpus.length / corpus.entries) if corpus and corpus.entries > 0 else 100.0


def _stored(row: Terms) -> tuple[Any, ...]:
    terms = [*row.title, *row.body]
    return row.entry_id, row.language, row.hash, len(terms), _vector(terms), _vector(row.title_words)


def _vector(terms: Sequence[str]) -> str:
    """Write terms with their places as PostgreSQL reads a tsvector; it keeps 255 places of each."""
    places: dict[str, list[str]] = {}
    for place, term in enumerate(terms, 1):
        found = places.setdefault(term, [])
        if len(found) < 255:
            found.append(str(min(place, 16_383)))
    return " ".join(f"{_lexeme(term)}:{','.join(found)}" for term, found in places.items())


def _lexeme(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _language(language: str, groups: Sequence[Group], known: Statistics, factor: float, *, strict: bool) -> Sql:
    """Retrieve by one tsquery, score by the sum over groups of each group's best wording."""
    scores: list[str] = []
    params: list[Any] = []
    for group in groups:
        wordings = []
        for one in group.alternatives:
            sql, values = _score(one, language, known)
            wordings.append(sql)
            params += values
        scores.append(wordings[0] if len(wordings) == 1 else f"GREATEST({', '.join(wordings)})")
    required = [group for group in groups if group.required or strict]
    if required:
        wanted = " & ".join(_all_of(group, language) for group in required)
    else:
        wanted = " | ".join(_any_of(one, language) for group in groups for one in group.alternatives)
    norm = f"{K1} * ({1 - B} + {B} * t.length / {known.mean_length:.3f})"
    sql = (
        f"SELECT t.id, ({' + '.join(scores)}) * {factor} AS score FROM (SELECT entry_id AS id, vector,"
        f" {norm.replace('t.', '')} AS norm FROM {schema.TEXT} WHERE language = %s AND vector @@ %s::tsquery) t"
    )
    return sql, [*params, language, wanted]


def _score(one: Alternative, language: str, known: Statistics) -> Sql:
    terms = one.terms(language)
    weights = [known.weight(term) * one.weight * (K1 + 1) for term in terms]
    if one.phrase:
        return (
            f"CASE WHEN t.vector @@ %s::tsquery THEN {sum(weights):.6f} / (1 + t.norm) ELSE 0 END",
            [_phrase(terms)],
        )
    parts, params = [], []
    for term, weight in zip(terms, weights, strict=True):
        parts.append(f"{weight:.6f} * (1 - t.norm / ({_FREQUENCY} + t.norm))")
        params.append(_lexeme(term))
    return f"({' + '.join(parts)})", params


def _phrase(terms: Sequence[str]) -> str:
    return f"({' <-> '.join(map(_lexeme, terms))})"


def _any_of(one: Alternative, language: str) -> str:
    terms = one.terms(language)
    return _phrase(terms) if one.phrase else f"({' | '.join(map(_lexeme, terms))})"


def _all_of(group: Group, language: str) -> str:
    wordings = []
    for one in group.alternatives:
        terms = one.terms(language)
        wordings.append(_phrase(terms) if one.phrase else f"({' & '.join(map(_lexeme, terms))})")
    return f"({' | '.join(wordings)})"
