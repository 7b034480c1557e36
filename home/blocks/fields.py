"""A StreamField whose blocks stay out of migrations: a changed label or help text is code, not schema.

The column is plain JSON. A data migration on it must work on the raw JSON by block type name, since the
historical model knows no blocks. The UUID of a block is its identity for comments, merges and safety notes:
nothing here or above ever makes a new one for words that already have one.
"""

from typing import Any

from django.db import models
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField


class BodyField(StreamField):
    """StreamField that deconstructs without its blocks."""

    def __init__(self, block_types: type[StreamBlock] | StreamBlock | tuple[()] = (), **options: Any) -> None:
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column only."""
        name, path, _args, options = models.Field.deconstruct(self)
        return name, path, [], options
