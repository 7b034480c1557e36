"""Migrate an empty database to the newest state, take our own rooms back to nothing, and forwards once more.

Runs on a database of its own beside the one the environment names, on SQLite and on PostgreSQL alike, and fails when
any step does or when a model has no migration: `python -m tests.services.migrations`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit, urlunsplit

OWN_ROOMS = ("portal", "community", "home", "search")
DATABASE = "consilium_migrations"


def main() -> int:
    """Run forwards, back and forwards again; print each step's time."""
    with tempfile.TemporaryDirectory() as folder, _fresh_database(os.environ.get("DATABASE_URL", "")):
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder, "CELERY_BROKER_URL": ""}
        os.environ |= {"ELASTICSEARCH_URL": "", "REDIS_URL": ""}
        import django

        django.setup()
        _there_and_back()
    return 0


@contextmanager
def _fresh_database(url: str) -> Iterator[None]:
    if not url:
        yield
        return
    import psycopg
    from psycopg import sql

    name = sql.Identifier(DATABASE)
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        link.execute(sql.SQL("CREATE DATABASE {}").format(name))
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))
        try:
            yield
        finally:
            link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _there_and_back() -> None:
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    own = [config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in OWN_ROOMS]
    call_command("makemigrations", "--check", "--dry-run")
    _step("forwards", partial(call_command, "migrate", verbosity=0))
    from django.db.migrations.recorder import MigrationRecorder

    for label in own:
        if MigrationRecorder(connection).migration_qs.filter(app=label).exists():
            _step(f"back to zero: {label}", partial(call_command, "migrate", label, "zero", verbosity=0))
    left = [name for name in connection.introspection.table_names() if name.partition("_")[0] in own]
    if left:
        message = f"Tables are left after every room went back to zero: {', '.join(sorted(left))}"
        raise SystemExit(message)
    _step("forwards again", partial(call_command, "migrate", verbosity=0))
    connection.close()


def _step(name: str, action: Callable[[], object]) -> None:
    began = time.monotonic()
    action()
    sys.stdout.write(f"  {name}: {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
