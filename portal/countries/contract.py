"""What a country is: frozen values that a country module fills in, each fact with its source and its date.

Nothing here knows a particular country, reads a setting or touches a database; the only thing taken from Django
is lazy translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.countries.plain import compact

Words: TypeAlias = str | Promise

GENERAL_KNOWLEDGE = _("General knowledge, not yet confirmed against a source")


class CountryState(StrEnum):
    """How far a country is: a waiting list only, open to its doctors, or closed for a while."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something said about a country: where it was read, when, and whether a source confirmed it."""

    source: Words
    looked_at: date
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """A country's page tree in one language."""

    country: str
    language: str
    locale: str
    name: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulator(Fact):
    """Who keeps the register of doctors, and where it can be looked up."""

    name: Words
    short_name: str = ""
    url: str = ""
    register: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law(Fact):
    """A law by name."""

    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance(Fact):
    """Professional-conduct guidance that a doctor accepts on joining; its version is recorded with the acceptance."""

    title: Words
    version: str
    url: str
    says: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRegime(Fact):
    """The law on patient information, and what it means for a case."""

    name: Words
    laws: tuple[str, ...]
    means: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Units(Fact):
    """The laboratory convention: `conventional` (mg/dL) or `si` (mmol/L), and how HbA1c is reported."""

    system: str
    hba1c: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugNaming(Fact):
    """Which drug names doctors of the country write, and the exceptions they expect."""

    convention: str
    note: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages(Fact):
    """Official and commonly used languages."""

    official: tuple[Words, ...]
    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber(Fact):
    """A number to call in an emergency, and who answers."""

    number: str
    answers: Words


