"""Each line of a file becomes a report or a reason, and none is lost."""

import gzip
import json
from datetime import date

import pytest

from community.cases.content import TEXT_LIMIT
from community.cases.importing.lines import LINE_LIMIT, Reader, Unreadable

GOOD = {
    "id": "A1",
    "source": "A Journal",
    "licence": "CC BY 4.0",
    "authors": ["Ada One", "Ben Two"],
    "date": "2014-07-25",
    "doi": "10.1234/abc.1",
    "url": "https://journal.example/a1",
    "text": "A 40-year-old man presented with fever.",
}


def _read(path, lines):
    content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n"
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return list(Reader(country="gb", language="en", today=date(2026, 1, 1)).lines(path))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_good_line_becomes_a_report(tmp_path, name):
    (line,) = _read(tmp_path / name, [GOOD])

    assert (line.number, line.reason) == (1, "")
    assert line.report.key == ("A Journal", "A1")
    assert line.report.authors == "Ada One; Ben Two"
    assert line.report.published_on == date(2014, 7, 25)
    assert (line.report.country, line.report.language) == ("gb", "en")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": None}, "text is missing"),
        ({"text": " \n "}, "text is missing"),
        ({"text": 7}, "text is not a text"),
        ({"text": "x" * (TEXT_LIMIT + 1)}, "text has 20,001 characters; at most 20,000 fit"),
        ({"text": "a\u0000b"}, "text contains a null character"),
        ({"title": "t" * 201}, "title has 201 characters; at most 200 fit"),
        ({"id": ""}, "id is missing"),
        ({"source": None}, "source is missing"),
        ({"licence": None}, "licence is missing"),
        ({"authors": []}, "authors is missing"),
        ({"authors": [1]}, "authors is not a list of names"),
        ({"date": None}, "date is missing"),
        ({"date": "2014-02-30"}, "date '2014-02-30' is not a day written as 2026-01-31"),
        ({"date": "25/07/2014"}, "date '25/07/2014' is not a day written as 2026-01-31"),
        ({"date": "2031-01-01"}, "date '2031-01-01' is not in the past"),
        ({"doi": "abc"}, "doi 'abc' is not a DOI"),
        ({"url": "javascript:alert(1)"}, "url 'javascript:alert(1)' is not a web address"),
        ({"country": "xx"}, "country 'xx' is unknown"),
        ({"language": "tlh"}, "language 'tlh' is unknown"),
        ({"specialty": "alchemy"}, "specialty 'alchemy' is unknown"),
    ],
)
def test_a_bad_field_is_named(tmp_path, change, reason):
    (line,) = _read(tmp_path / "a.jsonl", [GOOD | change])

    assert (line.report, line.reason) == (None, reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"id": ', "the line is not JSON at character 9"),
        (b"[1, 2]", "the line is not a JSON object"),
        (b'{"text": "\xff"}', "the line is not UTF-8"),
        (b'{"text": "a\x00b"}', "the line contains a null byte"),
        (b"x" * (LINE_LIMIT + 10), "the line is longer than 1,000,000 bytes"),
        (b"[" * 100_000, "the line is not JSON"),
    ],
)
def test_a_broken_line_is_told_and_the_next_one_read(tmp_path, content, reason):
    lines = _read(tmp_path / "a.jsonl", [content, b"", b"   ", GOOD])

    assert [(line.number, line.reason) for line in lines] == [(1, reason), (4, "")]


def test_an_id_seen_before_is_told_with_its_first_line(tmp_path):
    lines = _read(tmp_path / "a.jsonl", [GOOD, GOOD | {"id": "A2"}, GOOD, GOOD | {"source": "Another"}])

    assert [line.reason for line in lines] == ["", "", "id 'A1' was already in line 1", ""]


def test_a_byte_order_mark_and_windows_newlines_do_no_harm(tmp_path):
    lines = _read(tmp_path / "a.jsonl", [b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r", GOOD | {"id": "A2"}])

    assert [line.reason for line in lines] == ["", ""]


def test_a_torn_archive_says_how_far_it_went(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    content = b"".join(json.dumps(GOOD | {"id": str(n), "title": f"{n * 7919}"}).encode() + b"\n" for n in range(2000))
    packed = gzip.compress(content)
    path.write_bytes(packed[: len(packed) // 2])

    lines = []
    with pytest.raises(Unreadable, match="the file breaks off after line"):
        for line in Reader(country="gb", language="en", today=date(2026, 1, 1)).lines(path):
            lines.append(line)  # noqa: PERF402  # what came before the break is the point

    assert lines
    assert {line.reason for line in lines} == {""}


def test_what_is_no_archive_is_said_to_be_none(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"plain text\n")

    with pytest.raises(Unreadable):
        list(Reader(country="gb", language="en", today=date(2026, 1, 1)).lines(path))
