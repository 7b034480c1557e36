"""Each command of compose.yaml does its work on real services, and stops when it is asked to."""

import pytest

from tests.stack.processes import COMPOSE, command

LASTING = ("web", "worker", "index-worker", "beat")
TICK = "kit.tick"


def test_the_started_commands_are_composes_own(stack):
    for name in ("setup", *LASTING):
        ours, theirs = command(name, port=8000, folder=stack.folder), COMPOSE[name]["command"]
        differing = {theirs[at] for at in range(len(theirs)) if ours[at] != theirs[at]}
        assert differing <= {"0.0.0.0", "/tmp/beat-schedule"}


def test_setup_is_safe_to_run_twice(stack):
    stack.setup()


def test_web_is_ready_and_shows_its_first_page(stack):
    stack.start("web")
    assert stack.wait_ready(), stack.log("web")
    assert stack.ready() == {"database": True, "cache": True}
    assert stack.get("/health/live") == (200, "ok")
    assert stack.get("/")[0] == 200
    assert stack.get("/no-such-page")[0] == 404


@pytest.mark.parametrize(("name", "queue"), [("worker", "default"), ("index-worker", "index")])
def test_a_worker_does_the_work_of_its_queue_also_after_a_crash(stack, name, queue):
    stack.start(name)
    assert stack.says(name, " ready."), stack.log(name)
    stack.run("celery", "-A", "portal", "call", TICK, "--queue", queue)
    assert stack.says(name, "succeeded"), stack.log(name)
    stack.kill(name)
    stack.run("celery", "-A", "portal", "call", TICK, "--queue", queue)
    stack.start(name)
    assert stack.says(name, "succeeded", times=2), stack.log(name)


def test_beat_starts(stack):
    stack.start("beat")
    assert stack.says("beat", "beat: Starting"), stack.log("beat")


def test_readiness_needs_the_database_and_only_reports_the_cache(stack):
    from tests.services import __main__ as services

    services.main(["kill", "redis"])
    try:
        assert stack.ready() == {"database": True, "cache": False}
        assert stack.get("/")[0] == 200
    finally:
        services.main(["start", "redis"])
    assert stack.ready() == {"database": True, "cache": True}
    services.main(["kill", "postgresql"])
    try:
        assert stack.get("/health/ready")[0] == 503
        assert stack.get("/health/live") == (200, "ok")
    finally:
        services.main(["start", "postgresql"])
    assert stack.wait_ready(30), stack.log("web")


@pytest.mark.parametrize("name", ["beat", "index-worker", "worker", "web"])
def test_each_stops_when_asked(stack, name):
    assert stack.stop(name) == 0, stack.log(name)
