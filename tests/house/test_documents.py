"""What the documents tell people to type exists."""

import re

import pytest
from django.core.management import get_commands

from tests.house.test_makefile import targets
from tests.services.places import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/operations.md", "Makefile", "compose.yaml", "consilium.env.example"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_management_command_named_exists(name):
    named = set(re.findall(r"manage\.py,? ([a-z_]{3,})", (ROOT / name).read_text(encoding="utf-8")))
    assert sorted(named - set(get_commands())) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_named_exists(name):
    named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / name).read_text(encoding="utf-8")))
    assert sorted(named - set(targets())) == []


def test_every_document_linked_inside_the_repository_exists():
    dead = []
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                dead.append(f"{path.relative_to(ROOT)}: {target}")
    assert dead == []
