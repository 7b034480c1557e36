"""Text as people wrote it, made safe: cleaned on the way in, marked up on the way out."""

import html as entities
import re
import unicodedata
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Direction overrides and isolates can make a text read otherwise than it is stored.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x2060, 0xFEFF])
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre"}


def clean_text(value: str) -> str:
    """Normalise newlines and Unicode, and drop characters that control rather than say something."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = unicodedata.normalize("NFC", value.translate(_BIDI).translate(_ZERO_WIDTH))
    value = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co"})
    return value.strip()


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(
        ["emphasis", "list", "blockquote", "newline", "escape", "backticks"]
    )


def to_html(text: str) -> SafeString:
    """Render paragraphs, lists, emphasis and quotations; no links, no images, no HTML of the writer's own."""
    return mark_safe(nh3.clean(_markdown().render(text), tags=_TAGS, attributes={}))


def plain(html: str) -> str:
    """Return the words of an HTML text, blocks apart by a space."""
    spaced = re.sub(r"<(?:/(?:p|li|h[1-6]|td|th|tr|blockquote|div|figcaption)|br)\b[^>]*>", " ", html)
    return " ".join(entities.unescape(nh3.clean(spaced, tags=set())).split())


def excerpt(text: str, length: int) -> str:
    """Return at most `length` characters, cut at a word, with an ellipsis when something is left out."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
