"""The project itself as an app: base templates, component tags, and the commands that assemble all rooms."""

from django.apps import AppConfig
from django.conf import settings


class PortalConfig(AppConfig):
    """Holds what belongs to no single room."""

    name = "portal"
    verbose_name = "Consilium"

    def ready(self) -> None:
        """Make the Celery application known to every process that sends work, when there is a broker at all."""
        if settings.CELERY_BROKER_URL:
            from portal import celery  # noqa: F401 - heavy, and of no use to the embedded default