def no_problems(number: str) -> tuple[Words, ...]:
    """Accept every number: the check of a form that has none."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceForm(Fact):
    """The form of a licence number.

    A confirmed form refuses what does not fit. A form that is not confirmed never refuses a number for its shape:
    it accepts it and leaves a note for the verifier.
    """

    LONGEST = 40

    code: str
    label: Words
    help: Words
    example: str
    pattern: str
    check: Callable[[str], tuple[Words, ...]] = no_problems
    note: Words = ""

    def problems(self, number: str) -> tuple[Words, ...]:
        """Return why this number is refused; empty when it is accepted."""
        plain = compact(number)
        if not plain:
            return (_("Enter your number as the register shows it."),)
        if len(plain) > self.LONGEST:
            return (_("This is too long for a licence number. Enter only the number."),)
        if not any(character.isdigit() for character in plain):
            return (_("A licence number has digits in it. Enter it as the register shows it."),)
        if not self.confirmed:
            return ()
        if not re.fullmatch(self.pattern, plain):
            return (self.help,)
        return tuple(self.check(plain))

    def notes(self, number: str) -> tuple[Words, ...]:
        """Return what the verifier should know about an accepted number."""
        found: list[Words] = [self.note] if self.note else []
        if not self.confirmed:
            found.append(_("The form of this number is not confirmed. Compare it with the register."))
            if not re.fullmatch(self.pattern, compact(number)):
                found.append(_("The number does not look like the others we know. It may still be right."))
        return tuple(found)

    def compact(self, number: str) -> str:
        """Return the number as it is stored: capitals and digits, without spaces or punctuation."""
        return compact(number)


def no_signs(number: str) -> int:
    """Count nothing: the number carries no evidence but its check digit."""
    return 0


def one_sign(number: str) -> int:
    """Count one sign that every number with the right shape and check carries, such as a birth date."""
    return 1


def two_signs(number: str) -> int:
    """Count two such signs, such as a birth date and a citizenship digit."""
    return 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientIdentifier(Fact):
    """A number that names a patient, as the posting guard recognises it.

    `pattern` describes the compact form. `check` is the check digit; None means that there is none, so the number
    only counts next to one of `words`. `signs` counts independent evidence inside the number (a birth date that
    exists, a reserved prefix, a second check digit); `printed` is the grouping on cards and letters.
    """

    code: str
    name: Words
    example: str
    pattern: str
    lengths: tuple[int, ...]
    words: tuple[str, ...]
    check: Callable[[str], bool] | None = None
    printed: str = ""
    signs: Callable[[str], int] = no_signs

    def matches(self, number: str) -> bool:
        """Tell whether a compact number has this shape and a right check digit."""
        return bool(re.fullmatch(self.pattern, number)) and (self.check is None or self.check(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """A part of a country that gives licences itself: a state, a province, a territory."""

    code: str
    name: Words
    regulator: Regulator
    licence_form: LicenceForm
    guidance: Guidance
    law: Law
    privacy_law: Law | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Country:
    """All that the house knows about a country. `english_name` sorts and logs; people are shown `name`.

    Two countries are equal when they are the same object: comparing hundreds of facts, translated names among
    them, would make every cache that is keyed by countries slow and dependent on the language.
    """

    code: str
    english_name: str
    name: Words
    state: CountryState
    editions: tuple[Edition, ...]
    languages: Languages
    regulator: Regulator
    licence_forms: tuple[LicenceForm, ...]
    guidance: Guidance
    privacy: PrivacyRegime
    patient_identifiers: tuple[PatientIdentifier, ...]
    units: Units
    drug_naming: DrugNaming
    emergency_numbers: tuple[EmergencyNumber, ...]
    jurisdictions: tuple[Jurisdiction, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a country module that other rooms would stumble over."""
        if not re.fullmatch(r"[a-z]{2}", self.code):
            raise ValueError(f"country code {self.code!r}: two small letters")
        if not self.editions or any(edition.country != self.code for edition in self.editions):
            raise ValueError(f"country {self.code}: needs editions of its own")
        if not self.emergency_numbers:
            raise ValueError(f"country {self.code}: needs an emergency number")
        if not self.licence_forms and not self.jurisdictions:
            raise ValueError(f"country {self.code}: needs a licence form")
        codes = [jurisdiction.code for jurisdiction in self.jurisdictions]
        if len(codes) != len(set(codes)):
            raise ValueError(f"country {self.code}: a jurisdiction is there twice")

    @property
    def is_open(self) -> bool:
        """Whether its doctors can join and post."""
        return self.state is CountryState.OPEN

    @property
    def takes_waiting_list(self) -> bool:
        """Whether a doctor can leave an address and be told when the country opens."""
        return self.state is CountryState.PLANNED

    @property
    def emergency_number(self) -> EmergencyNumber:
        """The number to show first."""
        return self.emergency_numbers[0]

    def jurisdiction(self, code: str) -> Jurisdiction | None:
        """Return the jurisdiction with this code, in any case, or None."""
        wanted = code.strip().lower()
        return next((found for found in self.jurisdictions if found.code == wanted), None)

    def licence_forms_for(self, jurisdiction_code: str = "") -> tuple[LicenceForm, ...]:
        """Return the forms a doctor may fill in: the jurisdiction's own first, then those of the whole country."""
        jurisdiction = self.jurisdiction(jurisdiction_code)
        return ((jurisdiction.licence_form,) if jurisdiction else ()) + self.licence_forms

    def guidance_for(self, jurisdiction_code: str = "") -> Guidance:
        """Return the guidance that binds a doctor licensed there."""
        jurisdiction = self.jurisdiction(jurisdiction_code)
        return jurisdiction.guidance if jurisdiction else self.guidance

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Yield every fact with the path to it, such as `jurisdictions.on.regulator`."""
        yield from _facts("", self)


def _facts(path: str, value: object) -> Iterator[tuple[str, Fact]]:
    if isinstance(value, Fact):
        yield path, value
    elif isinstance(value, Country | Jurisdiction):
        for part in fields(value):
            yield from _facts(f"{path}.{part.name}".lstrip("."), getattr(value, part.name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _facts(f"{path}.{getattr(item, 'code', position)}", item)
