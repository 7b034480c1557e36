"""The Celery side of `jobs`: one task that runs a row, one that sweeps; imported by `portal.celery`."""

from celery import shared_task

from portal.kit import jobs


@shared_task(name="kit.run_job", ignore_result=True)
def run_job(job_id: str) -> None:
    """Run one job row; a second delivery finds it claimed and does nothing."""
    jobs.run(job_id)


@shared_task(name="kit.tick", ignore_result=True, expires=55)
def tick() -> None:
    """Ask for periodic work and send what was dropped."""
    jobs.ask_periodic()
    jobs.sweep()
