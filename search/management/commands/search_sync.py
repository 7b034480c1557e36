"""`manage.py search_sync`: copy waiting entries to Elasticsearch now and count new words."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from search import index
from search.contract import EngineDown
from search.models import IndexJob


class Command(BaseCommand):
    """Does at once what the background job does every minute."""

    help = "Copy waiting entries to Elasticsearch and bring the word statistics up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Synchronise, then say what is left."""
        try:
            done = index.sync()
        except EngineDown as error:
            raise CommandError(f"Elasticsearch did not answer: {error}. Nothing is lost; run this again.") from error
        waiting = IndexJob.objects.count()
        self.stdout.write(f"{done} entries proved equal in Elasticsearch, {waiting} waiting.")
