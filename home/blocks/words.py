"""The words of a body as plain text: for search, reading time and comparisons."""

from wagtail.blocks import StreamValue

from portal.kit.text import plain

WORDS_A_MINUTE = 220


def plain_text(body: StreamValue) -> str:
    """Return all words of the body, blocks apart by a newline."""
    parts = (plain(str(part)) for part in body.stream_block.get_searchable_content(body))
    return "\n".join(part for part in parts if part)


def reading_minutes(*texts: str) -> int:
    """Return how long the texts take to read, at least one minute."""
    return max(1, round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE))
