"""Start the portal's processes with the very commands of compose.yaml.

Three things differ from a container: the address listened on (loopback, a free port), the folder of beat's schedule,
and that the checkout is bound read-only when this user may do so, which is what `read_only` means there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.services import processes
from tests.services.places import ROOT, is_root

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && cd "$0" && exec "$@"'


def command(name: str, *, port: int, folder: Path) -> list[str]:
    """Return the service's command with this machine's port and folder in it."""
    places = {"0.0.0.0": processes.HOST, "8000": str(port), "/tmp/beat-schedule": str(folder / "beat-schedule")}
    return [places.get(word, word) for word in COMPOSE[name]["command"]]


def can_bind_read_only() -> bool:
    """Tell whether this user may make the checkout read-only for one process."""
    if not is_root():
        return False
    trial = ["unshare", "--mount", "sh", "-c", READ_ONLY, str(ROOT), "sh", "-c", "! touch manage.py 2>/dev/null"]
    try:
        return subprocess.run(trial, check=False, capture_output=True, cwd=ROOT).returncode == 0
    except OSError:
        return False


class Stack:
    """The portal's processes, each with a log of its own."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        """Take the folder for data and logs and the variables that lead to the services."""
        self.folder = folder
        self.port = processes.kept_port(folder / "port")
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.wrapper = ["unshare", "--mount", "sh", "-c", READ_ONLY, str(ROOT)] if can_bind_read_only() else []
        self.environment = {
            "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": "/nonexistent",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            "LOG_FORMAT": "json",
        } | dict(variables)

    def run(self, *words: str, limit: float = 300) -> str:
        """Run a command of the image to its end and return what it printed."""
        done = subprocess.run(
            [*self.wrapper, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def setup(self) -> str:
        """Run compose's one-shot service."""
        return self.run(*command("setup", port=self.port, folder=self.folder))

    def start(self, name: str) -> None:
        """Start one of compose's lasting services."""
        with self._log(name).open("ab") as output:
            self.running[name] = subprocess.Popen(
                [*self.wrapper, *command(name, port=self.port, folder=self.folder)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """End a service as a crash would, with all its children."""
        process = self.running.pop(name)
        for member in processes.family(process.pid):
            processes.kill(member)
        process.wait(10)

    def stop(self, name: str, *, patience: float = 30) -> int:
        """Ask a service to stop as a container engine does and return its exit status."""
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(patience)
        finally:
            for member in processes.family(process.pid):
                processes.kill(member)

    def close(self) -> None:
        """Stop whatever still runs."""
        for name in list(self.running):
            self.kill(name)

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def log(self, name: str) -> str:
        """Return what the service said so far."""
        return self._log(name).read_text(encoding="utf-8")

    def says(self, name: str, text: str, *, times: int = 1, patience: float = 60) -> bool:
        """Wait until the service has said the text so many times."""
        return processes.wait_until(lambda: self.log(name).count(text) >= times, patience)

    def get(self, path: str, *, limit: float = 10) -> tuple[int, str]:
        """Ask the web service for a page; return status and body, or 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://{processes.HOST}:{self.port}{path}", timeout=limit) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError as error:
            return 0, str(error)

    def ready(self) -> dict[str, Any] | None:
        """Return what the readiness address says while it says 200, else None."""
        status, body = self.get("/health/ready")
        return json.loads(body) if status == 200 else None

    def wait_ready(self, patience: float = 60) -> bool:
        """Wait until the web service is ready."""
        return processes.wait_until(lambda: self.ready() is not None, patience)
