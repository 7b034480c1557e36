"""`manage.py import_cases FILE --country XX --language xx`: published case reports from JSON Lines."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from community.cases.importing.describing import LANGUAGES
from community.cases.importing.lines import Reader, Report, Unreadable, known_countries
from community.cases.importing.storing import BATCH, Counts, store


class Command(BaseCommand):
    """Imports published case reports; docs/import.md says which fields a line has."""

    help = "Import published case reports from a .jsonl or .jsonl.gz file; running it again adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, its country and language, and the dry run."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, help="where the reports come from, as in gb")
        parser.add_argument("--language", required=True, help="the language they are written in, as in en")
        parser.add_argument("--dry-run", action="store_true", help="check every line and store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file; exit status 1 when any line was refused or the file broke off."""
        path, dry_run = options["file"], options["dry_run"]
        reader = self._reader(path, options["country"].lower(), options["language"].lower())
        counts, problem = Counts(), ""
        try:
            self._read(reader, path, counts, dry_run=dry_run)
        except Unreadable as error:
            problem = str(error)
        except KeyboardInterrupt:
            problem = "stopped; run it again to go on"
        self.stdout.write(_summary(counts, dry_run=dry_run))
        if problem:
            raise CommandError(problem)
        if counts.refused:
            raise CommandError(f"{counts.refused} of the lines were refused; see above")

    def _reader(self, path: Path, country: str, language: str) -> Reader:
        if not path.is_file():
            raise CommandError(f"there is no file {path}")
        if country not in known_countries():
            raise CommandError(f"country {country!r} is unknown; known are {', '.join(sorted(known_countries()))}")
        if language not in LANGUAGES:
            raise CommandError(f"language {language!r} is unknown; known are {', '.join(sorted(LANGUAGES))}")
        return Reader(country=country, language=language, today=timezone.now().date())

    def _read(self, reader: Reader, path: Path, counts: Counts, *, dry_run: bool) -> None:
        batch: list[Report] = []
        # The bar measures bytes of the file: how many lines it has is only known at its end.
        with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, disable=None, file=self.stderr) as bar:
            try:
                for line in reader.lines(path):
                    bar.update(line.read - bar.n)
                    if line.report is None:
                        counts.refused += 1
                        tqdm.write(f"line {line.number}: {line.reason}", file=self.stderr)
                        continue
                    batch.append(line.report)
                    if len(batch) == BATCH:
                        counts += store(batch, dry_run=dry_run)
                        batch = []
            except Unreadable:
                # The lines before the break are as good as any.
                counts += store(batch, dry_run=dry_run)
                raise
            counts += store(batch, dry_run=dry_run)


def _summary(counts: Counts, *, dry_run: bool) -> str:
    said = [
        f"{counts.added} {'would be added' if dry_run else 'added'}",
        f"{counts.updated} {'would be updated' if dry_run else 'updated'}",
        f"{counts.unchanged} unchanged",
        f"{counts.refused} refused",
    ]
    if counts.withdrawn:
        said.append(f"{counts.withdrawn} left withdrawn")
    return ", ".join(said)
