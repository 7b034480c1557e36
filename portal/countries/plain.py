"""Numbers as people type them, made plain: full-width digits, odd dashes and invisible marks all fall away."""

from __future__ import annotations

import unicodedata


def compact(number: str) -> str:
    """Return only the letters and digits of a number, in capitals, with digits of every script as 0 to 9."""
    kept = []
    for character in unicodedata.normalize("NFKC", number):
        if character.isdecimal():
            kept.append(str(unicodedata.decimal(character)))
        elif character.isalpha():
            kept.append(character.upper())
    return "".join(kept)
