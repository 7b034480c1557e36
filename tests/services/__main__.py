"""Command line of the services: start, stop, status, kill.

`start` is safe to repeat, prints what it has and what it could not have and why, and writes `var/services.env`.
"""

from __future__ import annotations

import argparse
import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if __package__ in {None, ""}:  # started as `python3 tests/services`
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.services import debian
from tests.services.distribution import say
from tests.services.elasticsearch import Elasticsearch
from tests.services.places import ENV_FILE, Unavailable
from tests.services.postgresql import PostgreSQL
from tests.services.redis import Redis
from tests.services.service import Service

SERVICES = (PostgreSQL, Redis, Elasticsearch)
NAMES = [service.name for service in SERVICES]


def main(arguments: list[str] | None = None) -> int:
    """Carry out one verb and return the exit status."""
    options = _parser().parse_args(arguments)
    chosen = [service() for service in SERVICES if not options.names or service.name in options.names]
    with _alone():
        match options.verb:
            case "start":
                return start(chosen, install=options.install, require=options.require)
            case "stop":
                return stop(chosen)
            case "kill":
                return kill(chosen)
            case _:
                return status(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m tests.services", description="Real services on loopback.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    texts = {
        "start": "start what is not running",
        "stop": "stop what is running",
        "status": "say what is running",
        "kill": "end a service as a crash would",
    }
    for verb, text in texts.items():
        one = verbs.add_parser(verb, help=text)
        count = "+" if verb == "kill" else "*"
        one.add_argument("names", nargs=count, type=_name, metavar="NAME", help=", ".join(NAMES))
        if verb == "start":
            one.add_argument("--require", action="store_true", help="exit with 1 when a service cannot be had")
            one.add_argument("--no-install", dest="install", action="store_false", help="never run apt-get")
    return parser


def _name(text: str) -> str:
    if text not in NAMES:
        message = f"{text!r} is not one of {', '.join(NAMES)}"
        raise argparse.ArgumentTypeError(message)
    return text


@contextmanager
def _alone() -> Iterator[None]:
    # two terminals starting at once would race for ports and data folders
    ENV_FILE.parent.mkdir(exist_ok=True)
    with ENV_FILE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(services: list[Service], *, install: bool, require: bool) -> int:
    """Start the services and the tools' packages; report each; write the variables of all that run."""
    lacking: dict[str, str] = {}
    if install and (reason := _install_missing(services)):
        say(f"  Debian packages: {reason}")
    for service in services:
        began = time.monotonic()
        try:
            started = service.start()
        except (Unavailable, OSError, subprocess.SubprocessError) as error:
            lacking[service.label] = str(error)
            say(f"  {service.label}: not available: {error}")
        else:
            how = f"started in {time.monotonic() - began:.1f} s" if started else "already running"
            say(f"  {service.label} {service.version()}: 127.0.0.1:{service.port}, {how}")
    for tool, package in debian.missing_tools().items():
        lacking[tool] = f"Debian package {package} is not installed"
        say(f"  {tool}: not available: {lacking[tool]}")
    _write_variables()
    return 1 if require and lacking else 0


def _install_missing(services: list[Service]) -> str:
    wanted = [service.package for service in services if service.package and service.is_missing_program()]
    try:
        debian.install([*wanted, *debian.missing_tools().values()])
    except Unavailable as error:
        return str(error)
    return ""


def _write_variables() -> None:
    variables: dict[str, str] = {}
    for service in (kind() for kind in SERVICES):
        if service.pid is not None:
            variables |= service.variables()
    if not variables:
        ENV_FILE.unlink(missing_ok=True)
        return
    ENV_FILE.write_text("".join(f"export {key}={value}\n" for key, value in variables.items()), encoding="utf-8")
    say(f"  variables: {ENV_FILE.relative_to(Path.cwd()) if ENV_FILE.is_relative_to(Path.cwd()) else ENV_FILE}")


def stop(services: list[Service]) -> int:
    """Stop the services and rewrite the variables of what still runs."""
    for service in services:
        say(f"  {service.label}: {'stopped' if service.stop() else 'was not running'}")
    _write_variables()
    return 0


def kill(services: list[Service]) -> int:
    """Kill the services; their variables stay, since a client is meant to find nobody at that address."""
    killed = [_kill(service) for service in services]
    return 0 if all(killed) else 1


def _kill(service: Service) -> bool:
    killed = service.kill()
    say(f"  {service.label}: {'killed' if killed else 'was not running'}")
    return killed


def status(services: list[Service]) -> int:
    """Say for each service whether it answers; exit with 1 unless all do."""
    answering = [service.pid is not None and service.answers() for service in services]
    for service, well in zip(services, answering, strict=True):
        state = "answers" if well else "runs but does not answer" if service.pid else "is not running"
        say(f"  {service.label}: {state}" + (f", 127.0.0.1:{service.port}, process {service.pid}" if well else ""))
    return 0 if all(answering) else 1


if __name__ == "__main__":
    sys.exit(main())
