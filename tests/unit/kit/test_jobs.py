"""A job is a row of the transaction that asked for it, and is done once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.kit import jobs
from portal.kit.models import Job, JobState

CALLS: list[dict] = []


@jobs.job("test.note")
def note(run, **arguments):
    CALLS.append(arguments)


@jobs.job("test.fail", attempts=2)
def fail(run):
    raise ConnectionError


@jobs.job("test.walk")
def walk(run, upto):
    start = run.cursor or 0
    for step in range(start, upto):
        if run.should_stop():
            raise jobs.Stopped
        CALLS.append({"step": step})
        run.save_cursor(step + 1)
        run.progress(step + 1, upto)
        if step == 1 and start == 0:
            raise ConnectionError


@jobs.job("test.hourly", every=timedelta(hours=1))
def hourly(run):
    CALLS.append({"hourly": True})


@pytest.fixture(autouse=True)
def _no_calls():
    CALLS.clear()


@pytest.mark.django_db(transaction=True)
def test_job_runs_after_commit_and_never_after_rollback():
    with transaction.atomic():
        jobs.enqueue("test.note", number=1)
        assert CALLS == []
    assert CALLS == [{"number": 1}]

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue("test.note", number=2)
        raise ZeroDivisionError
    assert CALLS == [{"number": 1}]
    assert Job.objects.filter(name__startswith="test.").count() == 1


@pytest.mark.django_db
def test_one_waiting_job_per_key():
    jobs.enqueue("test.note", key="a", number=1)
    jobs.enqueue("test.note", key="a", number=2)
    jobs.enqueue("test.note", key="b", number=3)

    assert sorted(Job.objects.filter(name__startswith="test.").values_list("key", flat=True)) == ["a", "b"]


@pytest.mark.django_db(transaction=True)
def test_running_a_job_twice_does_its_work_once():
    jobs.enqueue("test.note", number=1)
    done = Job.objects.get(name__startswith="test.")

    assert jobs.run(str(done.pk)) is False
    assert CALLS == [{"number": 1}]
    done.refresh_from_db()
    assert done.state == JobState.DONE


@pytest.mark.django_db(transaction=True)
def test_failing_job_waits_longer_then_gives_up():
    jobs.enqueue("test.fail")
    row = Job.objects.get(name__startswith="test.")
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "ConnectionError")
    assert row.not_before > timezone.now()

    Job.objects.filter(name__startswith="test.").update(not_before=timezone.now())
    jobs.sweep()

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 2)


@pytest.mark.django_db(transaction=True)
def test_long_job_resumes_at_its_cursor():
    jobs.enqueue("test.walk", upto=4)
    assert CALLS == [{"step": 0}, {"step": 1}]

    Job.objects.filter(name__startswith="test.").update(not_before=timezone.now())
    jobs.sweep()

    assert CALLS == [{"step": 0}, {"step": 1}, {"step": 2}, {"step": 3}]
    row = Job.objects.get(name__startswith="test.")
    assert (row.state, row.done, row.total) == ("done", 4, 4)


@pytest.mark.django_db(transaction=True)
def test_job_of_a_killed_worker_is_started_again():
    lost = Job.objects.create(
        name="test.note",
        arguments={"number": 5},
        state="running",
        attempts=1,
        beat_at=timezone.now() - jobs.LOST_AFTER - timedelta(seconds=1),
    )

    jobs.sweep()
    Job.objects.filter(pk=lost.pk).update(not_before=timezone.now())
    jobs.sweep()

    assert CALLS == [{"number": 5}]


@pytest.mark.django_db
def test_waiting_job_can_be_stopped_once():
    jobs.enqueue("test.note", delay=timedelta(hours=1))
    row = Job.objects.get(name__startswith="test.")

    assert [jobs.stop(str(row.pk)), jobs.stop(str(row.pk))] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_periodic_job_is_asked_for_once_per_interval():
    assert "test.hourly" in jobs.ask_periodic()
    assert "test.hourly" not in jobs.ask_periodic()
    assert CALLS.count({"hourly": True}) == 1


def test_every_name_that_is_asked_for_exists():
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[3]
    names = {
        name
        for room in ("portal", "home", "community", "search")
        for path in (root / room).rglob("*.py")
        for name in re.findall(r'enqueue\(\s*"([a-z_.]+)"', path.read_text())
    }

    assert names - set(jobs.REGISTRY) - {"room.name"} == set()
