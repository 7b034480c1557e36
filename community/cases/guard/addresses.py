"""E-mail addresses in a text, written plainly or in the usual disguises (`name [at] place [dot] org`).

The search starts at each sign that stands for @ and looks a bounded stretch to both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from community.cases.guard import finding
from community.cases.guard.finding import Finding
from community.cases.guard.plain import Plain

_AT = re.compile(
    r"@|[\[({<] ?(?:at|@|arobase) ?[\])}>]| at (?=[a-z0-9-]{1,63}(?: (?:dot|point) [a-z0-9-]{1,63}){1,4})"
)
_LOCAL = re.compile(r"[^\s@<>()\[\]\",;:\\/={}|]{1,64}$")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.){{1,8}}[^\W\d_]{{2,24}}(?![\w@-])")
_DOT = r" ?(?:\.|[\[({<] ?(?:dot|point|\.) ?[\])}>]| dot | point ) ?"
_SPOKEN_DOMAIN = re.compile(
    rf" ?(?:[a-z0-9-]{{1,63}}{_DOT}){{1,5}}"
    r"(?:com|org|net|edu|gov|info|io|int|mil|co|nhs|health|uk|us|ca|au|ie|nz|za|fr|eu|de)(?![\w])"
)
_LONGEST_NAME, _LONGEST_DOMAIN = 64, 255
_NOBODY = ".invalid"  # reserved: no address can end so


def find_addresses(plain: Plain) -> Iterator[Finding]:
    """Yield the e-mail addresses in a text."""
    for at in _AT.finditer(plain.lower):
        end = _end_of_domain(plain.lower, at)
        if end is None:
            continue
        name = plain.lower[max(0, at.start() - _LONGEST_NAME - 1) : at.start()]
        local = _LOCAL.search(name.rstrip(" ") if at.group() != " at " else name)
        written = local.group().strip("'*`“”‘’.") if local else ""
        if written:
            start = plain.lower.rindex(written, 0, at.start())
            yield finding.email(*plain.span(start, end))


def _end_of_domain(lower: str, at: re.Match[str]) -> int | None:
    stop = at.end() + _LONGEST_DOMAIN
    if at.group() == "@":
        domain = _DOMAIN.match(lower, at.end(), stop)
        if domain:
            return None if domain.group().endswith(_NOBODY) else domain.end()
        if lower[at.end() : at.end() + 1] != " " and lower[at.start() - 1 : at.start()] != " ":
            return None
    spoken = _SPOKEN_DOMAIN.match(lower, at.end(), stop)
    return spoken.end() if spoken else None
