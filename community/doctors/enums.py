"""States of a doctor and kinds of duty; stored as plain text, never as choices of a migration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DoctorState(TextChoices):
    """Where a doctor's licence verification stands."""

    PENDING = "pending", _("licence not yet verified")
    VERIFIED = "verified", _("licence verified")
    LAPSED = "lapsed", _("verification lapsed")
    FROZEN = "frozen", _("posting is frozen")


class DutyKind(TextChoices):
    """What a person may be trusted with, for one country or for all."""

    EDITOR = "editor", _("editor")
    MEDICAL_REVIEWER = "medical_reviewer", _("medical reviewer")
    REGIONAL_MANAGER = "regional_manager", _("regional manager")
    MODERATOR = "moderator", _("moderator")
    VERIFIER = "verifier", _("verifier")
    ADMINISTRATOR = "administrator", _("administrator")


# Coarse on purpose: a peer sees the band, never the year of graduation.
YEARS_BANDS = {
    "0-4": _("under 5 years in practice"),
    "5-9": _("5–9 years in practice"),
    "10-19": _("10–19 years in practice"),
    "20-29": _("20–29 years in practice"),
    "30+": _("30 or more years in practice"),
}
