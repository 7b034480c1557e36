"""Pages by key: the next page starts after the last row seen, so page 4,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Rows of one page, with opaque cursors to its neighbours ("" where there is none)."""

    items: list[Any]
    next: str
    previous: str


def page_of(
    queryset: QuerySet, *, order: Sequence[str] = ("-posted_at", "-id"), cursor: str | None = None, size: int = 25
) -> KeysetPage:
    """Return the page after (or before) the cursor; the last name in `order` must be unique.

    Raises Invalid when the cursor is not one of ours.
    """
    backwards, values = _read(cursor, len(order)) if cursor else (False, None)
    wanted = [_flip(name) for name in order] if backwards else list(order)
    ordered = queryset.order_by(*wanted)
    try:
        found = list((ordered.filter(_after(wanted, values)) if values else ordered)[: size + 1])
    except (ValueError, TypeError, OverflowError, ValidationError) as error:
        raise _bad() from error
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more if not backwards else True)
    has_previous = bool(rows) and (more if backwards else values is not None)
    return KeysetPage(
        items=rows,
        next=_write(rows[-1], order, backwards=False) if has_next else "",
        previous=_write(rows[0], order, backwards=True) if has_previous else "",
    )


def _flip(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Keep rows that come after the values in this order: a > x, or a = x and b > y, and so on."""
    found, equal = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        found |= equal & Q(**{f"{field}__{step}": value})
        equal &= Q(**{field: value})
    # The plain bound on the first field lets the index start at the right place.
    first, step = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{step}": values[0]}) & found


def _write(row: Model, order: Sequence[str], *, backwards: bool) -> str:
    values = []
    for name in order:
        value = getattr(row, name.lstrip("-"))
        if isinstance(value, datetime):
            values.append(["t", value.isoformat()])
        elif isinstance(value, UUID):
            values.append(["u", str(value)])
        else:
            values.append(["v", value])
    return base64.urlsafe_b64encode(json.dumps([int(backwards), values]).encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> tuple[bool, list[Any]]:
    try:
        backwards, pairs = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        kinds: dict[str, Callable[[Any], Any]] = {"t": _moment, "u": UUID, "v": _scalar}
        values = [kinds[kind](value) for kind, value in pairs]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise _bad() from error
    if len(values) != length:
        raise _bad()
    return bool(backwards), values


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    moment.astimezone(UTC)  # At the ends of the calendar this overflows; PostgreSQL alone would take it.
    return moment


def _scalar(value: Any) -> Any:
    if isinstance(value, str | int) and len(str(value)) <= 200 and "\x00" not in str(value):
        return value
    raise ValueError


def _bad() -> Invalid:
    return Invalid(_("This page address is damaged. Start again from the first page."), code="bad-cursor")
