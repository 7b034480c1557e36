"""Background work by name: a row with the change that asked for it, run after commit, swept up when lost.

Rooms put functions marked `@job` in their `tasks.py`; actions ask for them with `enqueue`. With a broker a
Celery worker runs the row; without one it runs in this process right after commit. Either way the row stays
until the work is done, so a lost broker or a killed worker only delays it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from portal.kit.models import Job, JobState, Tick

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Work:
    """A registered job: its function and how it is run."""

    name: str
    function: Callable[..., None]
    queue: str
    attempts: int
    every: timedelta | None


REGISTRY: dict[str, Work] = {}


class Stopped(Exception):
    """Somebody asked the running job to stop; its cursor is kept."""


class Run:
    """What a job function may say about itself while it works."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def cursor(self) -> Any:
        """Where the last attempt got to, or None."""
        return self.job.cursor

    def save_cursor(self, value: Any) -> None:
        """Remember how far the work is; the next attempt starts there."""
        self.job.cursor = value
        self._beat(cursor=value)

    def progress(self, done: int, total: int) -> None:
        """Say how much is done."""
        self._beat(done=done, total=total)

    def should_stop(self) -> bool:
        """Tell whether somebody asked the job to stop."""
        return Job.objects.filter(pk=self.job.pk, stop_asked=True).exists()

    def _beat(self, **changes: Any) -> None:
        Job.objects.filter(pk=self.job.pk).update(beat_at=timezone.now(), **changes)


def job(
    name: str, *, queue: str = "default", attempts: int = 5, every: timedelta | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function `(run, **arguments)` under a name; it must be safe to run twice."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        REGISTRY[name] = Work(name, function, queue, attempts, every)
        return function

    return register


def enqueue(name: str, *, key: str = "", delay: timedelta | None = None, **arguments: Any) -> None:
    """Ask for a job in the current transaction; with a `key`, one waiting job is enough."""
    work = REGISTRY[name]
    if key and Job.objects.filter(name=name, key=key, state=JobState.WAITING).exists():
        return
    row = Job(name=name, key=key, queue=work.queue, arguments=arguments)
    if delay:
        row.not_before = timezone.now() + delay
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return  # Another transaction asked for the same key a moment ago: its row does the work.
    if not delay:
        transaction.on_commit(lambda: _send(row), robust=True)


def _send(row: Job) -> None:
    """Hand a committed row to a worker, or run it here when there is no broker."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        run(str(row.pk))
        return
    from portal.kit.worker import run_job

    try:
        run_job.apply_async(args=[str(row.pk)], queue=row.queue, retry=False)
    except Exception as error:  # Any broker failure means the same: the sweeper sends it later.
        logger.warning("broker did not take %s: %s", row.name, type(error).__name__)


def run(job_id: str) -> bool:
    """Run one waiting job now; return whether this call did its work."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.WAITING).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, beat_at=now
    )
    if not claimed:
        return False
    row = Job.objects.get(pk=job_id)
    work = REGISTRY.get(row.name)
    if work is None:
        _finish(row, JobState.FAILED, error="unknown job")
        return False
    try:
        work.function(Run(row), **row.arguments)
    except Stopped:
        _finish(row, JobState.STOPPED)
    except Exception as error:
        _retry_or_fail(row, work, error)
        return False
    else:
        _finish(row, JobState.DONE)
    return True


def _finish(row: Job, state: JobState, *, error: str = "") -> None:
    Job.objects.filter(pk=row.pk).update(state=state, finished_at=timezone.now(), error=error)


def _retry_or_fail(row: Job, work: Work, error: Exception) -> None:
    """Put the job back with a growing pause, or give up loudly; the log names the kind of error, not its text."""
    logger.warning("job %s failed: %s", row.name, type(error).__name__, exc_info=settings.DEBUG)
    if row.attempts >= work.attempts:
        _finish(row, JobState.FAILED, error=type(error).__name__)
        return
    pause = timedelta(seconds=min(600, 5 * 2**row.attempts))
    if row.key and Job.objects.filter(name=row.name, key=row.key, state=JobState.WAITING).exists():
        _finish(row, JobState.DONE, error="superseded")
        return
    Job.objects.filter(pk=row.pk).update(
        state=JobState.WAITING, not_before=timezone.now() + pause, error=type(error).__name__
    )


def stop(job_id: str) -> bool:
    """Ask a job to stop; return whether there was one to stop."""
    if Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.STOPPED):
        return True
    return bool(Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(stop_asked=True))


def sweep(*, limit: int = 100) -> int:
    """Start what is due and what a lost worker or broker dropped; return how many jobs were sent."""
    now = timezone.now()
    for lost in Job.objects.filter(state=JobState.RUNNING, beat_at__lt=now - LOST_AFTER)[:limit]:
        work = REGISTRY.get(lost.name)
        if work:
            _retry_or_fail(lost, work, TimeoutError())
    # A job sent to the broker seconds ago is left to it; `run` claims a row once, so a second message is harmless.
    grace = timedelta() if settings.CELERY_TASK_ALWAYS_EAGER else timedelta(seconds=15)
    due = list(Job.objects.filter(state=JobState.WAITING, not_before__lte=now - grace).order_by("not_before")[:limit])
    for row in due:
        _send(row)
    Job.objects.filter(state=JobState.DONE, finished_at__lt=now - timedelta(days=7)).delete()
    return len(due)


def ask_periodic() -> list[str]:
    """Enqueue every periodic job whose time has come; several processes may call this at once."""
    asked = []
    for work in REGISTRY.values():
        if work.every and _claim_tick(work.name, work.every):
            enqueue(work.name, key="periodic")
            asked.append(work.name)
    return asked


def _claim_tick(name: str, every: timedelta) -> bool:
    now = timezone.now()
    # A tenth of slack: a clock that wakes every minute must not skip a job that is due each minute.
    if Tick.objects.filter(name=name, asked_at__lte=now - every * 0.9).update(asked_at=now):
        return True
    return Tick.objects.get_or_create(name=name, defaults={"asked_at": now})[1]
