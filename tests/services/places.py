"""Where services keep their files and under which account they run.

Promises a state folder that the account can reach whatever the machine: a checkout below a private home folder
gets its state elsewhere, because PostgreSQL and Elasticsearch refuse to run as root.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENV_FILE = ROOT / "var" / "services.env"
ACCOUNT_NAME = "consilium-services"
TRAVERSABLE = 0o001


class Unavailable(Exception):
    """Say why a service cannot be had here, in words a person can act on."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that owns a service's process and files."""

    name: str
    uid: int
    gid: int


def is_root() -> bool:
    """Tell whether this process may install packages and change owners."""
    return os.geteuid() == 0


def account() -> Account:
    """Return who runs the services: this user, or an unprivileged account when this user is root."""
    if not is_root():
        return _account_of(pwd.getpwuid(os.geteuid()))
    for name in (ACCOUNT_NAME, "nobody"):
        if name == ACCOUNT_NAME and not _exists(name):
            _create(name)
        if _exists(name):
            return _account_of(pwd.getpwnam(name))
    message = f"root may not run it and neither the account {ACCOUNT_NAME} nor nobody exists"
    raise Unavailable(message)


def _account_of(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _create(name: str) -> None:
    useradd = shutil.which("useradd")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", name], check=False, capture_output=True)


def state_folder() -> Path:
    """Return the folder below which each service keeps its data, configuration and log."""
    inside = ROOT / "var" / "services"
    if not is_root() or all(parent.stat().st_mode & TRAVERSABLE for parent in (ROOT, *ROOT.parents)):
        return inside
    return Path("/var/lib/consilium-services") / hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]


def cache_folder() -> Path:
    """Return the folder, outside the repository, that keeps what was downloaded and unpacked."""
    if chosen := os.environ.get("CONSILIUM_CACHE"):
        return Path(chosen).resolve()
    # root's home is private as a rule, and the unprivileged account must read what is unpacked here
    return Path("/var/cache/consilium") if is_root() else Path.home() / ".cache" / "consilium"


def own(*folders: Path) -> None:
    """Make the folders if need be and give them to the account that runs the services."""
    owner = account()
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        if is_root():
            os.chown(folder, owner.uid, owner.gid)
