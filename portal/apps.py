"""The project itself as an app: base templates, component tags, and the commands that assemble all rooms."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Holds what belongs to no single room."""

    name = "portal"
    verbose_name = "Consilium"
