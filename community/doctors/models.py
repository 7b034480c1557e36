"""Accounts, doctors by pseudonym, and duties by country; names and licences are in `identity` alone."""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.doctors import identity  # noqa: F401  # its tables belong to this app
from community.doctors.enums import DoctorState
from community.doctors.naming import look_alike_key
from portal.kit.models import UUIDModel


def random_username() -> str:
    """Return a name that says nothing; sign-in is by e-mail."""
    return get_random_string(20, "abcdefghjkmnpqrstuvwxyz23456789")


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no way to make a superuser."""

    use_in_migrations = False

    def create_user(self, password: str | None = None, **fields: Any) -> "User":
        """Create an account with a random username."""
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its username."""
        return self.get(username=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The address lives in allauth's table; `byline` is the public name of an editor, never a doctor's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=32, unique=True, default=random_username)
    byline = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(username=""), name="doctors_user_has_username"),
            # No role is all-powerful: break-glass is a command, audited and limited in time.
            models.CheckConstraint(condition=Q(is_superuser=False), name="doctors_no_superuser"),
        ]

    def __str__(self) -> str:
        return self.byline or self.username

    def get_full_name(self) -> str:
        """Return the public byline, or nothing: Wagtail shows this to colleagues."""
        return self.byline

    def get_short_name(self) -> str:
        """Return the public byline, or nothing."""
        return self.byline

    @property
    def first_name(self) -> str:
        """Return the public byline: Wagtail's sidebar greets with it."""
        return self.byline

    @property
    def email(self) -> str:
        """Return the confirmed primary address; Wagtail and allauth ask for it when they send mail."""
        address = (
            EmailAddress.objects.filter(user=self, primary=True, verified=True).values_list("email", flat=True).first()
        )
        return address or ""

    @property
    def is_staff(self) -> bool:
        """Django's own admin is not installed."""
        return False


class DoctorQuerySet(models.QuerySet["Doctor"]):
    """Words for lists of doctors."""

    def verified(self) -> "DoctorQuerySet":
        """Keep those with a verified licence."""
        return self.filter(state=DoctorState.VERIFIED)


class Doctor(UUIDModel):
    """A doctor as peers know one: pseudonym, specialties, country, years band."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="doctor")
    pseudonym = models.CharField(max_length=40)
    pseudonym_key = models.CharField(max_length=60, unique=True, editable=False)
    country = models.CharField(max_length=2)
    years_band = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10, default=DoctorState.PENDING)

    objects = DoctorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(pseudonym="") & ~Q(country=""), name="doctors_doctor_named"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "verified", "lapsed", "frozen"]), name="doctors_state_known"
            ),
        ]
        indexes = [models.Index(fields=["country", "state"], name="doctors_country_state")]

    def __str__(self) -> str:
        return self.pseudonym

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the look-alike key with the pseudonym."""
        self.pseudonym_key = look_alike_key(self.pseudonym)
        super().save(*args, **kwargs)


class DoctorSpecialty(models.Model):
    """One specialty of a doctor; the primary one is shown first."""

    doctor = models.ForeignKey(Doctor, on_delete=models.CASCADE, related_name="specialties")
    specialty = models.CharField(max_length=40)
    is_primary = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["doctor", "specialty"], name="doctors_specialty_once"),
            models.UniqueConstraint(
                fields=["doctor"], condition=Q(is_primary=True), name="doctors_one_primary_specialty"
            ),
            models.CheckConstraint(condition=~Q(specialty=""), name="doctors_specialty_named"),
        ]
        indexes = [models.Index(fields=["specialty", "doctor"], name="doctors_by_specialty")]

    def __str__(self) -> str:
        return self.specialty


class DutyQuerySet(models.QuerySet["Duty"]):
    """Words for lists of duties."""

    def current(self) -> "DutyQuerySet":
        """Keep those that have begun and not ended."""
        now = timezone.now()
        return self.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))


class Duty(UUIDModel):
    """What a person is trusted with: a kind, for one country or for everywhere (""), from when to when, and why."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(max_length=30)
    country = models.CharField(max_length=2, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")), name="doctors_duty_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(kind=""), name="doctors_duty_kind"),
            models.UniqueConstraint(
                fields=["user", "kind", "country"], condition=Q(ends_at=None), name="doctors_duty_once"
            ),
        ]
        indexes = [models.Index(fields=["country", "kind"], name="doctors_duty_country")]

    def __str__(self) -> str:
        return f"{self.kind} {self.country or 'everywhere'}"
