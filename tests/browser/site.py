"""A running site for the browser: `manage.py serve` on the embedded default, with a Celery worker beside it on services."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.services import processes

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "consilium_browser"
PASSWORD = "paper-lamp-and-quiet"  # the demo's


@dataclass
class Site:
    """The demo, served; `full` tells whether real services stand behind it."""

    folder: Path
    port: int
    full: bool
    environment: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def manage(self, *words: str, limit: float = 900) -> str:
        """Run a management command and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Prepare the demo and serve it."""
        self.manage("serve", "--demo", "--prepare")
        self.launch("serve", [sys.executable, "manage.py", "serve", "--demo"])
        if self.full:
            celery = [sys.executable, "-m", "celery", "-A", "portal", "worker", "-Q", "default,index", "-c", "1"]
            self.launch("worker", celery)
        self.wait()

    def launch(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as output:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait(self, patience: float = 60) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                if urllib.request.urlopen(f"{self.url}/health/ready", timeout=2).status == 200:
                    return
            except (OSError, urllib.error.URLError):
                time.sleep(0.3)
        raise AssertionError("the site did not answer\n" + self.log("serve")[-4000:])

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def stop(self) -> None:
        """Stop everything as Ctrl-C does."""
        for process in self.running.values():
            members = processes.family(process.pid)
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            for member in members:
                processes.kill(member)


def make_site(folder: Path) -> Site:
    """Return a site on whatever the environment names; nothing runs yet."""
    full = bool(os.environ.get("DATABASE_URL"))
    port = processes.kept_port(folder / "port")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONUNBUFFERED": "1",
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "EMAIL_URL": f"file:{folder}/mail",
    }
    if full:
        environment |= _services()
    return Site(folder, port, full, environment)


def _services() -> dict[str, str]:
    """Return a database, a Redis database and an index prefix of the browser suite's own."""
    import psycopg

    url, redis = os.environ["DATABASE_URL"], urlsplit(os.environ["REDIS_URL"])
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {DATABASE}")
    return {
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}")),
        "ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"],
        "SEARCH_INDEX_PREFIX": "browser",
        "REDIS_URL": urlunsplit(redis._replace(path="/4")),
        "CELERY_BROKER_URL": urlunsplit(redis._replace(path="/5")),
    }
