"""The style guide is only there in debug mode: a second process serves it beside the site."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.site import ROOT, Site
from tests.services import processes


@contextmanager
def served_styleguide(site: Site) -> Iterator[str]:
    """Serve the style guide for as long as the block lasts; gives its address."""
    port = processes.kept_port(Path(site.folder) / "styleguide-port")
    address = f"http://localhost:{port}/styleguide/"
    command = [sys.executable, "manage.py", "runserver", "--noreload", str(port)]
    environment = site.environment | {"PORTAL_DEBUG": "true", "BASE_URL": f"http://localhost:{port}"}
    with (Path(site.folder) / "styleguide.log").open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait(address)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if urllib.request.urlopen(address, timeout=5).status == 200:
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.3)
    raise AssertionError("the style guide did not answer")
