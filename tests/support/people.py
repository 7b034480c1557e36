"""Everyone who may look at the lounge, each with sealed facts that nobody else may ever meet."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpRequest
from django.test import Client

from community.doctors.identity import record_identity, record_licence
from community.doctors.models import Doctor, User
from tests.factories.doctors import make_doctor, make_duty, make_user

VISITOR = "visitor"
#: Role, country, specialties of a doctor; duties of everybody else.
DOCTORS = {
    "doctor-gb": ("gb", ("cardiology",), "verified"),
    "doctor-ca": ("ca", ("nephrology",), "verified"),
    "colleague-gb": ("gb", ("general-practice",), "verified"),
    "colleague-ca": ("ca", ("cardiology",), "verified"),
    "lapsed": ("gb", ("cardiology",), "lapsed"),
    "pending": ("ca", ("nephrology",), "pending"),
}
STAFF = {
    "editor": (("editor", "gb"),),
    "reviewer": (("medical_reviewer", "gb"),),
    "manager": (("regional_manager", "ca"), ("verifier", "ca"), ("editor", "ca")),
    "moderator": (("moderator", "ca"),),
    "administrator": (("administrator", ""),),
}
BYLINES = {"editor": "Ada Editor", "manager": "Cleo Manager"}
#: Roles a crawl looks through; colleagues only write.
ROLES = (VISITOR, "member", "pending", "doctor-gb", "doctor-ca", "lapsed", *STAFF)
READERS = frozenset({"doctor-gb", "doctor-ca", "lapsed", "colleague-gb", "colleague-ca"})


@dataclass(frozen=True, slots=True)
class Person:
    """An account with what is sealed about it."""

    role: str
    number: int
    user: User
    doctor: Doctor | None

    @property
    def email(self) -> str:
        return f"mailmarker{self.number:03}@example.org"

    @property
    def sealed(self) -> tuple[str, ...]:
        """Return what identifies the person behind the account."""
        return (f"Realname-{self.number:03}", f"mailmarker{self.number:03}", f"LIC{self.number:03}MARK")

    @property
    def handles(self) -> tuple[str, ...]:
        """Return what would join this account's pages to each other."""
        return (self.user.username, str(self.user.pk))


def make_people(say: Callable[[str], str] = str, language: str = "") -> dict[str, Person]:
    """Make one account a role, each sealed under its own number."""
    people = {}
    roles = ["member", *DOCTORS, *STAFF]
    for number, role in enumerate(roles, start=1):
        user = make_user(email=f"mailmarker{number:03}@example.org", byline=BYLINES.get(role, ""), language=language)
        doctor = None
        if role in DOCTORS:
            country, specialties, state = DOCTORS[role]
            name = say(f"Pseudomark {_letters(number)}")
            doctor = make_doctor(country=country, specialties=specialties, state=state, pseudonym=name, user=user)
        for kind, country in STAFF.get(role, ()):
            make_duty(kind, country, user=user)
        if role in STAFF:
            TOTP.activate(user, generate_totp_secret())
        record_identity(user=user, full_name=f"Realname-{number:03}")
        record_licence(user=user, country="gb", jurisdiction="", number=f"LIC{number:03}MARK")
        people[role] = Person(role, number, user, doctor)
    return people


def _letters(number: int) -> str:
    """Spell a number in letters, so that it looks like no identifier to the guard."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03}")


def sign_in(person: Person | None) -> Client:
    """Return a client signed in as a person, with the second factor where the account has one."""
    client = Client(raise_request_exception=False)
    if person is None:
        return client
    client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    request = cast("HttpRequest", SimpleNamespace(session=session))
    record_authentication(request, person.user, "password", email=person.email, reauthenticated=True)
    if person.role in STAFF:
        record_authentication(request, person.user, "mfa", type="totp")
    session.save()
    return client
