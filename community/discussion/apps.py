"""Threads, replies and follows; hosts register what a thread is about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    """Threads, replies and follows; hosts register what a thread is about."""

    name = "community.discussion"
    label = "discussion"
    verbose_name = _("Discussion")

    def ready(self) -> None:
        """Teach the notices room how a new reply is told."""
        from community.discussion import delivery
        from community.notices import kinds

        kinds.register(delivery.KIND, delivery.describe)
