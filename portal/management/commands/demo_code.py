"""`manage.py demo_code NAME`: the second factor of a demo account, in demo data only."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from portal.demo.accounts import current_code


class Command(BaseCommand):
    """Prints the six digits that are valid now."""

    help = "Print the current second-factor code of a demo account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the account's name."""
        parser.add_argument("name", help="the demo account, as printed by `make run` (for example: editor)")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Print the code, or say why there is none; accounts outside the demo's mail domain have none to tell."""
        code = current_code(name)
        if code is None:
            raise CommandError(f"There is no demo account {name!r} with a second factor.")
        self.stdout.write(code)
