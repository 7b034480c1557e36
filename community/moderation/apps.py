"""Reports, decisions and appeals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Reports, decisions and appeals."""

    name = "community.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
