"""`manage.py search_rebuild`: build the index anew while the old one serves."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from search import compare, rebuild
from search.contract import EngineDown


class Command(BaseCommand):
    """Shows a bar, can be stopped at any time, and goes on where it was."""

    help = "Rebuild the search index from the entries; a stopped rebuild goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choices."""
        parser.add_argument("--engine", choices=["elastic", "database"], help="default: the one that answers searches")
        parser.add_argument("--fresh", action="store_true", help="forget a rebuild that was stopped")
        parser.add_argument("--sources", action="store_true", help="first read every source again")

    def handle(self, *args: Any, engine: str | None, fresh: bool, sources: bool, **options: Any) -> None:
        """Rebuild one engine's index."""
        engine = engine or ("elastic" if settings.ELASTICSEARCH_URL else "database")
        if engine == "elastic" and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        if sources:
            compare.compare_sources(repair=True)
        with tqdm(desc=f"rebuild {engine}", unit=" entries", disable=None) as bar:
            try:
                done = self._run(engine, bar, fresh=fresh)
            except EngineDown as error:
                raise CommandError(f"Elasticsearch did not answer: {error}. Run this again to go on.") from error
            except rebuild.IndexShort as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"Rebuilt: {done} entries written to {engine}.")

    def _run(self, engine: str, bar: tqdm, *, fresh: bool) -> int:
        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        if engine == "elastic":
            return rebuild.rebuild_elastic(report, fresh=fresh)
        return rebuild.rebuild_database(report)
