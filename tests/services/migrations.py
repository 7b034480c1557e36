"""Migrate an empty database to the newest state and take our own rooms back to nothing and forwards again.

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
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    call_command("makemigrations", "--check", "--dry-run")
    own = [config.label for config in apps.get_app_configs() if config.name.partition(".")[0] in OWN_ROOMS]
    # Every library's tables refer to the accounts, and Wagtail's own way back fails once they go: the room of the
    # accounts goes back alone first, and only to its first migration when the libraries are there.
    accounts = get_user_model()._meta.app_label
    _step(f"forwards: {accounts} alone", partial(call_command, "migrate", accounts, verbosity=0))
    _step(f"back to zero: {accounts} alone", partial(call_command, "migrate", accounts, "zero", verbosity=0))
    _step("forwards: everything", partial(call_command, "migrate", verbosity=0))
    migrations = MigrationRecorder(connection).migration_qs
    for label in own:
        applied = migrations.filter(app=label).order_by("id").values_list("name", flat=True)
        target = applied.first() if label == accounts else "zero"
        if applied.exists():
            _step(f"back to {target}: {label}", partial(call_command, "migrate", label, target, verbosity=0))
    gone = {
        model._meta.db_table for label in own if label != accounts for model in apps.get_app_config(label).get_models()
    }
    if left := sorted(gone.intersection(connection.introspection.table_names())):
        message = f"Tables are left after every room went back to zero: {', '.join(left)}"
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
