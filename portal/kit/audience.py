"""Who something is for: one value for cases, articles, polls and sessions, as a test and as a filter.

Kinds combine with AND: "Canadian cardiologists" is a country and a specialty. `Audience.admits` and
`admitting` are the same rule for one object and for a list; a test proves them equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from portal.kit.viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Public, or verified doctors limited by country, specialty and name; an empty kind does not limit."""

    public: bool = False
    countries: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def admits(self, viewer: Viewer) -> bool:
        """Tell whether the viewer belongs to this audience."""
        if self.public:
            return True
        return (
            viewer.is_doctor
            and (not self.countries or viewer.country in self.countries)
            and (not self.specialties or bool(self.specialties & viewer.specialties))
            and (not self.named or str(viewer.doctor_id) in self.named)
        )


EVERYONE = Audience(public=True)
ALL_DOCTORS = Audience()


def pack(values: Iterable[str]) -> str:
    """Store a set as `|a|b|`, so that `contains "|a|"` works on every database; empty is ""."""
    ordered = sorted(set(values))
    return f"|{'|'.join(ordered)}|" if ordered else ""


def unpack(stored: str) -> frozenset[str]:
    """Read a set stored by `pack`."""
    return frozenset(part for part in stored.split("|") if part)


def admitting(viewer: Viewer, prefix: str = "") -> Q:
    """Return the filter for rows whose audience admits the viewer."""
    public = Q(**{f"{prefix}audience_public": True})
    if not viewer.is_doctor:
        return public
    return public | (
        _free_or_holding(prefix + "audience_countries", [viewer.country])
        & _free_or_holding(prefix + "audience_specialties", sorted(viewer.specialties))
        & _free_or_holding(prefix + "audience_named", [str(viewer.doctor_id)])
    )


def _free_or_holding(field: str, values: Iterable[str]) -> Q:
    found = Q(**{field: ""})
    for value in values:
        if value:
            found |= Q(**{f"{field}__contains": f"|{value}|"})
    return found


class AudienceModel(models.Model):
    """Columns of an audience, for any model that limits its readers."""

    audience_public = models.BooleanField(default=False)
    audience_countries = models.TextField(blank=True, default="")
    audience_specialties = models.TextField(blank=True, default="")
    audience_named = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    @property
    def audience(self) -> Audience:
        """Return the stored audience."""
        return Audience(
            public=self.audience_public,
            countries=unpack(self.audience_countries),
            specialties=unpack(self.audience_specialties),
            named=unpack(self.audience_named),
        )

    @audience.setter
    def audience(self, value: Audience) -> None:
        self.audience_public = value.public
        self.audience_countries = pack(value.countries)
        self.audience_specialties = pack(value.specialties)
        self.audience_named = pack(value.named)
