"""Accounts, doctors and duties for tests."""

from itertools import count

from allauth.account.models import EmailAddress

from community.doctors.access import viewer_for
from community.doctors.duties import grant_duty
from community.doctors.models import Doctor, DoctorSpecialty, User
from portal.kit.viewers import Viewer

_numbers = count(1)


def make_user(
    *, email: str = "", byline: str = "", password: str = "a-long-test-password", language: str = ""
) -> User:
    user = User.objects.create_user(password=password, byline=byline, language=language)
    EmailAddress.objects.create(
        user=user, email=email or f"person{next(_numbers)}@example.org", primary=True, verified=True
    )
    return user


def make_doctor(
    *,
    country: str = "gb",
    specialties: tuple[str, ...] = ("cardiology",),
    state: str = "verified",
    pseudonym: str = "",
    user: User | None = None,
) -> Doctor:
    doctor = Doctor.objects.create(
        user=user or make_user(),
        pseudonym=pseudonym or f"Calm Wren {next(_numbers)}",
        country=country,
        years_band="10-19",
        state=state,
    )
    DoctorSpecialty.objects.bulk_create(
        [DoctorSpecialty(doctor=doctor, specialty=s, is_primary=i == 0) for i, s in enumerate(specialties)]
    )
    return doctor


def make_duty(kind: str, country: str = "", *, user: User | None = None) -> User:
    user = user or make_user()
    grant_duty(user=user, kind=kind, country=country, reason="test")
    return user


def viewer_of(doctor: Doctor) -> Viewer:
    return viewer_for(User.objects.get(pk=doctor.user_id))
