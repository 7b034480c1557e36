"""Where rooms above put what country homes and sections show, so that a home knows no page type but its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from wagtail.models import Page

from portal.kit.viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A page as the components `article_item` and `lead_story` show it."""

    title: str
    url: str
    summary: str
    kind_name: str
    specialty_name: str
    date: datetime
    minutes: int
    members_only: bool = False
    note: str = ""
    image: Any = None
    image_alt: str = ""


@dataclass(frozen=True, slots=True)
class TeaserPage:
    """One page of a section's list."""

    items: Sequence[Teaser]
    next: str
    previous: str


class Shelf(Protocol):
    """What a room offers to homes and sections."""

    def front(self, home: Page, viewer: Viewer, *, chosen_id: int | None, limit: int) -> list[Teaser]:
        """Return the chosen page, if this viewer may read it, then the newest; the first one with its picture."""

    def page(self, below: Page, viewer: Viewer, *, cursor: str | None) -> TeaserPage:
        """Return one page of everything readable below a page."""


class _Empty:
    def front(self, home: Page, viewer: Viewer, *, chosen_id: int | None, limit: int) -> list[Teaser]:
        return []

    def page(self, below: Page, viewer: Viewer, *, cursor: str | None) -> TeaserPage:
        return TeaserPage((), "", "")


_shelf: Shelf = _Empty()


def register(shelf: Shelf) -> None:
    """Put a room's shelf in place; the last one registered is used."""
    global _shelf  # one registry, filled while the apps start
    _shelf = shelf


def shelf() -> Shelf:
    """Return the shelf in use."""
    return _shelf
