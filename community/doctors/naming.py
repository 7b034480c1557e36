"""How names are compared and shown: look-alike pseudonyms collide, accounts show nothing."""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from community.doctors.models import User

# Characters of other scripts, and digits, that read as Latin letters.
_LOOK_ALIKES = str.maketrans("аеорсухіјѕԁһӏ0135ıłø", "aeopcyxijsdhlolesilo")


def look_alike_key(name: str) -> str:
    """Return what two names share when a tired reader would take one for the other."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in folded if c.isalnum()).translate(_LOOK_ALIKES)
    return letters.replace("rn", "m").replace("vv", "w").replace("l", "i")


def display_name(user: "User") -> str:
    """Return what account pages call this person: the public byline or nothing."""
    return user.get_full_name()
