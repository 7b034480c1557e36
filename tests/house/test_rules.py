"""House rules as checks instead of review comments."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "home", "community", "search")
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts and "__pycache__" not in path.parts
]
TEMPLATES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.html"))]
name_of = lambda path: str(path.relative_to(ROOT))


def test_there_is_something_to_check():
    assert len(MODULES) > 100
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", [p for p in MODULES if p.stat().st_size], ids=name_of)
def test_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text())), f"{name_of(path)} has no docstring"


def test_no_module_is_a_junk_drawer():
    assert [name_of(p) for p in MODULES if p.stem in {"utils", "helpers", "misc", "common", "util"}] == []


def test_views_never_look_objects_up_themselves():
    views = [p for p in MODULES if p.stem == "views" or "views" in p.parts]
    forbidden = re.compile(r"\.objects\.|get_object_or_404|get_list_or_404")
    assert [name_of(p) for p in views if forbidden.search(p.read_text())] == []


def test_only_the_kit_talks_to_the_broker():
    sends = re.compile(r"\.delay\(|\.apply_async\(|delay_on_commit")
    assert [name_of(p) for p in MODULES if sends.search(p.read_text())] == ["portal/kit/jobs.py"]


def test_nothing_publishes_behind_the_gate():
    writes = re.compile(r"(?<!QuerySet)\.update\([^)]*\blive\s*=")
    assert [name_of(p) for p in MODULES if writes.search(p.read_text())] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_nothing_inline_and_nothing_from_elsewhere(path):
    text = path.read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"(?:\bsrc=|<link[^>]*\bhref=)\"(?:https?:)?//", text) == []


def test_no_unfinished_marks():
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [name_of(p) for p in [*MODULES, *TEMPLATES] if marks.search(p.read_text())]
    assert found == []
