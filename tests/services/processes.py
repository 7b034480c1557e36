"""Start, find and end the programs behind the services.

A process is only ever touched when its command line names the service's own folder, so that a recycled process
number never costs an innocent program its life.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.services.places import Unavailable, account, is_root

HOST = "127.0.0.1"
PATIENCE = 30.0


def run(
    command: Sequence[str | Path], *, folder: Path, env: Mapping[str, str] | None = None, limit: float = 120
) -> str:
    """Run a command to its end as the services' account and return what it printed; raise when it failed."""
    outcome = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=_environment(folder, env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=limit,
        check=False,
        **_as_account(),
    )
    if outcome.returncode != 0:
        message = f"{Path(command[0]).name} ended with status {outcome.returncode}: {_last_lines(outcome.stdout)}"
        raise Unavailable(message)
    return outcome.stdout


def spawn(command: Sequence[str | Path], *, folder: Path, log: Path, env: Mapping[str, str] | None = None) -> int:
    """Start a command in a session of its own as the services' account and return its process number."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=_environment(folder, env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **_as_account(),
        )
    return process.pid


def _environment(folder: Path, env: Mapping[str, str] | None) -> dict[str, str]:
    # a short, known environment: PGHOST, JAVA_TOOL_OPTIONS and the like must not leak in from a developer's shell
    base = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return base | dict(env or {})


def _as_account() -> dict[str, object]:
    if not is_root():
        return {}
    owner = account()
    return {"user": owner.uid, "group": owner.gid, "extra_groups": []}


def _last_lines(text: str, count: int = 4) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()[-count:])


def runs(pid: int) -> bool:
    """Tell whether the process exists and has not ended; a dead one waiting for its parent does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def alive(pid: int | None, *, marker: Path) -> bool:
    """Tell whether the process runs and its command line names the marker."""
    try:
        return pid is not None and runs(pid) and str(marker).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """Return the process and all its descendants, parents first."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for member in found:
        found.extend(children.get(member, []))
    return found


def kill(pid: int) -> None:
    """End the process at once, with no chance to tidy up."""
    _send(pid, signal.SIGKILL)


def end_quietly(pid: int) -> None:
    """Ask the process to end, without waiting for it."""
    _send(pid, signal.SIGTERM)


def end(pid: int, *, marker: Path, polite: signal.Signals = signal.SIGTERM, patience: float = PATIENCE) -> None:
    """Ask the process to end, wait, and kill it with its descendants when it does not."""
    members = family(pid)
    _send(pid, polite)
    if not wait_until(lambda: not alive(pid, marker=marker), patience):
        for member in members:
            kill(member)
        wait_until(lambda: not alive(pid, marker=marker), patience)


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait_until(condition: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Ask again and again until the condition holds or patience (seconds) runs out; tell which."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def read_pid(path: Path) -> int | None:
    """Return the process number on the file's first line, or None."""
    try:
        return int(path.read_text(encoding="utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        return None


def listens(port: int) -> bool:
    """Tell whether anything answers on the loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def kept_port(path: Path) -> int:
    """Return the port remembered in the file while it is free, else a new one, remembered.

    The number survives restarts, so that a service killed and started again is found at the same address.
    """
    remembered = read_pid(path)
    if remembered is None or not _is_free(remembered):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind((HOST, 0))
            remembered = probe.getsockname()[1]
        path.write_text(f"{remembered}\n", encoding="utf-8")
    return remembered


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
