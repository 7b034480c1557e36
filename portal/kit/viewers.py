"""Who looks: the few facts about a person that access decisions may rest on."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A person as access rules see one; never a name, e-mail or licence.

    `is_doctor` means a verified licence and permission to read cases; `may_post` is false for a
    lapsed or frozen doctor. `duties` pairs a kind with a country code, "" standing for everywhere.
    """

    user_id: UUID | None = None
    doctor_id: UUID | None = None
    is_doctor: bool = False
    may_post: bool = False
    country: str = ""
    specialties: frozenset[str] = frozenset()
    duties: frozenset[tuple[str, str]] = frozenset()
    language: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Tell whether there is an account behind this viewer."""
        return self.user_id is not None

    def has_duty(self, kind: str, country: str = "") -> bool:
        """Tell whether the viewer holds a duty for the country, or for everywhere."""
        return (kind, "") in self.duties or (bool(country) and (kind, country) in self.duties)

    def duty_countries(self, kind: str) -> frozenset[str]:
        """Return the countries the viewer holds this duty for; "" stands for everywhere."""
        return frozenset(country for held, country in self.duties if held == kind)


ANONYMOUS = Viewer()
