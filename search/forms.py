"""The search form: forgiving on purpose, because a shared or old address must still show something useful."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.kit.text import clean_text
from search.contract import FACETS, NEWEST, RELEVANCE, Query

#: Values of one facet that are read from an address.
MOST_VALUES = 10


class SearchForm(forms.Form):
    """What the address of a results page may hold."""

    q = forms.CharField(label=_("Search"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(RELEVANCE, _("Best match")), (NEWEST, _("Newest first"))]
    )


def query_from(data: QueryDict, language: str) -> Query:
    """Read a query from an address; what is not understood is left out."""
    filters = {
        name: tuple(dict.fromkeys(clean_text(value)[:60] for value in data.getlist(name)[:MOST_VALUES] if value))
        for name in FACETS
    }
    return Query(
        text=clean_text(data.get("q", "")),
        filters={name: values for name, values in filters.items() if values},
        sort=NEWEST if data.get("sort") == NEWEST else RELEVANCE,
        exact=data.get("exact") == "1",
        cursor=data.get("after", "")[:400],
        language=language,
    )


def address_of(query: Query, **changes: object) -> str:
    """Return the address (from `?` on) of a query with some parts changed; pages start anew."""
    data = QueryDict(mutable=True)
    parts: dict[str, object] = {
        "q": query.text,
        **query.filters,
        "sort": query.sort if query.sort != RELEVANCE else "",
        "exact": "1" if query.exact else "",
    }
    parts |= changes
    for name, value in parts.items():
        if isinstance(value, tuple | list):
            data.setlist(name, [str(item) for item in value])
        elif value:
            data[name] = str(value)
    return f"?{data.urlencode()}"
