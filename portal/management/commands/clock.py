"""`manage.py clock`: runs what is due where there is no Celery beat."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import close_old_connections

from portal.kit import jobs


class Command(BaseCommand):
    """Wakes every few seconds, asks for periodic jobs and sends those that were dropped."""

    help = "Run periodic and waiting background work until stopped (use Celery beat beside workers instead)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choices."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--every", type=float, default=10.0, help="seconds between two looks (default 10)")

    def handle(self, *args: Any, once: bool, every: float, **options: Any) -> None:
        """Look, work, sleep, until a signal comes; the job at hand is finished first."""
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        while True:
            close_old_connections()
            try:
                jobs.ask_periodic()
                jobs.sweep()
            except Exception as error:  # A database away for a moment must not end the clock.
                self.stderr.write(f"clock: {type(error).__name__}; trying again")
            if once or stop.wait(every):
                return
