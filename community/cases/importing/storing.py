"""Stores reports as published cases, a batch in a transaction: new ones added, changed ones updated, the rest left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Self

from django.db import IntegrityError, transaction
from django.db.models import Q

from community.cases.enums import CaseState, Origin
from community.cases.importing.describing import describe_patient, propose_title
from community.cases.importing.lines import Report
from community.cases.importing.specialties import guess_specialty
from community.cases.models import Case
from portal.kit import audit
from search import index

BATCH = 200
# What a line decides; the rest of a published case never changes.
_DECIDED = [
    "title",
    "presentation",
    "authors",
    "licence",
    "doi",
    "url",
    "published_on",
    "posted_at",
    "country",
    "language",
    "age_band",
    "sex",
    "specialty",
]


@dataclass(slots=True)
class Counts:
    """What became of the lines."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    refused: int = 0

    def __iadd__(self, other: "Counts") -> Self:
        """Add up."""
        self.added += other.added
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.withdrawn += other.withdrawn
        self.refused += other.refused
        return self


def store(reports: Sequence[Report], *, dry_run: bool = False) -> Counts:
    """Store a batch whole or not at all; again, it changes nothing."""
    if not reports:
        return Counts()
    try:
        return _store(reports, dry_run=dry_run)
    except IntegrityError:
        # Another import added one of these a moment ago; the second look finds it.
        return _store(reports, dry_run=dry_run)


@transaction.atomic
def _store(reports: Sequence[Report], *, dry_run: bool) -> Counts:
    known = _known(reports)
    counts, added, updated = Counts(), [], []
    for report in reports:
        case, before = known.get(report.key), None
        if case is None:
            case = Case(origin=Origin.PUBLISHED, state=CaseState.POSTED, source=report.source, external_id=report.id)
            added.append(case)
        elif case.state == CaseState.WITHDRAWN:
            counts.withdrawn += 1
            continue
        else:
            before = _decided(case)
        _write(case, report)
        if before is not None and before != _decided(case):
            updated.append(case)
        elif before is not None:
            counts.unchanged += 1
    counts.added, counts.updated = len(added), len(updated)
    if not dry_run:
        _save(added, updated)
    return counts


def _known(reports: Sequence[Report]) -> dict[tuple[str, str], Case]:
    by_source: dict[str, list[str]] = {}
    for report in reports:
        by_source.setdefault(report.source, []).append(report.id)
    wanted = Q(pk__in=[])
    for source, ids in by_source.items():
        wanted |= Q(source=source, external_id__in=ids)
    rows = Case.objects.select_for_update().filter(wanted, origin=Origin.PUBLISHED)
    return {(case.source, case.external_id): case for case in rows}


def _write(case: Case, report: Report) -> None:
    patient = describe_patient(report.text, report.language)
    case.title = report.title or propose_title(report.text, report.language)
    case.presentation = report.text
    case.authors, case.licence, case.doi, case.url = report.authors, report.licence, report.doi, report.url
    case.published_on = report.published_on
    # Lists go by time of posting: a report of 2014 belongs where 2014 is, not above today's questions.
    case.posted_at = datetime.combine(report.published_on, time(12), UTC)
    case.country, case.language = report.country, report.language
    case.age_band, case.sex = patient.age_band or "", patient.sex or ""
    case.specialty = report.specialty or guess_specialty(report.text)


def _decided(case: Case) -> tuple[object, ...]:
    return tuple(getattr(case, name) for name in _DECIDED)


def _save(added: Sequence[Case], updated: Sequence[Case]) -> None:
    if not added and not updated:
        return
    Case.objects.bulk_create(added)
    Case.objects.bulk_update(updated, _DECIDED)
    detail: dict[str, str | int | bool] = {"added": len(added), "updated": len(updated)}
    audit.record("cases.imported", by=None, subject="cases:published", detail=detail)
    index.schedule(*(case.key for case in [*added, *updated]))
