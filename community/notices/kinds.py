"""How a notice gets its words: a room registers, per kind, what reads the facts and re-checks who may see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from community.notices.models import Notice
from portal.kit.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """What a notice says and where it leads."""

    text: str
    url: str


# Returns a line per notice id, for as many notices as asked; one that is left out is hidden from this viewer.
Describe = Callable[[Viewer, Sequence[Notice]], Mapping[UUID, Line]]

_kinds: dict[str, Describe] = {}


def register(kind: str, describe: Describe) -> None:
    """Make a kind of notice known; called from the telling room's `ready()`."""
    _kinds[kind] = describe


def lines_for(viewer: Viewer, notices: Sequence[Notice]) -> dict[UUID, Line]:
    """Return the lines of those notices that this viewer may still see."""
    found: dict[UUID, Line] = {}
    for kind in sorted({notice.kind for notice in notices} & _kinds.keys()):
        found |= _kinds[kind](viewer, [notice for notice in notices if notice.kind == kind])
    return found
