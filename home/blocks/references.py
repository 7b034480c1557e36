"""Which pictures, documents and pages a body names, and the body without some of them."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

Reference = tuple[type[Model], str]

REFUSED = _("This belongs to another country or no longer exists. Choose one of your own country.")
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
NUMBER = re.compile(r"""\bid=["'](\d+)["']""")


def references(block: blocks.Block, value: Any) -> set[Reference]:
    """Return everything the value names."""
    return {(model, str(pk)) for model, pk, *_path in block.extract_references(value)}


def refusal(block: blocks.Block, value: Any, refused: set[Reference]) -> ValidationError:
    """Return the error that stands where the refused things are named."""
    if isinstance(block, blocks.StreamBlock):
        return blocks.StreamBlockValidationError(
            block_errors={
                index: refusal(child.block, child.value, refused)
                for index, child in enumerate(value)
                if references(child.block, child.value) & refused
            }
        )
    if isinstance(block, blocks.StructBlock):
        return blocks.StructBlockValidationError(
            block_errors={
                name: refusal(child, value[name], refused)
                for name, child in block.child_blocks.items()
                if references(child, value[name]) & refused
            }
        )
    return ValidationError(REFUSED)


def without(block: blocks.Block, value: Any, refused: set[Reference]) -> Any:
    """Return the value with the refused things taken out, everything else as it was."""
    if not references(block, value) & refused:
        return value
    if isinstance(block, blocks.StreamBlock):
        children = [(child.block_type, without(child.block, child.value, refused), child.id) for child in value]
        return blocks.StreamValue(block, children)
    if isinstance(block, blocks.StructBlock):
        parts = [(name, without(child, value[name], refused)) for name, child in block.child_blocks.items()]
        return blocks.StructValue(block, parts)
    if isinstance(block, blocks.RichTextBlock):
        numbers = {pk for _model, pk in refused}
        plain = RichText(LINK.sub(lambda link: _unlinked(link, numbers), value.source))
        return block.get_default() if references(block, plain) & refused else plain
    return block.get_default()


def _unlinked(link: re.Match[str], numbers: set[str]) -> str:
    return link[2] if numbers & set(NUMBER.findall(link[1])) else link[0]
