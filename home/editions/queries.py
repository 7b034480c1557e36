"""What country homes and sections show, for a viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from community.cases.queries import CaseRow, waiting_for
from home.editions.shelves import Teaser, TeaserPage, shelf
from portal.kit.viewers import Viewer

if TYPE_CHECKING:
    from home.editions.models import CountryHomePage, SectionPage

WAITING = 3
LATEST = 6


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything a country home shows besides its own words."""

    lead: Teaser | None
    waiting: Sequence[CaseRow]
    latest: Sequence[Teaser]
    sections: Sequence[Page]


def front_page(home: "CountryHomePage", viewer: Viewer) -> FrontPage:
    """Return the lead, the cases that wait for this doctor, the newest pages and the sections."""
    shown = shelf().front(home, viewer, chosen_id=home.lead_id, limit=LATEST + 1)
    return FrontPage(
        lead=shown[0] if shown else None,
        waiting=waiting_cases(viewer, WAITING),
        latest=shown[1:],
        sections=list(sections_of(home)),
    )


def sections_of(home: Page) -> Any:
    """Return the edition's live sections in their order."""
    return home.get_children().live().only("title", "url_path", "path", "depth")


def section_list(section: "SectionPage", viewer: Viewer, cursor: str | None) -> TeaserPage:
    """Return one page of a section's list."""
    return shelf().page(section, viewer, cursor=cursor)


def waiting_cases(viewer: Viewer, limit: int) -> Sequence[CaseRow]:
    """Return the newest cases that wait for this doctor's opinion; nobody else sees any."""
    return waiting_for(viewer, limit) if viewer.is_doctor else ()
