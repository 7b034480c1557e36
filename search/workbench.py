"""A temporary index for measuring: the product's own entries, mapping and query path, beside and apart from real data.

On SQLite the tables live in memory, on PostgreSQL in a schema of their own, in Elasticsearch under a prefix of their
own; all of it is gone at the end.
"""

import copy
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from portal.kit.viewers import Viewer
from search import analysis, index, registry, statistics
from search.contract import Document, Engine
from search.engines.database import DatabaseEngine, schema
from search.models import Entry

ALIAS = "search_workbench"
KIND = "measured"
BATCH = 500


class _Everything:
    """The source of measured documents: all of them may be seen."""

    kind = KIND
    label = label_plural = KIND

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        """Return nothing: measured documents are written directly."""
        return ()

    def keys(self, after: str = "") -> Iterator[str]:
        """Yield nothing."""
        return iter(())

    def visible(self, viewer: Viewer, keys: Sequence[str]) -> set[str]:
        """Let everything be seen."""
        return set(keys)


@contextmanager
def workbench(engine: str) -> Iterator["Bench"]:
    """Yield an empty bench for "database" or "elastic"."""
    name = f"measure_{secrets.token_hex(4)}"
    registry.register(_Everything())
    try:
        with _database(name):
            if engine == "elastic":
                with _elastic(name.replace("_", "-")) as elastic:
                    yield Bench(elastic)
            else:
                yield Bench(DatabaseEngine(ALIAS))
    finally:
        registry.unregister(KIND)


class Bench:
    """An engine with a database of entries of its own."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def fill(self, documents: Iterable[Document]) -> int:
        """Write documents the way the product does; return how many."""
        number, batch = 0, list[Document]()
        for document in documents:
            batch.append(document)
            if len(batch) == BATCH:
                number += self._write(batch)
                batch = []
        number += self._write(batch)
        statistics.fold(ALIAS)
        self._settle()
        return number

    def _write(self, documents: Sequence[Document]) -> int:
        entries = [index.entry_of(document) for document in documents]
        with transaction.atomic(ALIAS):
            index.store(entries, ALIAS)
        if self.engine.name != DatabaseEngine.name:
            self.engine.write(list(Entry.objects.using(ALIAS).filter(key__in=[entry.key for entry in entries])))
        return len(entries)

    def _settle(self) -> None:
        if self.engine.name != DatabaseEngine.name:
            from search.engines.elastic import admin

            admin.refresh(prefix=self.engine.prefix)  # type: ignore[attr-defined]


@contextmanager
def _database(name: str) -> Iterator[None]:
    """Make the search tables in a place of their own."""
    real = connections["default"]
    described = copy.deepcopy(real.settings_dict)
    described["CONN_MAX_AGE"] = None
    options = described.setdefault("OPTIONS", {})
    if real.vendor == "postgresql":
        options.pop("pool", None)
        options["options"] = f"-c search_path={name}"
        with real.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
    else:
        described["NAME"] = ":memory:"
        options.pop("init_command", None)
    connections.settings[ALIAS] = described
    try:
        connection = connections[ALIAS]
        with connection.schema_editor() as editor:
            for model in apps.get_app_config("search").get_models():
                editor.create_model(model)
        schema.ensure(ALIAS)
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
        if real.vendor == "postgresql":
            with real.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {name} CASCADE")


@contextmanager
def _elastic(prefix: str) -> Iterator[Engine]:
    from search.engines.elastic import admin
    from search.engines.elastic.engine import ElasticEngine

    if not settings.ELASTICSEARCH_URL:
        raise RuntimeError("ELASTICSEARCH_URL is not set.")
    full = f"{settings.SEARCH_INDEX_PREFIX}-{prefix}"
    admin.ensure(full)
    engine = ElasticEngine(full)
    engine.using = ALIAS
    try:
        yield engine
    finally:
        for language in analysis.LANGUAGES:
            admin.drop(admin.read_index(language, full))
