"""PostgreSQL on loopback, with a cluster of the tests' own."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

from tests.services import processes
from tests.services.places import own
from tests.services.service import Service, program

NAME = "consilium"


class PostgreSQL(Service):
    """A cluster that trusts loopback, owned by the account of the services."""

    name = "postgresql"
    label = "PostgreSQL"
    package = "postgresql"
    polite = signal.SIGINT  # "fast" shutdown: open connections are cut, data is written

    @property
    def data(self) -> Path:
        """Return the cluster's data folder."""
        return self.folder / "data"

    @property
    def pid_file(self) -> Path:
        """Return the server's own pid file."""
        return self.data / "postmaster.pid"

    def find(self) -> None:
        """Find the server's programs, which Debian keeps off the path."""
        self._program("postgres")

    def _program(self, name: str) -> Path:
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _number(path.parent.name))
        return program(name, *reversed(folders))

    def launch(self, port: int) -> None:
        """Make the cluster once and start the server."""
        if not (self.data / "PG_VERSION").exists():
            own(self.data)
            options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
            processes.run([self._program("initdb"), "-D", self.data, "-U", NAME, *options], folder=self.folder)
        # Files are not forced to disk: a killed process loses nothing by that, only a power cut would.
        # Commits still reach the operating system before they are confirmed, so that fault tests mean something.
        speed = {"fsync": "off", "full_page_writes": "off", "max_connections": "200", "shared_buffers": "256MB"}
        where = {"listen_addresses": processes.HOST, "port": str(port), "unix_socket_directories": ""}
        settings = " ".join(f"-c {key}={value or repr(value)}" for key, value in (speed | where).items())
        command = [self._program("pg_ctl"), "-D", self.data, "-l", self.log, "-w", "-t", "60", "-o", settings, "start"]
        processes.run(command, folder=self.folder)
        self._make_database(port)

    def _make_database(self, port: int) -> None:
        where = ["-h", processes.HOST, "-p", str(port), "-U", NAME]
        query = f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'"
        psql = [self._program("psql"), *where, "-d", "postgres", "-Atc", query]
        if processes.run(psql, folder=self.folder).strip() != "1":
            processes.run([self._program("createdb"), *where, NAME], folder=self.folder)

    def answers(self) -> bool:
        """Ask the server whether it accepts connections."""
        if not self.port:
            return False
        where = ["-h", processes.HOST, "-p", str(self.port), "-U", NAME, "-d", NAME]
        command = [self._program("pg_isready"), "-q", *where]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def version(self) -> str:
        """Return the server program's version."""
        told = processes.run([self._program("postgres"), "--version"], folder=Path("/"))
        return told.partition("(PostgreSQL) ")[2].split()[0]

    def variables(self) -> dict[str, str]:
        """Return the database's address."""
        return {"DATABASE_URL": f"postgresql://{NAME}@{processes.HOST}:{self.port}/{NAME}"}


def _number(text: str) -> float:
    found = re.match(r"\d+(\.\d+)?", text)
    return float(found[0]) if found else 0.0
