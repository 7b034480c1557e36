"""The text as the guard reads it: disguises taken off, with the way back to the positions of the original.

Full-width and foreign digits become 0 to 9, odd spaces and dashes become plain ones, accents and everything
invisible (zero-width characters, direction marks, NUL) fall away.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

_ODD = re.compile(r"[^\n\x20-\x7e]")
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_LINE_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"  # letters to Unicode, nothing to the eye
_LONGEST_EXPANSION = 4  # a ligature such as U+FDFA unfolds to eighteen characters


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text, the same in small letters, and where each of its characters stood (None: at the same place)."""

    text: str
    lower: str
    places: array[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the positions in the original of a stretch of the plain text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def plain_text(text: str) -> Plain:
    """Take the disguises off a text."""
    if not _ODD.search(text):
        return Plain(text, text.translate(_LOWER), None)
    parts: list[str] = []
    places = array("L")
    done = 0
    for match in _ODD.finditer(text):
        at = match.start()
        parts.append(text[done:at])
        places.extend(range(done, at))
        shown = _plain_character(match.group())
        parts.append(shown)
        places.extend([at] * len(shown))
        done = at + 1
    parts.append(text[done:])
    places.extend(range(done, len(text)))
    plain = "".join(parts)
    return Plain(plain, plain.translate(_LOWER), places)


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    if category in ("Cf", "Cc", "Cs", "Mn", "Me") or character in _BLANK_LETTERS:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == "\u2212":
        return "-"
    folded = unicodedata.normalize("NFKD", character)
    if category == "No" and unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return character  # 10⁹/L is a count: its exponent must not become one more digit
    if len(folded) > _LONGEST_EXPANSION:
        return character
    return "".join(sign for sign in folded if not unicodedata.combining(sign)) or character
