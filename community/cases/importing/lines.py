"""Reads a file of case reports line by line: each line becomes a report, or a reason why it is refused."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from community.cases.content import TEXT_LIMIT
from community.cases.importing.describing import LANGUAGES
from community.doctors.specialties import SPECIALTIES
from portal import countries
from portal.kit.text import clean_text

LINE_LIMIT = 1_000_000
LIMITS = {"id": 100, "source": 200, "licence": 60, "doi": 200, "url": 500, "title": 200, "authors": 10_000}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = date(1800, 1, 1)


class Refused(Exception):
    """A line that cannot be imported, and why."""


class Unreadable(Exception):
    """The file ends before its end, or is no file of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published case report as its line gives it."""

    id: str
    source: str
    authors: str
    licence: str
    doi: str
    url: str
    published_on: date
    country: str
    language: str
    title: str
    specialty: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes it the same report in another file."""
        return self.source, self.id


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: exactly one of report and reason; `read` counts the file's bytes so far."""

    number: int
    read: int
    report: Report | None = None
    reason: str = ""


@dataclass(slots=True)
class Reader:
    """Reads reports of one country and language; remembers the ids it has seen."""

    country: str
    language: str
    today: date
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def lines(self, path: Path) -> Iterator[Line]:
        """Yield every line that is not blank; raises Unreadable where the file itself breaks off."""
        with path.open("rb") as raw, _unpacked(raw, packed=path.suffix == ".gz") as source:
            number = 0
            try:
                while content := source.readline(LINE_LIMIT + 1):
                    number += 1
                    too_long = len(content) > LINE_LIMIT
                    while too_long and not content.endswith(b"\n") and (content := source.readline(LINE_LIMIT)):
                        pass
                    if too_long or content.strip():
                        yield self._line(number, raw.tell(), b"" if too_long else content)
            except (EOFError, OSError) as error:
                message = f"the file breaks off after line {number}: {type(error).__name__}"
                raise Unreadable(message) from error

    def _line(self, number: int, read: int, content: bytes) -> Line:
        try:
            if not content:
                raise Refused(f"the line is longer than {LINE_LIMIT:,} bytes")
            report = self._report(_object(content, first=number == 1))
            if report.key in self.seen:
                raise Refused(f"id {report.id!r} was already in line {self.seen[report.key]}")
        except Refused as refusal:
            return Line(number, read, reason=str(refusal))
        self.seen[report.key] = number
        return Line(number, read, report=report)

    def _report(self, row: Mapping[str, Any]) -> Report:
        text = _text(row, "text", limit=TEXT_LIMIT)
        country = _string(row, "country", limit=2).lower() or self.country
        language = _string(row, "language", limit=10).lower() or self.language
        specialty = _string(row, "specialty", limit=40)
        if country not in known_countries():
            raise Refused(f"country {country!r} is unknown")
        if language not in LANGUAGES:
            raise Refused(f"language {language!r} is unknown")
        if specialty and specialty not in SPECIALTIES:
            raise Refused(f"specialty {specialty!r} is unknown")
        return Report(
            id=_needed(row, "id"),
            source=_needed(row, "source"),
            licence=_needed(row, "licence"),
            authors=_authors(row),
            doi=_doi(row),
            url=_url(row),
            published_on=_date(row, self.today),
            country=country,
            language=language,
            title=_string(row, "title"),
            specialty=specialty,
            text=text,
        )


def _unpacked(raw: BinaryIO, *, packed: bool) -> AbstractContextManager[BinaryIO]:
    return cast("AbstractContextManager[BinaryIO]", gzip.GzipFile(fileobj=raw)) if packed else nullcontext(raw)


def known_countries() -> set[str]:
    """Return the codes of every country."""
    return {country.code for country in countries.all()}


def _object(content: bytes, *, first: bool) -> Mapping[str, Any]:
    if b"\x00" in content:
        raise Refused("the line contains a null byte")
    try:
        row = json.loads(content.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise Refused("the line is not UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused(f"the line is not JSON{where}") from error
    if not isinstance(row, dict):
        raise Refused("the line is not a JSON object")
    return row


def _string(row: Mapping[str, Any], name: str, *, limit: int = 0) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        value = str(value)
    if not isinstance(value, str):
        raise Refused(f"{name} is not a text")
    if "\x00" in value:
        raise Refused(f"{name} contains a null character")
    value = clean_text(value)
    limit = limit or LIMITS[name]
    if len(value) > limit:
        raise Refused(f"{name} has {len(value):,} characters; at most {limit:,} fit")
    return value


def _needed(row: Mapping[str, Any], name: str) -> str:
    value = _string(row, name)
    if not value:
        raise Refused(f"{name} is missing")
    return value


def _text(row: Mapping[str, Any], name: str, *, limit: int) -> str:
    value = _string(row, name, limit=limit)
    if not value:
        raise Refused(f"{name} is missing")
    return value


def _authors(row: Mapping[str, Any]) -> str:
    """Return the authors as one line; a list of names, or the line itself."""
    value = row.get("authors")
    if isinstance(value, list):
        if not all(isinstance(name, str) for name in value):
            raise Refused("authors is not a list of names")
        value = "; ".join(" ".join(name.split()) for name in value if name.strip())
    return _needed({"authors": value}, "authors")


def _doi(row: Mapping[str, Any]) -> str:
    value = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _string(row, "doi"), flags=re.IGNORECASE)
    if value and not _DOI.fullmatch(value):
        raise Refused(f"doi {value!r} is not a DOI")
    return value


def _url(row: Mapping[str, Any]) -> str:
    value = _string(row, "url")
    if value and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise Refused(f"url {value!r} is not a web address")
    return value


def _date(row: Mapping[str, Any], today: date) -> date:
    value = _string(row, "date", limit=40)
    if not value:
        raise Refused("date is missing")
    try:
        found = date.fromisoformat(value) if _DATE.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None:
        raise Refused(f"date {value!r} is not a day written as 2026-01-31")
    if not _FIRST_DAY <= found <= today:
        raise Refused(f"date {value!r} is not in the past")
    return found
