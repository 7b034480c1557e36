"""Building blocks of editorial pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlocksConfig(AppConfig):
    """Building blocks of editorial pages: no tables, only their templates."""

    name = "home.blocks"
    label = "blocks"
    verbose_name = _("Blocks")
