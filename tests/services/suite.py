"""The whole test run: every phase in turn, on the embedded default and on real services, and an honest last word.

A failing phase fails the run but never hides a later one. The closing lines name each service that was had or
lacked and each phase that found nothing to run; in CI a lacking service is a failure.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.services import __main__ as services
from tests.services import debian, processes
from tests.services.distribution import say
from tests.services.places import ENV_FILE, ROOT

REPORTS = ROOT / "var" / "reports"
SERVICE_VARIABLES = {"DATABASE_URL", "ELASTICSEARCH_URL", "REDIS_URL", "CELERY_BROKER_URL"}
BROWSER = "chromium"
NOTHING_COLLECTED = 5
COUNTS = ("passed", "failed", "skipped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of the run: tests in folders, or a plain command when there are none."""

    name: str
    title: str
    command: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    real: bool = False  # with the services' variables, otherwise on the embedded default
    needs: frozenset[str] = frozenset()
    limit: int = 1800  # seconds


@dataclass(slots=True)
class Outcome:
    """What became of a phase."""

    phase: Phase
    state: str
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)


EVERYTHING = frozenset(services.NAMES)
PARALLEL = ("-n", "2", "--dist", "loadfile")
FAST = (
    Phase(
        name="fast",
        title="embedded suite without its slow tests",
        folders=("tests/unit", "tests/integration", "tests/house"),
        options=(*PARALLEL, "-m", "not slow"),
    ),
)
FULL = (
    Phase(
        name="embedded",
        title="embedded suite (SQLite)",
        folders=("tests/unit", "tests/integration", "tests/house"),
        options=PARALLEL,
    ),
    Phase(
        name="migrations-embedded",
        title="migrations there and back (SQLite)",
        command=("-m", "tests.services.migrations"),
    ),
    Phase(
        name="migrations",
        title="migrations there and back (PostgreSQL)",
        command=("-m", "tests.services.migrations"),
        real=True,
        needs=frozenset({"postgresql"}),
    ),
    Phase(
        name="services",
        title="suite on PostgreSQL, Elasticsearch and Redis",
        folders=("tests/unit", "tests/integration"),
        options=(*PARALLEL, "-m", "not embedded_only"),
        real=True,
        needs=EVERYTHING,
        limit=2400,
    ),
    Phase(
        name="browser-embedded",
        title="browser suite on the embedded default",
        folders=("tests/browser",),
        needs=frozenset({BROWSER}),
    ),
    Phase(
        name="browser",
        title="browser suite on the services",
        folders=("tests/browser",),
        options=("-m", "not embedded_only"),
        real=True,
        needs=EVERYTHING | {BROWSER},
    ),
    # last, because it kills what the other phases rely on
    Phase(
        name="faults",
        title="the processes of compose.yaml, and services killed under them",
        folders=("tests/stack", "tests/faults"),
        real=True,
        needs=EVERYTHING,
    ),
)

