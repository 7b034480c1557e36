"""Review and approval of editorial pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    """Review and approval of editorial pages."""

    name = "home.workflow"
    label = "workflow"
    verbose_name = _("Editorial workflow")

    def ready(self) -> None:
        """Close the ways around the gate."""
        from home.workflow import receivers  # noqa: F401
