"""`manage.py catalogues`: keeps the message catalogues equal to what code and templates say."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

IGNORED = ["var", ".venv", "tests", "docs", "node_modules"]


class Command(BaseCommand):
    """Updates the catalogues, or tells what has drifted."""

    help = "Update the message catalogues (needs GNU gettext); with --check, exit with 1 when they are not current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choice."""
        parser.add_argument("--check", action="store_true", help="change nothing, report differences")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Collect messages and compare or write."""
        if not shutil.which("xgettext"):
            raise CommandError("GNU gettext is missing: install the Debian package `gettext`.")
        path = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
        kept = path.read_text() if path.exists() else ""
        fresh = collected(path)
        if not check:
            return
        if kept:
            path.write_text(kept)
        wanted, have = _messages(fresh), _messages(kept)
        for message in sorted(wanted - have):
            self.stderr.write(f"missing from the catalogue: {message}")
        for message in sorted(have - wanted):
            self.stderr.write(f"no longer said: {message}")
        if wanted != have:
            raise CommandError("The catalogue is not current: run `make messages`.")


def collected(path: Path) -> str:
    """Write the catalogue of every message in code and templates, without line numbers or dates, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    call_command(
        "makemessages", locale=["en"], ignore_patterns=IGNORED, no_location=True, no_obsolete=True, verbosity=0
    )
    lines = [line for line in path.read_text().splitlines() if not line.startswith('"POT-Creation-Date')]
    path.write_text("\n".join(lines) + "\n")
    return path.read_text()


def _messages(catalogue: str) -> set[str]:
    """Return each entry's message lines, as written."""
    entries = (block.split("msgstr")[0] for block in catalogue.split("\n\n"))
    return {"\n".join(line for line in entry.splitlines() if not line.startswith("#")) for entry in entries} - {""}
