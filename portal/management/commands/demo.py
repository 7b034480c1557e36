"""`manage.py demo`: fills an empty installation with a lively demo and prints its sign-ins."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from portal import countries
from portal.demo import accounts, library, lounge, seed


class Command(BaseCommand):
    """Seeds what is missing; what is there stays as it is."""

    help = "Seed the demo (once) and print one sign-in per role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and print."""
        if not settings.DEMO:
            raise CommandError("Demo data is off here: set PORTAL_DEMO=true, never in deployment.")
        content = seed.read_content()
        seed.seed_staff()
        doctors = seed.seed_doctors(content)
        steps = [
            *[(lounge.seed_case, (case, doctors)) for case in content.cases if not lounge.is_seeded(case)],
            *[(library.seed_article, (article,)) for article in content.articles if not library.is_seeded(article)],
        ]
        if steps:
            library.seed_editions(content.editions)
        for work, arguments in tqdm(steps, desc="Seeding the demo", unit="item", disable=not steps):
            work(*arguments)
        self._print_sign_ins()

    def _print_sign_ins(self) -> None:
        rows = [("visitor", "no sign-in: open the site", "")]
        rows += [(account.role, accounts.address(account.name), account.name) for account in accounts.STAFF]
        rows += [
            (f"doctor, {country.name}", accounts.address(f"doctor-{country.code}"), "") for country in countries.all()
        ]
        self.stdout.write(f"\nSign-ins (password for all: {accounts.PASSWORD})")
        for role, who, _name in rows:
            self.stdout.write(f"  {role:<44} {who}")
        self.stdout.write("Accounts with duties ask for a code: manage.py demo_code editor (or another name).")
