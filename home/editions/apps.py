"""Country home pages, sections and the media models of all editions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditionsConfig(AppConfig):
    """Country home pages, sections and the media models of all editions."""

    name = "home.editions"
    label = "editions"
    verbose_name = _("Editions")

    def ready(self) -> None:
        """Lay out editions after every migrate, and follow changes of duties."""
        from community.doctors import duties
        from home.editions.duties import follow
        from home.editions.setup import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="editions.after_migrate")
        duties.on_change(follow)
