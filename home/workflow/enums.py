"""Who vouched for a revision; stored as plain text, never as choices of a migration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """What kind of approval a revision has."""

    EDITOR = "editor", _("approved by an editor")
    WORKFLOW = "workflow", _("approved by every task of its workflow")
    STRUCTURE = "structure", _("laid out by the portal itself")
