"""Words a case is described with: states, urgency, age bands, sex; stored as text, never as a migration's choices."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseState(TextChoices):
    """Where a case stands in its life; whether a posted one is open is told by `closed_at`."""

    DRAFT = "draft", _("draft")
    POSTED = "posted", _("posted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Origin(TextChoices):
    """Where a case comes from: asked here by a doctor, or published elsewhere and imported."""

    LOUNGE = "lounge", _("asked in the lounge")
    PUBLISHED = "published", _("published case report")


class Status(TextChoices):
    """What a reader is told about a posted case."""

    OPEN = "open", pgettext_lazy("a case", "Open")
    ANSWERED = "answered", pgettext_lazy("a case", "Answered")
    CLOSED = "closed", pgettext_lazy("a case", "Closed")
    PUBLISHED = "published", pgettext_lazy("a case", "Published report")


class Urgency(TextChoices):
    """How soon an answer is wanted; an emergency belongs on the telephone, not here."""

    ROUTINE = "routine", _("This week is fine")
    TODAY = "today", _("Answer wanted today")


class Sex(TextChoices):
    """The patient's sex, as far as it matters clinically."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    INTERSEX = "intersex", _("Intersex")


class AgeBand(TextChoices):
    """The patient's age, coarse on purpose: an exact age helps to identify."""

    NEONATE = "neonate", _("Under 28 days")
    INFANT = "infant", _("1–11 months")
    TODDLER = "1-4", _("1–4 years")
    CHILD = "5-9", _("5–9 years")
    TEENS = "10-19", _("10–19 years")
    TWENTIES = "20-29", _("20–29 years")
    THIRTIES = "30-39", _("30–39 years")
    FORTIES = "40-49", _("40–49 years")
    FIFTIES = "50-59", _("50–59 years")
    SIXTIES = "60-69", _("60–69 years")
    SEVENTIES = "70-79", _("70–79 years")
    EIGHTIES = "80-89", _("80–89 years")
    NINETIES = "90+", _("90 years or more")


class AudienceChoice(TextChoices):
    """The audiences a case form offers; the stored audience can say more."""

    DOCTORS = "doctors", _("All doctors")
    COUNTRY = "country", _("Doctors in my country")
    SPECIALTY = "specialty", _("Doctors in this specialty")
