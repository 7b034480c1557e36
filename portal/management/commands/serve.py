"""`manage.py serve`: everything one machine needs, from an empty folder to an answering site."""

import os
import sys
from argparse import ArgumentParser
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Migrates, collects static files, seeds the demo when asked, and serves beside a clock."""

    help = "Prepare what is missing, then serve the site beside its clock until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the two choices."""
        parser.add_argument("--demo", action="store_true", help="seed the demo and print its sign-ins")
        parser.add_argument("--prepare", action="store_true", help="prepare only, do not serve")

    def handle(self, *args: Any, demo: bool, prepare: bool, **options: Any) -> None:
        """Prepare, then give the process to the supervisor."""
        if demo:
            os.environ["PORTAL_DEMO"] = "true"
            settings.DEMO = True
        self._migrate()
        self._collect_static()
        if demo:
            call_command("demo")
        if prepare:
            return
        self.stdout.write(f"\nConsilium answers at http://localhost:{settings.PORT}/ (Ctrl-C stops it).\n")
        self.stdout.flush()
        connection.close()
        os.environ |= {"PORT": str(settings.PORT), "WEB_WORKERS": str(settings.WEB_WORKERS)}
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "portal.supervise"])  # noqa: S606

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database (half a minute the first time) …")
            call_command("migrate", verbosity=0)

    def _collect_static(self) -> None:
        stamp = settings.STATIC_ROOT / ".collected"
        state = _static_state()
        if not stamp.exists() or stamp.read_text() != state:
            self.stdout.write("Collecting static files …")
            call_command("collectstatic", verbosity=0, interactive=False, clear=False)
            stamp.write_text(state)


def _static_state() -> str:
    """Return a fingerprint of every static file's path, size and time."""
    digest = sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path}{found.st_size}{found.st_mtime_ns}".encode())
    return digest.hexdigest()
