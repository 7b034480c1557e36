"""Tells the index when an article changes, goes or moves: Wagtail acts in many places, and only its signals see all.

The one use of signals for the index; community rooms call it from their actions.
"""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.articles.documents import key_of, keys_below
from home.articles.models import ArticlePage
from search import index


@receiver(page_published, dispatch_uid="articles.published")
@receiver(page_unpublished, dispatch_uid="articles.unpublished")
@receiver(post_page_move, dispatch_uid="articles.moved")
@receiver(page_slug_changed, dispatch_uid="articles.renamed")
def follow(instance: Page, **kwargs: Any) -> None:
    """Bring the page, or all articles below it, in line: an ancestor decides on address and visibility."""
    keys = keys_below(instance.path)
    if keys:
        index.schedule(*keys)


@receiver(post_delete, sender=ArticlePage, dispatch_uid="articles.deleted")
def forget(instance: ArticlePage, **kwargs: Any) -> None:
    """Remove a deleted article, in the transaction that deletes it."""
    index.schedule(key_of(instance))
