"""`manage.py search_compare`: sources against entries, entries against the engines; exit status 1 when they differ."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from search import compare, index
from search.contract import EngineDown

SHOWN = 20


class Command(BaseCommand):
    """Counts and lists what differs, and mends it when asked to."""

    help = "Compare sources, entries and engines; exit status 1 when anything differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choices."""
        parser.add_argument("--repair", action="store_true", help="mend what differs, then compare again")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: Any, repair: bool, json: bool, **options: Any) -> None:
        """Compare, perhaps mend, and exit with 1 when differences remain."""
        try:
            found = compare.compare(repair=repair)
            left = found
            if repair and found.total:
                index.sync()
                left = compare.compare()
        except EngineDown as error:
            raise CommandError(f"Elasticsearch did not answer: {error}") from error
        self._print(found, left, as_json=json, repair=repair)
        if left.total:
            sys.exit(1)

    def _print(self, found: compare.Differences, left: compare.Differences, *, as_json: bool, repair: bool) -> None:
        if as_json:
            answer = found.as_dict() | ({"left": left.as_dict()} if repair else {})
            self.stdout.write(json.dumps(answer, indent=2))
            return
        self.stdout.write(f"{found.compared} documents compared, {found.total} differences.")
        named = {
            "missing": found.missing,
            "outdated": found.outdated,
            "left behind": found.left_behind,
            "uncounted": found.uncounted,
        } | {f"in {name}": keys for name, keys in found.engines.items()}
        for name, keys in named.items():
            if keys:
                more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
                self.stdout.write(f"  {name}: {len(keys)}: {', '.join(keys[:SHOWN])}{more}")
        if repair and found.total:
            self.stdout.write(f"Mended; {left.total} differences left.")
