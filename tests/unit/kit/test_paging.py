"""Pages by key show every row once, forwards and back, whatever is inserted meanwhile."""

import pytest
from django.utils import timezone

from portal.kit.errors import Invalid
from portal.kit.models import AuditEntry
from portal.kit.paging import page_of

ORDER = ("-at", "-id")


def paged():
    return AuditEntry.objects.filter(action="a")


@pytest.fixture
def rows(db):
    now = timezone.now()
    # Three share a time, so that only the second key tells them apart.
    times = [now, now, now, *[now - timezone.timedelta(minutes=i) for i in range(1, 6)]]
    return [AuditEntry.objects.create(at=at, action="a", subject=f"s:{i}") for i, at in enumerate(times)]


def pages(size):
    cursor, seen = None, []
    while True:
        page = page_of(paged(), order=ORDER, cursor=cursor, size=size)
        seen.append(page)
        if not page.next:
            return seen
        cursor = page.next


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9])
def test_walking_forwards_shows_every_row_once(rows, size):
    shown = [row.pk for page in pages(size) for row in page.items]

    assert shown == list(paged().order_by(*ORDER).values_list("pk", flat=True))


def test_previous_leads_back_to_the_same_page(rows):
    first, second, *_ = pages(3)

    back = page_of(paged(), order=ORDER, cursor=second.previous, size=3)

    assert [r.pk for r in back.items] == [r.pk for r in first.items]
    assert (first.previous, back.previous, bool(back.next)) == ("", "", True)


def test_row_inserted_meanwhile_moves_nothing(rows):
    first = page_of(paged(), order=ORDER, size=3)
    AuditEntry.objects.create(at=timezone.now(), action="a", subject="new:1")

    second = page_of(paged(), order=ORDER, cursor=first.next, size=3)

    assert {r.pk for r in first.items} & {r.pk for r in second.items} == set()


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "WzAsW1sidCIsICJubyJdXV0", "a" * 5000, "é"])
def test_damaged_cursor_is_refused_clearly(rows, cursor):
    with pytest.raises(Invalid):
        page_of(paged(), order=ORDER, cursor=cursor)


def test_empty_list_has_no_neighbours(db):
    page = page_of(paged(), order=ORDER)

    assert (page.items, page.next, page.previous) == ([], "", "")


@pytest.mark.parametrize(
    "content",
    [
        '[0,[["v","abc"],["v",1]]]',
        '[0,[["t","0001-01-01T00:00:00+14:00"],["v",1]]]',
        '[0,[["t","9999-12-31T23:59:59-14:00"],["v",1]]]',
        '[0,[["t","2026-01-01T00:00:00+00:00"],["v","zzz"]]]',
        "[" * 4000,
    ],
)
def test_hand_written_cursor_is_refused_clearly(rows, content):
    import base64

    cursor = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")

    with pytest.raises(Invalid):
        page_of(paged(), order=ORDER, cursor=cursor)
