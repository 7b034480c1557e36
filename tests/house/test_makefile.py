"""The Makefile's help is complete, and CI runs what README tells people to run."""

import re
import subprocess

from tests.services.places import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def targets() -> list[str]:
    return re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE)


def test_help_lists_every_target_in_the_makefiles_order():
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make (\S+) +\S", told, re.MULTILINE) == targets()


def test_every_target_is_phony():
    phony = " ".join(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)).split()
    assert sorted(phony) == sorted(targets())


def test_check_runs_every_single_check():
    recipe = MAKEFILE.partition("\ncheck:")[2].partition("\n\n")[0]
    assert re.findall(r"check-[a-z]+", recipe) == [name for name in targets() if name.startswith("check-")]


def test_ci_runs_the_tests_and_every_check():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"^make (\w+)", script, re.MULTILINE) == ["test", "check"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
