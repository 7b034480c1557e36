"""Tools with no knowledge of any room."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Background jobs, mail outbox and audit rows; finds every room's `tasks.py` at start."""

    name = "portal.kit"
    label = "kit"

    def ready(self) -> None:
        """Import each app's tasks, so that a job's name is known in every process."""
        from django.utils.module_loading import autodiscover_modules

        from portal.kit import checks  # noqa: F401

        autodiscover_modules("tasks")
