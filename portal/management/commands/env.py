"""`manage.py env`: the table of environment variables as README shows it."""

from typing import Any

from django.core.management import BaseCommand

from portal.settings.env import TABLE


def table() -> str:
    """Return the variables as a Markdown table; a star marks a default that a deployment must replace."""
    rows = ["| variable | type | default | meaning |", "| --- | --- | --- | --- |"]
    for row in TABLE:
        default = f"`{row.default}`" if row.default else ""
        star = " \\*" if row.embedded else ""
        rows.append(f"| `{row.name}`{star} | {row.kind} | {default} | {row.meaning} |")
    return "\n".join(rows)


class Command(BaseCommand):
    """Prints the table."""

    help = "Print the table of environment variables (Markdown)."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(table())
