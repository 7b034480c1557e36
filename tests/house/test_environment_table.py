"""README's table of variables is the one the settings use."""

from pathlib import Path

from portal.management.commands.env import table

ROOT = Path(__file__).resolve().parent.parent.parent


def test_readme_shows_the_table_of_variables():
    assert table() in (ROOT / "README.md").read_text()


def test_nothing_but_the_table_reads_the_environment():
    allowed = {
        "portal/settings/env.py",
        "portal/settings/testing.py",
        "portal/supervise.py",
        "portal/management/commands/serve.py",
        "portal/celery.py",
        "portal/wsgi.py",
        "manage.py",
    }
    readers = {
        str(path.relative_to(ROOT))
        for room in ("portal", "home", "community", "search")
        for path in (ROOT / room).rglob("*.py")
        if "os.environ" in path.read_text() or "getenv(" in path.read_text()
    }
    assert readers - allowed == set()
