"""Debian packages that the tests need and root may install."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

from tests.services.distribution import say
from tests.services.places import Unavailable, is_root

# beside the services: what the browser suite drives and what compiles the catalogues
TOOLS = {"chromium": "chromium", "msgfmt": "gettext"}
PATIENCE = 900


def install(packages: Iterable[str]) -> None:
    """Install the packages with apt-get; raise Unavailable with the reason when that is not possible."""
    wanted = sorted(set(packages))
    if not wanted:
        return
    apt = shutil.which("apt-get")
    if apt is None or not is_root():
        message = f"installing {', '.join(wanted)} takes root on Debian: apt-get install {' '.join(wanted)}"
        raise Unavailable(message)
    say(f"  Debian packages: installing {', '.join(wanted)}")
    # RUNLEVEL keeps Debian's own server from starting beside ours where no init system runs
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
        command = [apt, "-q", "-o", "DPkg::Lock::Timeout=120", *step]
        outcome = subprocess.run(
            command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        if outcome.returncode != 0:
            lines = (outcome.stderr or outcome.stdout).strip().splitlines()
            message = f"apt-get {step[0]} failed: {lines[-1] if lines else outcome.returncode}"
            raise Unavailable(message)


def missing_tools() -> dict[str, str]:
    """Return program and package of each tool that is not installed."""
    return {name: package for name, package in TOOLS.items() if shutil.which(name) is None}
