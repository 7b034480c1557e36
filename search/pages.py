"""What the results template shows: hits with their labels, chips with counts, addresses to narrow and to go on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import countries
from search import registry
from search.contract import NEWEST, RELEVANCE, Facet, Hit, Query, Results, Suggestion
from search.forms import address_of

#: Values of a facet shown at once; the rest is reached by narrowing.
MOST_CHIPS = 8
FACET_LABELS = {
    "kind": _("Kind"),
    "status": pgettext_lazy("of a case or article", "Status"),
    "country": _("Country"),
    "specialty": _("Specialty"),
    "year": _("Year"),
}
STATUS_LABELS = {
    "open": pgettext_lazy("status", "Open"),
    "answered": pgettext_lazy("status", "Answered"),
    "closed": pgettext_lazy("status", "Closed"),
    "published": pgettext_lazy("status", "Published"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A facet value as a link: adds it to the search, or takes it away again."""

    label: str
    count: int
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class ChipRow:
    """The chips of one facet."""

    name: str
    label: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A hit with the words people use for its codes."""

    hit: Hit
    kind: str
    status: str
    country: str
    specialties: str
    facts: tuple[str, ...]


def context(found: Results) -> dict[str, Any]:
    """Return everything the results template names."""
    query = found.query
    rows = [chips_of(facet, query) for facet in found.facets]
    return {
        "found": found,
        "results": [result_of(hit) for hit in found.hits],
        # Chosen values stand apart, to be taken away; a row is left out when nothing else is in it.
        "chip_rows": [row for row in rows if any(not chip.selected for chip in row.chips)],
        "chosen": [chip for row in rows for chip in row.chips if chip.selected],
        "without_filters": address_of(Query(text=query.text, sort=query.sort, exact=query.exact)),
        "exact_url": address_of(query, exact="1"),
        "inexact_url": address_of(query, exact=""),
        "corrected_url": address_of(query, q=found.corrected) if found.corrected else "",
        "next_url": address_of(query, after=found.next_cursor) if found.next_cursor else "",
        "first_url": address_of(query) if query.cursor else "",
        "orders": [
            (_("Best match"), address_of(query, sort=""), query.sort == RELEVANCE),
            (_("Newest first"), address_of(query, sort=NEWEST), query.sort == NEWEST),
        ],
    }


def label_of(facet: str, value: str) -> str:
    """Return the word for a facet value, given by its source, the country modules or this page."""
    if facet == "kind":
        return registry.label_of(value, plural=True)
    given = registry.facet_label(facet, value)
    if given != value:
        return given
    if facet == "country":
        try:
            return str(countries.get(value).name)
        except countries.UnknownCountry:
            return value
    if facet == "status" and value in STATUS_LABELS:
        return str(STATUS_LABELS[value])
    return value


def chips_of(facet: Facet, query: Query) -> ChipRow:
    """Return a facet's chips, chosen ones always among them."""
    chosen = query.filters.get(facet.name, ())
    chips = []
    for place, one in enumerate(facet.values):
        if one.selected or (place < MOST_CHIPS and one.count):
            values = tuple(v for v in chosen if v != one.value) if one.selected else (*chosen, one.value)
            url = address_of(query, **{facet.name: values})
            chips.append(Chip(label_of(facet.name, one.value), one.count, url, one.selected))
    return ChipRow(facet.name, str(FACET_LABELS[facet.name]), tuple(chips))


def kind_of(suggestion: Suggestion) -> str:
    """Return what is written behind a suggestion."""
    return str(_("Search")) if suggestion.kind == "query" else registry.label_of(suggestion.kind)


def result_of(hit: Hit) -> Result:
    """Return a hit ready to be shown."""
    return Result(
        hit=hit,
        kind=registry.label_of(hit.kind),
        status=label_of("status", hit.status) if hit.status and hit.status != "published" else "",
        country=label_of("country", hit.country) if hit.country else "",
        specialties=" · ".join(label_of("specialty", code) for code in hit.specialties[:2]),
        facts=tuple(registry.facet_label(name, str(value)) for name, value in hit.facts.items() if value),
    )
