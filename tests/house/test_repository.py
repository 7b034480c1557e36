"""What the repository may not hold: paths of one machine, marks of unfinished work, secrets, huge files."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.services.places import ROOT

# put together here, so that this file does not find itself
MACHINE_PATHS = re.compile(
    "|".join([r"(?<![\w.])/wor" + r"k/(?:main|shared|\.)", "/tmp/te" + "am", r"/ho" + r"me/\w+/"])
)
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
PRIVATE_KEY = re.compile("-----BEGIN [A-Z ]*PRIVATE " + "KEY-----")
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".yaml", ".yml", ".po", ".svg", ".json", ""}
LARGEST = 1 << 20


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which files belong to the repository is unknown")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def places(pattern: re.Pattern[str], *, spared: frozenset[str] = frozenset()) -> list[str]:
    found = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix not in TEXT or name in spared:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    return found


def test_no_path_of_one_machine():
    assert places(MACHINE_PATHS) == []


def test_nothing_is_marked_as_unfinished():
    # the house rules name the marks they look for
    assert places(UNFINISHED, spared=frozenset({"tests/house/test_rules.py"})) == []


def test_no_private_key():
    assert places(PRIVATE_KEY) == []


def test_no_large_file():
    assert [path.name for path in tracked() if path.stat().st_size > LARGEST] == []


def test_nothing_that_a_checkout_makes_for_itself_is_tracked():
    made = re.compile(r"^(?:\.venv|var)/|__pycache__|\.py[co]$|^consilium\.env$|\.sqlite3$")
    assert [name for name in (str(path.relative_to(ROOT)) for path in tracked()) if made.search(name)] == []
