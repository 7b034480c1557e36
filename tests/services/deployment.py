"""Run Django's deployment check as a full installation would: `consilium.env.example` filled in, nothing else set.

Every secret the example leaves empty is made up here, so that the check judges the settings and not the example.
"""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.places import ROOT

EXAMPLE = ROOT / "consilium.env.example"


def example() -> dict[str, str]:
    """Return the example's variables as they stand in the file."""
    lines = (line.strip() for line in EXAMPLE.read_text(encoding="utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled() -> dict[str, str]:
    """Return a full set of variables: the example with fresh secrets, and the addresses compose.yaml adds."""
    # a Fernet key has 32 bytes; every other secret may be longer and should be
    size = {"IDENTITY_KEYS": 32}
    made_up = {name: value or _secret(size.get(name, 48)) for name, value in example().items()}
    addresses = {
        "DATABASE_URL": f"postgresql://consilium:{secrets.token_hex(8)}@postgresql:5432/consilium",
        "ELASTICSEARCH_URL": f"https://elastic:{secrets.token_hex(8)}@elasticsearch:9200",
        "REDIS_URL": "redis://redis:6379/0",
        "CELERY_BROKER_URL": "redis://redis:6379/1",
    }
    return made_up | addresses


def _secret(size: int) -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(size)).decode()


def main() -> int:
    """Run the check; a warning fails it as an error does."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": folder} | filled()
        command = [sys.executable, str(Path("manage.py")), "check", "--deploy", "--fail-level", "WARNING"]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
