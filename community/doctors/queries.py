"""How doctors appear to others: the only place that turns a doctor into something a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from community.doctors.enums import YEARS_BANDS
from community.doctors.models import Doctor
from community.doctors.specialties import specialty_name
from portal import countries
from portal.kit.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Byline:
    """What a peer may know of a doctor."""

    doctor_id: UUID | None
    pseudonym: str
    specialty_names: tuple[str, ...]
    country_name: str
    years_band: str
    initials: str
    is_self: bool = False


def former_member() -> Byline:
    """Return the byline of words whose writer has left."""
    return Byline(None, str(_("A former member")), (), "", "", "–")


def bylines(doctor_ids: Iterable[UUID | None], viewer: Viewer) -> dict[UUID, Byline]:
    """Return the byline of each doctor, in two queries however many there are."""
    wanted = {doctor_id for doctor_id in doctor_ids if doctor_id}
    doctors = Doctor.objects.filter(pk__in=wanted).prefetch_related("specialties") if wanted else ()
    return {doctor.pk: _byline(doctor, viewer) for doctor in doctors}


def _byline(doctor: Doctor, viewer: Viewer) -> Byline:
    specialties = sorted(doctor.specialties.all(), key=lambda row: (not row.is_primary, row.specialty))
    return Byline(
        doctor_id=doctor.pk,
        pseudonym=doctor.pseudonym,
        specialty_names=tuple(specialty_name(row.specialty) for row in specialties),
        country_name=str(countries.get(doctor.country).name),
        years_band=str(YEARS_BANDS.get(doctor.years_band, "")),
        initials="".join(word[0] for word in doctor.pseudonym.split()[:2]).upper(),
        is_self=doctor.pk == viewer.doctor_id,
    )
