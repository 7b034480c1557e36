"""The import command: what it stores, what it refuses, and what a second run does."""

import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from community.cases.access import visible_to
from community.cases.enums import CaseState, Origin
from community.cases.importing import storing
from community.cases.models import Case
from community.discussion.models import Thread
from community.notices.models import Notice
from portal.kit.viewers import ANONYMOUS
from search.models import Entry
from tests.factories.doctors import make_doctor, viewer_of

pytestmark = pytest.mark.django_db


def _row(number: int, **change) -> dict:
    row = {
        "id": f"A{number}",
        "source": "A Journal",
        "licence": "CC BY 4.0",
        "authors": ["Ada One", "Ben Two"],
        "date": "2014-07-25",
        "doi": f"10.1234/abc.{number}",
        "url": f"https://journal.example/{number}",
        "text": f"We report the case of a 64-year-old man who presented with chest pain number {number}. He recovered.",
    }
    return row | change


def _write(path, rows) -> str:
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return str(path)


def _run(file, *, country="gb", language="en", **options) -> tuple[str, str, str]:
    """Return what was said on stdout and stderr, and the closing error ("" for exit status 0)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_cases", file, country=country, language=language, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue().strip(), err.getvalue(), str(error)
    return out.getvalue().strip(), err.getvalue(), ""


def test_a_report_becomes_a_published_case_with_its_source(tmp_path):
    assert _run(_write(tmp_path / "a.jsonl", [_row(1)])) == ("1 added, 0 updated, 0 unchanged, 0 refused", "", "")

    case = Case.objects.get()
    assert (case.origin, case.state, case.author, case.thread) == (Origin.PUBLISHED, CaseState.POSTED, None, None)
    assert case.title == "Chest pain number 1 in a man aged 60–69"
    assert (case.source, case.authors, case.licence) == ("A Journal", "Ada One; Ben Two", "CC BY 4.0")
    assert (case.doi, case.url, case.external_id) == ("10.1234/abc.1", "https://journal.example/1", "A1")
    assert (case.age_band, case.sex, case.specialty) == ("60-69", "male", "")
    assert (case.country, case.language) == ("gb", "en")
    assert case.posted_at.date() == case.published_on


def test_it_is_never_open_or_unanswered_and_tells_nobody(tmp_path, django_capture_on_commit_callbacks):
    make_doctor()
    with django_capture_on_commit_callbacks(execute=True):
        _run(_write(tmp_path / "a.jsonl", [_row(1)]))

    assert list(Case.objects.open()) == []
    assert list(Case.objects.unanswered()) == []
    assert (Thread.objects.count(), Notice.objects.count()) == (0, 0)


def test_doctors_alone_see_it_and_it_is_found(tmp_path):
    _run(_write(tmp_path / "a.jsonl", [_row(1)]))
    case = Case.objects.get()

    assert list(visible_to(viewer_of(make_doctor(country="za")))) == [case]
    assert list(visible_to(ANONYMOUS)) == []
    entry = Entry.objects.get(key=case.key)
    assert (entry.title, entry.language, entry.removed) == (case.title, "en", False)
    assert entry.facts["authors"] == "Ada One; Ben Two"


def test_a_second_run_adds_nothing_and_says_so(tmp_path):
    file = _write(tmp_path / "a.jsonl", [_row(n) for n in range(3)])
    _run(file)
    versions = dict(Entry.objects.values_list("key", "version"))

    assert _run(file) == ("0 added, 0 updated, 3 unchanged, 0 refused", "", "")
    assert Case.objects.count() == 3
    assert dict(Entry.objects.values_list("key", "version")) == versions


def test_a_changed_line_updates_its_case_and_its_entry(tmp_path):
    _run(_write(tmp_path / "a.jsonl", [_row(1), _row(2)]))

    said, _, _ = _run(_write(tmp_path / "a.jsonl", [_row(1, title="A better title"), _row(2)]))

    assert said == "0 added, 1 updated, 1 unchanged, 0 refused"
    case = Case.objects.get(external_id="A1")
    assert (case.title, Entry.objects.get(key=case.key).title) == ("A better title", "A better title")


def test_bad_lines_are_named_and_the_good_ones_kept(tmp_path):
    rows = [_row(1), '{"id": \n', _row(2, text=""), "\n", _row(1), _row(3)]

    said, told, problem = _run(_write(tmp_path / "a.jsonl", rows))

    assert said == "2 added, 0 updated, 0 unchanged, 3 refused"
    assert [line for line in told.splitlines() if line.startswith("line ")] == [
        "line 2: the line is not JSON at character 9",
        "line 3: text is missing",
        "line 5: id 'A1' was already in line 1",
    ]
    assert problem == "3 of the lines were refused; see above"
    assert set(Case.objects.values_list("external_id", flat=True)) == {"A1", "A3"}


def test_a_dry_run_says_the_same_and_stores_nothing(tmp_path):
    file = _write(tmp_path / "a.jsonl", [_row(1), "oops\n"])

    said, told, problem = _run(file, dry_run=True)

    assert said == "1 would be added, 0 would be updated, 0 unchanged, 1 refused"
    assert "line 2: the line is not JSON" in told
    assert problem
    assert (Case.objects.count(), Entry.objects.count()) == (0, 0)


def test_an_interrupted_run_is_resumed(tmp_path, monkeypatch):
    file = _write(tmp_path / "a.jsonl", [_row(n) for n in range(5)])
    monkeypatch.setattr("community.cases.management.commands.import_cases.BATCH", 2)
    schedule, calls = storing.index.schedule, []

    def stops_in_the_second_batch(*keys):
        calls.append(keys)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return schedule(*keys)

    monkeypatch.setattr(storing.index, "schedule", stops_in_the_second_batch)
    said, _, problem = _run(file)
    assert (said, problem) == ("2 added, 0 updated, 0 unchanged, 0 refused", "stopped; run it again to go on")
    assert (Case.objects.count(), Entry.objects.count()) == (2, 2)

    assert _run(file) == ("3 added, 0 updated, 2 unchanged, 0 refused", "", "")
    assert (Case.objects.count(), Entry.objects.count()) == (5, 5)


def test_a_torn_archive_keeps_what_was_read(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("".join(json.dumps(_row(n)) + "\n" for n in range(900)).encode())
    path.write_bytes(whole[: len(whole) // 2])

    said, _, problem = _run(path)

    assert problem.startswith("the file breaks off after line")
    assert said == f"{Case.objects.count()} added, 0 updated, 0 unchanged, 0 refused"
    assert Case.objects.count() > 0


def test_a_withdrawn_case_stays_withdrawn(tmp_path):
    file = _write(tmp_path / "a.jsonl", [_row(1)])
    _run(file)
    case = Case.objects.get()
    Case.objects.update(state=CaseState.WITHDRAWN, withdrawn_at=case.posted_at)

    assert _run(file)[0] == "0 added, 0 updated, 0 unchanged, 0 refused, 1 left withdrawn"
    assert Case.objects.get().state == CaseState.WITHDRAWN


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"country": "xx"}, "country 'xx' is unknown"),
        ({"language": "tlh"}, "language 'tlh' is unknown"),
    ],
)
def test_an_unknown_country_or_language_stops_before_the_first_line(tmp_path, options, problem):
    assert _run(_write(tmp_path / "a.jsonl", [_row(1)]), **options)[2].startswith(problem)
    assert Case.objects.count() == 0


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    assert _run(tmp_path / "none.jsonl")[2].startswith("there is no file")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "number"), [("en", 716), ("fr", 201)])
def test_the_real_reports_all_come_in(shared, language, number):
    file = shared / "data" / "cases" / f"journal-cases-{language}.jsonl.gz"

    assert _run(file, language=language) == (f"{number} added, 0 updated, 0 unchanged, 0 refused", "", "")

    cases = Case.objects.filter(language=language)
    assert Entry.objects.filter(language=language, removed=False).count() == number
    assert not cases.filter(title__iregex=r"^(we report|nous rapportons|il s.agit)").exists()
    assert not cases.filter(title__iregex=r"\d+.?years?.?old").exists()
    # Most openings say age and sex plainly; several patients in one report do not count.
    assert cases.exclude(age_band="").count() > number * 0.85
    assert cases.exclude(sex="").count() > number * 0.8
