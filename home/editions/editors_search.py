"""The full-text table of editors' search on SQLite, which only Wagtail's migration makes and tests run without."""

from importlib import import_module

from django.db import connection

TABLE = "wagtailsearch_indexentry_fts"


def ensure_table() -> bool:
    """Make the virtual table and its triggers when a plain table stands in their place; return whether it did."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [TABLE])
        row = cursor.fetchone()
        if row is None or "VIRTUAL" in row[0].upper():
            return False
        cursor.execute(f"DROP TABLE {TABLE}")
        module = import_module("wagtail.search.migrations.0006_customise_indexentry")
        for operation in module.Migration.operations[-1].database_operations:
            cursor.execute(operation.sql)
    return True
