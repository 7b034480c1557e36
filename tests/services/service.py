"""What every service of the tests can do: be found, started, asked, stopped and killed.

A start is safe to repeat: a running service is left alone, a dead one comes back at its old port with its old data.
"""

from __future__ import annotations

import abc
import shutil
import signal
from pathlib import Path

from tests.services import processes
from tests.services.places import Unavailable, own, state_folder


class Service(abc.ABC):
    """One real service on loopback, with its folder, port and process."""

    name: str
    label: str
    package: str | None = None
    polite = signal.SIGTERM

    def __init__(self) -> None:
        """Place the service below the state folder."""
        self.folder = state_folder() / self.name
        self.log = self.folder / f"{self.name}.log"

    @abc.abstractmethod
    def find(self) -> None:
        """Find the program; raise Unavailable with the reason when it cannot be had."""

    @abc.abstractmethod
    def launch(self, port: int) -> None:
        """Prepare the folder and start the program on the loopback port."""

    @abc.abstractmethod
    def answers(self) -> bool:
        """Tell whether the service answers a real request."""

    @abc.abstractmethod
    def version(self) -> str:
        """Return the program's version."""

    @abc.abstractmethod
    def variables(self) -> dict[str, str]:
        """Return the environment variables that lead the portal to this service."""

    @property
    @abc.abstractmethod
    def pid_file(self) -> Path:
        """Return the file in which the program leaves its process number."""

    @property
    def port(self) -> int:
        """Return the port the service was last started on, or 0."""
        return processes.read_pid(self.folder / "port") or 0

    @property
    def pid(self) -> int | None:
        """Return the process number while the service runs."""
        pid = processes.read_pid(self.pid_file)
        return pid if processes.alive(pid, marker=self.folder) else None

    def is_missing_program(self) -> bool:
        """Tell whether installing the Debian package could help."""
        try:
            self.find()
        except Unavailable:
            return self.package is not None
        return False

    def start(self) -> bool:
        """Start the service unless it runs; return whether it had to be started; raise Unavailable if it cannot be."""
        if self.pid is not None and self.answers():
            return False
        self.find()
        own(self.folder)
        if self.pid is None:
            # a crash leaves it behind; PostgreSQL would take the dead process for a running server
            self.pid_file.unlink(missing_ok=True)
        self.launch(processes.kept_port(self.folder / "port"))
        if not processes.wait_until(self.answers):
            message = f"it was started but does not answer; its log is {self.log}"
            raise Unavailable(message)
        return True

    def stop(self) -> bool:
        """Stop the service and wait for its end; return whether it ran."""
        if (pid := self.pid) is None:
            return False
        processes.end(pid, marker=self.folder, polite=self.polite)
        return True

    def kill(self) -> bool:
        """End the service as a crash would; return whether it ran."""
        if (pid := self.pid) is None:
            return False
        members = processes.family(pid)
        for member in members:
            processes.kill(member)
        return processes.wait_until(lambda: not any(processes.runs(member) for member in members))


def program(name: str, *folders: Path) -> Path:
    """Return the program's path, looking in the folders first; raise Unavailable when it is nowhere."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    if found := shutil.which(name):
        return Path(found)
    message = f"the program {name} is not installed"
    raise Unavailable(message)
