"""Bodies written as plain data (seeds, imports, tests) turned into what a body field stores."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import nh3

from portal.kit.errors import Invalid

_TAGS = {"p", "b", "i", "ul", "ol", "li", "sup", "sub", "br"}
_NUMBER = re.compile(r"[<>≤≥~±+\-–−]?\s*\d[\d.,\s]*\D{0,12}")


def body_of(blocks: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    """Return the value for a body field; each block is a mapping with a `type`."""
    return [(block["type"], _value(block)) for block in blocks]


def _value(block: Mapping[str, Any]) -> Any:
    match block["type"]:
        case "text":
            from wagtail.rich_text import RichText

            return RichText(nh3.clean(_plain_tags(block["html"]), tags=_TAGS, attributes={}))
        case "heading":
            return block["text"]
        case "quote":
            return {"text": block["text"], "attribution": block.get("attribution", "")}
        case "table":
            return _table(block)
        case "references":
            return [_reference(item) for item in block["items"]]
        case kind:
            raise Invalid(f"unknown block type {kind!r}", code="unknown-block")


def _plain_tags(html: str) -> str:
    """Use the two tags that Wagtail's rich text stores for emphasis."""
    return re.sub(r"<(/?)strong>", r"<\1b>", re.sub(r"<(/?)em>", r"<\1i>", html))


def _table(block: Mapping[str, Any]) -> dict[str, Any]:
    rows = [[str(cell) for cell in row] for row in block["rows"]]
    columns = []
    for index, heading in enumerate(block["header"]):
        cells = [row[index] for row in rows if row[index]]
        is_number = index > 0 and cells and all(_NUMBER.fullmatch(cell) for cell in cells)
        columns.append({"type": "number" if is_number else "text", "heading": heading})
    return {"caption": block.get("caption", ""), "columns": columns, "rows": [{"values": row} for row in rows]}


def _reference(item: Any) -> dict[str, str]:
    item = {"text": item} if isinstance(item, str) else item
    return {name: item.get(name, "") for name in ("text", "doi", "pmid", "url")}
