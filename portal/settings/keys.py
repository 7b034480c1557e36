"""Keys that the embedded default makes once and keeps, owner-only, in the data folder."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def kept_key(path: Path) -> str:
    """Return the key kept in `path`, making it on the first call."""
    return _kept(path, secrets.token_urlsafe(48))


def kept_fernet_key(path: Path) -> str:
    """Return the Fernet key kept in `path`, making it on the first call."""
    return _kept(path, Fernet.generate_key().decode())


def _kept(path: Path, fresh: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes starting together, one writes and the other reads.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(fresh)
    return fresh
