"""In-app notices and what is sent by mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """In-app notices and what is sent by mail."""

    name = "community.notices"
    label = "notices"
    verbose_name = _("Notices")
