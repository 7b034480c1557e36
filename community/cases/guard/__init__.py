"""The guard: what in a case's text names a patient or shows how to reach a person.

`find_identifiers` promises time in proportion to the text, no network and no database, and findings that hold
positions only. This is the minimal guard; deeper detectors come behind the same function.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from community.cases.guard.addresses import find_addresses
from community.cases.guard.finding import Finding
from community.cases.guard.numbers import find_numbers
from community.cases.guard.phones import find_phones
from community.cases.guard.plain import plain_text
from community.cases.guard.surroundings import Surroundings

__all__ = ["Finding", "find_identifiers"]

MOST_FINDINGS = 200  # of each kind: whoever meets more has the text rewritten, not mended


def find_identifiers(text: str, country: str) -> list[Finding]:
    """Return what the guard found in a text, in the order of the text; `country` is where the case comes from."""
    home = country.strip().lower()
    around = Surroundings(plain_text(text))
    found = chain(
        _some(find_numbers(around, home)),
        _some(find_phones(around, home)),
        _some(find_addresses(around.plain)),
    )
    return _without_overlaps(list(found))


def _some(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Stop after enough that block; of those that do not block, pass on the first few only."""
    blocking = hints = 0
    for found in findings:
        blocking += found.blocks
        hints += not found.blocks
        if found.blocks or hints <= MOST_FINDINGS:
            yield found
        if blocking >= MOST_FINDINGS:
            return


def _without_overlaps(findings: list[Finding]) -> list[Finding]:
    """Keep one finding a place: one that blocks before one that does not, then the longest, then the first made."""
    kept: list[Finding] = []
    taken: list[tuple[int, int]] = []
    for found in sorted(findings, key=lambda one: (not one.blocks, one.start - one.end)):
        if all(found.end <= start or end <= found.start for start, end in taken):
            kept.append(found)
            taken.append((found.start, found.end))
    return sorted(kept, key=lambda one: one.start)
