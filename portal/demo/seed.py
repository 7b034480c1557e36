"""Seeds the demo from `content/`: doctors, cases with their replies, articles; a second run adds nothing."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from community.doctors.enums import DoctorState
from community.doctors.models import Doctor, DoctorSpecialty, User
from portal import countries
from portal.demo.accounts import PASSWORD, STAFF, address, make_account

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Content:
    """What the content folder holds, read once."""

    doctors: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    articles: list[dict[str, Any]]
    editions: dict[str, Any]


def read_content(folder: Path = CONTENT) -> Content:
    """Read every file of the demo's content."""
    return Content(
        doctors=_load(folder / "doctors.toml")["doctor"],
        cases=[case for path in sorted((folder / "cases").glob("*.toml")) for case in _load(path)["case"]],
        articles=[_load(path) for path in sorted((folder / "articles").glob("*.toml"))],
        editions=_load(folder / "editions.toml"),
    )


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def hours_ago(hours: float) -> datetime:
    """Return the moment that many hours before now: the demo is always recent."""
    return timezone.now() - timedelta(hours=hours)


def seed_staff() -> None:
    """Create one account per duty, and a member."""
    for account in STAFF:
        with transaction.atomic():
            make_account(account)


def seed_doctors(content: Content) -> dict[str, Doctor]:
    """Create the demo's doctors; those called `demo-…` can sign in."""
    doctors = {}
    known = {doctor.pseudonym: doctor for doctor in Doctor.objects.all()}
    for row in content.doctors:
        doctors[row["handle"]] = known.get(row["pseudonym"]) or _make_doctor(row)
    return doctors


def _locale(row: dict[str, Any]) -> str:
    """Return the locale of the doctor's own edition, for dates and words as they are written there."""
    own = [edition for edition in countries.get(row["country"]).editions if edition.language == row["language"]]
    return own[0].locale if own else ""


@transaction.atomic
def _make_doctor(row: dict[str, Any]) -> Doctor:
    signs_in = row["handle"].startswith("demo-")
    user = User.objects.create_user(password=PASSWORD if signs_in else None, language=_locale(row))
    if signs_in:
        name = f"doctor-{row['country']}"
        EmailAddress.objects.create(user=user, email=address(name), primary=True, verified=True)
    doctor = Doctor.objects.create(
        user=user,
        pseudonym=row["pseudonym"],
        country=row["country"],
        years_band=row["years_band"],
        state=DoctorState.VERIFIED,
    )
    DoctorSpecialty.objects.bulk_create(
        DoctorSpecialty(doctor=doctor, specialty=specialty, is_primary=index == 0)
        for index, specialty in enumerate(row["specialties"])
    )
    return doctor
