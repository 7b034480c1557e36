"""The sealed room: real names and licence numbers, encrypted at rest; only `community.doctors` may import it.

Nothing that a peer can reach is built from these rows. Joining, verification and two-person unmasking
work on them; a look-up goes by keyed hash, so that a duplicate licence is found without opening one.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.doctors.sealing import keyed_hash, seal, unseal
from portal.kit.models import UUIDModel

if TYPE_CHECKING:
    from community.doctors.models import User


class SealedIdentity(UUIDModel):
    """Who an account really is; both columns are unreadable without the keys, which no database backup holds."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed_name = models.BinaryField()

    class Meta:
        verbose_name_plural = "sealed identities"
        constraints = [models.CheckConstraint(condition=~Q(sealed_name=b""), name="doctors_identity_sealed")]

    def __str__(self) -> str:
        return f"sealed identity {self.pk}"


class Licence(UUIDModel):
    """A licence to practise: jurisdiction in plain, number sealed and hashed; one licence serves one account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)
    jurisdiction = models.CharField(max_length=10, blank=True)
    sealed_number = models.BinaryField()
    number_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(country="") & ~Q(number_hash=""), name="doctors_licence_whole")
        ]

    def __str__(self) -> str:
        return f"licence in {self.country} {self.jurisdiction}".rstrip()


class Verification(UUIDModel):
    """What a verifier saw and decided about a licence: the checking record, without the evidence."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="verifications")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=20)
    register = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["approved", "more_wanted", "refused"]), name="doctors_verification_outcome"
            )
        ]
        indexes = [models.Index(fields=["licence", "decided_at"], name="doctors_verification_when")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.decided_at:%Y-%m-%d}"


def record_identity(*, user: "User", full_name: str) -> None:
    """Seal an account's real name, replacing an earlier one."""
    SealedIdentity.objects.update_or_create(user=user, defaults={"sealed_name": seal(full_name)})


def record_licence(*, user: "User", country: str, jurisdiction: str, number: str) -> Licence:
    """Seal a licence; the same number in the same jurisdiction is the same licence."""
    return Licence.objects.get_or_create(
        number_hash=keyed_hash(country, jurisdiction, number),
        defaults={
            "user": user,
            "country": country,
            "jurisdiction": jurisdiction,
            "sealed_number": seal(number),
        },
    )[0]


def open_name(user: "User") -> str:
    """Return an account's real name, for the sealed room's own pages only; "" when none is recorded."""
    row = SealedIdentity.objects.filter(user=user).first()
    return unseal(bytes(row.sealed_name)) if row else ""
