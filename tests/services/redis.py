"""Redis on loopback, keeping nothing on disk: whatever the portal puts there must be replaceable."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.services import processes
from tests.services.service import Service, program


class Redis(Service):
    """A cache and broker that forgets everything when it ends."""

    name = "redis"
    label = "Redis"
    package = "redis-server"

    @property
    def pid_file(self) -> Path:
        """Return the file the launch writes."""
        return self.folder / "redis.pid"

    def find(self) -> None:
        """Find the server program."""
        program("redis-server")

    def launch(self, port: int) -> None:
        """Start the server."""
        # Redis rewrites its title: the template keeps the folder in it, by which the process is known as ours
        options = {
            "bind": processes.HOST,
            "port": str(port),
            "dir": str(self.folder),
            "save": "",
            "appendonly": "no",
            "proc-title-template": f"{{title}} {{listen-addr}} {self.folder}",
        }
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        pid = processes.spawn([program("redis-server"), *arguments], folder=self.folder, log=self.log)
        self.pid_file.write_text(f"{pid}\n", encoding="utf-8")

    def answers(self) -> bool:
        """Send PING and look for PONG."""
        try:
            with socket.create_connection((processes.HOST, self.port), timeout=2) as link:
                link.sendall(b"PING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def version(self) -> str:
        """Return the server program's version."""
        told = processes.run([program("redis-server"), "--version"], folder=Path("/"))
        return next(part.removeprefix("v=") for part in told.split() if part.startswith("v="))

    def variables(self) -> dict[str, str]:
        """Return the addresses of the cache and of the broker, in databases of their own."""
        address = f"redis://{processes.HOST}:{self.port}"
        return {"REDIS_URL": f"{address}/0", "CELERY_BROKER_URL": f"{address}/1"}
