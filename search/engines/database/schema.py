# ruff: noqa: S608 - names of tables and columns are constants here; every value is a parameter
"""The text index of the database engine: FTS5 tables on SQLite, one tsvector table on PostgreSQL.

Made by the first migration and, where migrations are off, after `migrate`; never a Django model, because the two
databases keep text differently. Rows carry the id of their entry and nothing refers to them.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from search import analysis

#: FTS5 splits at what is no letter or digit; folding and stemming happened before.
_TOKENIZER = 'tokenize = "unicode61 remove_diacritics 0"'


def table(language: str) -> str:
    """Return the FTS5 table of an analysis language."""
    if language not in analysis.LANGUAGES:
        raise ValueError(language)
    return f"search_text_{language}"


TITLES = "search_titles"
TEXT = "search_text"


def ensure(using: str) -> None:
    """Make what is missing, and drop rows left behind by emptied tables."""
    connection = connections[using]
    if "search_entry" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in create_statements(connection):
            cursor.execute(statement)
        cursor.execute("SELECT 1 FROM search_entry LIMIT 1")
        if cursor.fetchone() is None:
            for name in tables(connection):
                cursor.execute(f"DELETE FROM {name}")


def drop(using: str) -> None:
    """Remove the text index."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in tables(connection):
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the index's own tables."""
    if connection.vendor == "postgresql":
        return [TEXT]
    return [*(table(language) for language in analysis.LANGUAGES), TITLES]


def create_statements(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the statements that make the index where it is missing."""
    if connection.vendor == "postgresql":
        return [
            (
                f"CREATE TABLE IF NOT EXISTS {TEXT} (entry_id bigint PRIMARY KEY, language varchar(2) NOT NULL,"
                " hash varchar(80) NOT NULL, length integer NOT NULL, vector tsvector NOT NULL,"
                " titles tsvector NOT NULL)"
            ),
            f"CREATE INDEX IF NOT EXISTS search_text_vector ON {TEXT} USING gin (vector) WITH (fastupdate = off)",
            f"CREATE INDEX IF NOT EXISTS search_text_titles ON {TEXT} USING gin (titles) WITH (fastupdate = off)",
        ]
    made = [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {table(language)} USING fts5(title, body, hash UNINDEXED, {_TOKENIZER})"
        for language in analysis.LANGUAGES
    ]
    return [*made, f"CREATE VIRTUAL TABLE IF NOT EXISTS {TITLES} USING fts5(words, prefix = '2 3', {_TOKENIZER})"]
