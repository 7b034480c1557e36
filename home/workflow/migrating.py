"""What the first migration of a page type must undo: its rows in Wagtail's page table, which no table drop removes.

Left behind they would be pages without a type, and the next migrate forwards would find their addresses taken.
"""

from collections.abc import Callable
from typing import Any


def drop_pages(app_label: str) -> Callable[[Any, Any], None]:
    """Return the backward step that removes an app's pages and counts the children of their parents again."""

    def backwards(apps: Any, schema_editor: Any) -> None:
        page_model = apps.get_model("wagtailcore", "Page")
        gone = page_model.objects.filter(content_type__app_label=app_label)
        parents = {path[:-4] for path in gone.values_list("path", flat=True)}
        gone.delete()
        for parent in page_model.objects.filter(path__in=parents):
            below = page_model.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
            page_model.objects.filter(pk=parent.pk).update(numchild=below.count())
        if schema_editor.connection.vendor == "postgresql":
            # Deferred checks of these deletes would stand in the way of dropping tables in the same transaction.
            schema_editor.connection.check_constraints()

    return backwards
