"""Each edition writes dates and numbers its own way; an unknown English one writes no American dates."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation

WHEN = datetime(2026, 11, 3, 14, 30, tzinfo=UTC)

EXPECTED = {
    "en-us": ("November 3, 2026", "11/03/2026", "1,234.5"),
    "en-gb": ("3 November 2026", "03/11/2026", "1,234.5"),
    "en-ca": ("3 November 2026", "2026-11-03", "1\xa0234.5"),
    "fr-ca": ("3 novembre 2026", "2026-11-03", "1\xa0234,5"),
    "en-au": ("3 November 2026", "03/11/2026", "1,234.5"),
    "en-ie": ("3 November 2026", "03/11/2026", "1,234.5"),
    "en-nz": ("3 November 2026", "03/11/2026", "1,234.5"),
    "en-za": ("3 November 2026", "2026/11/03", "1\xa0234.5"),
    "en-zw": ("3 November 2026", "03/11/2026", "1,234.5"),
}


@pytest.mark.parametrize("locale", EXPECTED)
def test_formats_of(locale):
    with translation.override(locale):
        written = (
            formats.date_format(WHEN, "DATE_FORMAT"),
            formats.date_format(WHEN, "SHORT_DATE_FORMAT"),
            formats.number_format(1234.5, force_grouping=True),
        )
    assert written == EXPECTED[locale]


def test_every_edition_is_expected_here():
    from portal import countries

    assert {edition.locale for edition in countries.editions()} <= set(EXPECTED)
