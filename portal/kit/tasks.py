"""The kit's own jobs, imported at start so that their names are known."""

from portal.kit import mail, wagtail_tasks

__all__ = ["mail", "wagtail_tasks"]
