"""The engine that needs no service: FTS5 on SQLite, tsvector and BM25 on PostgreSQL, one behaviour on both."""

from search.engines.database.engine import DatabaseEngine

__all__ = ["DatabaseEngine"]
