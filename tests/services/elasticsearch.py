"""Elasticsearch on loopback: one node, 512 MB of heap, plain HTTP, settings of the tests' own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from tests.services import distribution, processes
from tests.services.places import Unavailable, own
from tests.services.service import Service

OLDEST_JAVA = 21
HEAP = "512m"
PATIENCE = 300.0  # 10 s on an idle machine, minutes on one whose cores are busy


class Elasticsearch(Service):
    """The official server, started by its own script with a JDK that is found, never installed."""

    name = "elasticsearch"
    label = "Elasticsearch"

    @property
    def pid_file(self) -> Path:
        """Return the file the server writes."""
        return self.folder / "elasticsearch.pid"

    def find(self) -> None:
        """Find a JDK and the server, downloading and unpacking the server the first time."""
        find_java()
        distribution.obtain()

    def launch(self, port: int) -> None:
        """Write the settings and start the node; the script returns when the node answers."""
        home = distribution.obtain()
        config, temporary = self.folder / "config", self.folder / "tmp"
        own(config, self.folder / "data", self.folder / "logs", temporary)
        for path in (home / "config").iterdir():
            if path.is_file() and path.name != "elasticsearch.yml":
                shutil.copyfile(path, config / path.name)
        (config / "elasticsearch.yml").write_text(self._settings(port), encoding="utf-8")
        own(*(path for path in config.iterdir() if path.is_dir()))
        environment = {
            "ES_JAVA_HOME": str(find_java()),
            "ES_PATH_CONF": str(config),
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP} -Dconsilium.services={self.folder}",
            "ES_TMPDIR": str(temporary),
        }
        command = [home / "bin" / "elasticsearch", "-d", "-p", self.pid_file]
        self.log.write_text(
            processes.run(command, folder=self.folder, env=environment, limit=PATIENCE), encoding="utf-8"
        )

    def _settings(self, port: int) -> str:
        transport = processes.kept_port(self.folder / "transport-port")
        settings: dict[str, object] = {
            "cluster.name": "consilium-tests",
            "node.name": "one",
            "discovery.type": "single-node",
            "network.host": processes.HOST,
            "http.port": port,
            "transport.port": transport,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "path.repo": str(self.folder / "tmp"),
            "xpack.security.enabled": False,
            "action.destructive_requires_name": True,
            # disks of test machines are fuller than the watermarks allow
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        # a JSON value is a YAML value
        return "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())

    def answers(self) -> bool:
        """Ask for the cluster's health."""
        try:
            with urllib.request.urlopen(f"{self._address}/_cluster/health", timeout=5) as answer:
                return json.load(answer)["status"] in {"green", "yellow"}
        except (OSError, ValueError, KeyError):
            return False

    def version(self) -> str:
        """Return the version that is pinned."""
        return distribution.VERSION

    @property
    def _address(self) -> str:
        return f"http://{processes.HOST}:{self.port}"

    def variables(self) -> dict[str, str]:
        """Return the node's address."""
        return {"ELASTICSEARCH_URL": self._address}


def find_java() -> Path:
    """Return the home of a JDK that is new enough; raise Unavailable when there is none."""
    homes = [Path(os.environ[key]) for key in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(key)]
    homes += sorted(Path("/usr/lib/jvm").glob("*"), key=java_version, reverse=True)
    if java := shutil.which("java"):
        homes.append(Path(java).resolve().parents[1])
    for home in homes:
        if java_version(home) >= OLDEST_JAVA and _starts(home):
            return home
    newest = max((java_version(home) for home in homes), default=0)
    message = f"no JDK {OLDEST_JAVA} or newer under JAVA_HOME or /usr/lib/jvm" + (
        f" (newest: {newest})" if newest else ""
    )
    raise Unavailable(message)


def java_version(home: Path) -> int:
    """Return the major version written in the JDK's release file, or 0."""
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _starts(home: Path) -> bool:
    # as the account that will run the server: a JDK in a private home folder is of no use to it
    try:
        processes.run([home / "bin" / "java", "-version"], folder=Path("/"))
    except (OSError, Unavailable, subprocess.TimeoutExpired):
        return False
    return True
