"""Titles for cases that come without one: the first sentence that says something, cut at a word."""

import re

from portal.kit.text import excerpt

LENGTH = 110
# A full stop ends a sentence when a capital follows and no abbreviation precedes.
_END = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Dr|Mr|St|vs|ca|cf|No)\.)\s+(?=[\"'«“(]?[A-ZÀ-Þ0-9])")
_MARKS = re.compile(r"^[\s>*_#`\-•]+|[*_`]+")
_GREETING = re.compile(
    r"^(?:dear (?:all|colleagues)|hello|hi(?: all| everyone)?|good (?:morning|evening)|bonjour|chers? coll[eè]gues)\b"
    r"[\s,!.:]*",
    re.IGNORECASE,
)


def propose_title(*texts: str) -> str:
    """Return a title made of the first text that has words, or ""."""
    for text in texts:
        plain = " ".join(_MARKS.sub("", line) for line in text.splitlines())
        plain = _GREETING.sub("", " ".join(plain.split()))
        if plain:
            return _capital(excerpt(_first_sentence(plain), LENGTH))
    return ""


def _first_sentence(text: str) -> str:
    sentences = _END.split(text)
    first = sentences[0]
    # "55M." says too little alone: take the next sentence along.
    if len(first) < 25 and len(sentences) > 1:
        first = f"{first} {sentences[1]}"
    return first.rstrip(" .;:,")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
