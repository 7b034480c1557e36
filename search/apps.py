"""One searchable body of knowledge: entries, engines and the search page."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Knows entries, never the rooms they come from."""

    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register the deploy checks, and make the text index where migrations are off."""
        from search import checks  # noqa: F401  (registers itself)

        post_migrate.connect(_ensure_text_index, sender=self, dispatch_uid="search.text_index")


def _ensure_text_index(*, using: str, **signal: Any) -> None:
    from search.engines.database import schema

    schema.ensure(using)
