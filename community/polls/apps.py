"""Polls, ballots and suppressed results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PollsConfig(AppConfig):
    """Polls, ballots and suppressed results."""

    name = "community.polls"
    label = "polls"
    verbose_name = _("Polls")
