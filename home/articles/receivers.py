"""Tells the index when an article changes, goes or moves: Wagtail acts in many places, and only its signals see all.

The one use of signals for the index; community rooms call it from their actions. An article's own changes are followed
from its save, inside the transaction; those of a page above it from Wagtail's signals.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from home.articles.documents import key_of, keys_below
from home.articles.models import ArticlePage
from search import index

# A save of these alone (a new draft) changes nothing that readers see.
QUIET = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes", "locked"}
)


@receiver(post_save, sender=ArticlePage, dispatch_uid="articles.saved")
def follow_save(instance: ArticlePage, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    """Bring an article in line with its row, in the transaction that wrote it."""
    if update_fields is None or set(update_fields) - QUIET:
        index.schedule(key_of(instance))


@receiver(post_save, sender=Page, dispatch_uid="articles.moved")
def follow_move(instance: Page, **kwargs: Any) -> None:
    """Bring a moved article in line: a move saves the base class, inside its transaction."""
    if issubclass(instance.specific_class or Page, ArticlePage):
        index.schedule(*keys_below(instance.path))


@receiver(page_published, dispatch_uid="articles.above_published")
@receiver(page_unpublished, dispatch_uid="articles.above_unpublished")
@receiver(post_page_move, dispatch_uid="articles.above_moved")
@receiver(page_slug_changed, dispatch_uid="articles.above_renamed")
def follow_above(instance: Page, **kwargs: Any) -> None:
    """Bring all articles below a page in line: a page above decides on their address and visibility."""
    if not issubclass(instance.specific_class or Page, ArticlePage):
        # Read again: the instance of a move still has the place it came from.
        path = Page.objects.values_list("path", flat=True).get(pk=instance.pk)
        index.schedule(*keys_below(path))


@receiver(post_delete, sender=ArticlePage, dispatch_uid="articles.deleted")
def forget(instance: ArticlePage, **kwargs: Any) -> None:
    """Remove a deleted article, in the transaction that deletes it."""
    index.schedule(key_of(instance))
