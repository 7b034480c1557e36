"""A small supervisor for one machine: the web server and the clock side by side, restarted when they die.

Only the standard library, so that the process that waits costs a few megabytes.
"""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

STOP_WITHIN = 15.0


class Supervisor:
    """Keeps two child processes alive until it is told to stop."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.started: dict[str, float] = {}
        self.stopping = False

    def run(self) -> int:
        """Start the children, restart those that die, return when all have stopped."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for name in self.commands:
            self._start(name)
        while not self.stopping:
            time.sleep(0.5)
            for name, child in list(self.children.items()):
                if child.poll() is not None and not self.stopping:
                    self._restart(name)
        return self._wait()

    def _start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops its children in order.
        self.children[name] = subprocess.Popen(self.commands[name], start_new_session=True)
        self.started[name] = time.monotonic()

    def _restart(self, name: str) -> None:
        lived = time.monotonic() - self.started[name]
        print(f"{name} ended with status {self.children[name].returncode}; starting it again.", flush=True)
        if lived < 5:
            time.sleep(2)
        self._start(name)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _wait(self) -> int:
        for child in self.children.values():
            child.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        print("Stopped.", flush=True)
        return 0


def commands() -> dict[str, list[str]]:
    """Return the server's and the clock's command lines."""
    web = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        os.environ.get("HOST", "127.0.0.1"),
        "--port",
        os.environ["PORT"],
        "--workers",
        os.environ["WEB_WORKERS"],
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "portal.wsgi:application",
    ]
    return {"web": web, "clock": [sys.executable, "manage.py", "clock"]}


if __name__ == "__main__":
    sys.exit(Supervisor(commands()).run())