# only when asked for: figures of a busy machine say nothing
BENCH = Phase(
    name="bench",
    title="benchmarks",
    folders=("tests/benchmarks",),
    options=("-s", "-o", "python_files=bench_*.py"),
    real=True,
    needs=EVERYTHING,
    limit=3600,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen phases and return the exit status."""
    options = _parser().parse_args(arguments)
    known = {phase.name: phase for phase in (*FULL, BENCH)}
    phases = FAST if options.fast else tuple(known[name] for name in options.phases) or FULL
    REPORTS.mkdir(parents=True, exist_ok=True)
    # a run that is told to end still ends its phase and stops its services
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began = time.monotonic()
    wanted = frozenset[str]().union(*(phase.needs for phase in phases))
    ours = _start(wanted)
    try:
        lacking = _lacking(wanted)
        outcomes = [_run(phase, lacking) for phase in phases]
    finally:
        _stop(ours)
    return _close(outcomes, wanted=wanted, lacking=lacking, strict=options.require, seconds=time.monotonic() - began)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.services.suite", description=__doc__)
    names = [phase.name for phase in (*FULL, BENCH)]
    told = f"phases to run (default: all but {BENCH.name}): {', '.join(names)}"
    parser.add_argument("phases", nargs="*", type=_one_of(names), metavar="PHASE", help=told)
    parser.add_argument("--fast", action="store_true", help="only the embedded suite without its slow tests")
    in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    parser.add_argument("--require", action="store_true", default=in_ci, help="a lacking service fails (as in CI)")
    return parser


def _one_of(names: list[str]) -> Callable[[str], str]:
    def phase(text: str) -> str:
        if text not in names:
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(names)}")
        return text

    return phase


def _start(wanted: frozenset[str]) -> list[str]:
    """Start the wanted services that do not run yet and return their names: only those are stopped at the end."""
    if not wanted:
        return []
    say("Services")
    sleeping = [kind.name for kind in services.SERVICES if kind.name in wanted and kind().pid is None]
    # also with nothing to start: it installs what the browser and the catalogues need
    names = sleeping or [name for name in services.NAMES if name in wanted][:1]
    services.main(["start", *names])
    return sleeping


def _stop(names: list[str]) -> None:
    if names:
        say("\nServices")
        services.main(["stop", *names])


def _lacking(wanted: frozenset[str]) -> set[str]:
    missing = set(debian.missing_tools())
    missing |= {kind.name for kind in services.SERVICES if kind().pid is None}
    return missing & wanted


def _run(phase: Phase, lacking: set[str]) -> Outcome:
    say(f"\n=== {phase.title} ===")
    if absent := sorted(phase.needs & lacking):
        say(f"not run: no {', '.join(absent)}")
        return Outcome(phase, f"not run: no {', '.join(absent)}")
    folders = [name for name in phase.folders if (ROOT / name).is_dir()]
    if phase.folders and not folders:
        say(f"nothing to run: no {', '.join(phase.folders)}")
        return Outcome(phase, "nothing to run")
    report = REPORTS / f"{phase.name}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, *phase.command]
    if folders:
        command += ["-m", "pytest", *folders, *phase.options, f"--junit-xml={report}"]
    began = time.monotonic()
    status = _limited(command, _environment(real=phase.real), phase.limit)
    states = {0: "passed", NOTHING_COLLECTED: "nothing to run", None: f"stopped after {phase.limit} s"}
    state, counts = states.get(status, "failed"), _counts(report) if folders else {}
    if state == "passed" and folders and not counts.get("passed"):
        state = "nothing to run: every test was skipped"
    return Outcome(phase, state, time.monotonic() - began, counts)


def _environment(*, real: bool) -> dict[str, str]:
    base = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    if real and ENV_FILE.exists():
        lines = ENV_FILE.read_text(encoding="utf-8").splitlines()
        base |= dict(line.removeprefix("export ").split("=", 1) for line in lines)
    return base


def _limited(command: list[str], environment: dict[str, str], limit: int) -> int | None:
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    # what a test left running goes with its phase, and so does everything at Ctrl-C: also the sites and workers that
    # tests start in sessions of their own, which are still known as descendants while the phase runs
    started = processes.family(process.pid) if process.poll() is None else []
    for member in reversed(started[1:]):
        processes.end_quietly(member)
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        processes.wait_until(lambda: process.poll() is not None and not _has_members(process.pid), 10)


def _has_members(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _counts(report: os.PathLike[str]) -> dict[str, int]:
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))
    except (OSError, ET.ParseError):
        return {}
    total = {
        key: sum(int(suite.get(key, "0")) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    }
    failed = total["failures"] + total["errors"]
    return {"passed": total["tests"] - failed - total["skipped"], "failed": failed, "skipped": total["skipped"]}


def _close(outcomes: list[Outcome], *, wanted: frozenset[str], lacking: set[str], strict: bool, seconds: float) -> int:
    say(f"\n=== in all: {seconds:.0f} s ===")
    for outcome in outcomes:
        counts = ", ".join(f"{number} {key}" for key, number in outcome.counts.items())
        said = f"{outcome.phase.title}: {outcome.state}" + (f" ({counts})" if counts else "")
        say(f"  {said}, {outcome.seconds:.0f} s" if outcome.seconds else f"  {said}")
    for name in sorted(wanted):
        say(f"  {name}: {'LACKED' if name in lacking else 'had'}")
    if not wanted:
        say("  services: none asked for")
    say(", ".join(f"{sum(outcome.counts.get(key, 0) for outcome in outcomes)} {key}" for key in COUNTS))
    bad = [outcome for outcome in outcomes if outcome.state == "failed" or outcome.state.startswith("stopped")]
    if strict and lacking:
        say(f"A service is missing where every service is required: {', '.join(sorted(lacking))}")
    if not bad and not any(outcome.state == "passed" for outcome in outcomes):
        say("Nothing was tested.")
        return 1
    return 1 if bad or (strict and lacking) else 0


if __name__ == "__main__":
    sys.exit(main())
