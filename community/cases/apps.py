"""Cases: asked, answered, closed, and guarded before they are posted."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Cases: asked, answered, closed, and guarded before they are posted."""

    name = "community.cases"
    label = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        """Make cases findable, and let discussions hang under them."""
        from community.cases.documents import CaseSource
        from community.cases.hosts import CaseHost
        from community.discussion import hosts
        from search import registry

        registry.register(CaseSource())
        hosts.register("case", CaseHost())
