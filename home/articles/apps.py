"""Articles: the editorial page type."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Articles: the editorial page type."""

    name = "home.articles"
    label = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        """Hand articles to search, to country homes, and follow what Wagtail does to them."""
        from home.articles import receivers  # noqa: F401
        from home.articles.documents import ArticleSource
        from home.articles.queries import ArticleShelf
        from home.editions import shelves
        from search import registry

        registry.register(ArticleSource())
        shelves.register(ArticleShelf())
