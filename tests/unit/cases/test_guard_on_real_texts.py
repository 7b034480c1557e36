"""The guard on real cases, synthetic letters and foreign identifiers: what it finds, and that it spares the rest."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from community.cases.guard import find_identifiers

OURS = {"sa_id_number": "za-id", "pps": "ie-pps", "ssn": "us-ssn"}


def _rows(path: Path) -> list[dict]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().splitlines() if line.strip()]


def _fixtures(folder: Path) -> Iterator[dict]:
    for path in sorted(folder.rglob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8")).get("fixtures", [])
    for path in sorted(folder.rglob("*.jsonl")):
        yield from (row for row in _rows(path) if "text" in row)


def _blocking(text: str, country: str) -> list[tuple[str, int, int]]:
    return [(found.kind, found.start, found.end) for found in find_identifiers(text, country) if found.blocks]


def _hit(span: dict, found: list[tuple[str, int, int]]) -> bool:
    return any(start < span["end"] and span["start"] < end for _kind, start, end in found)


@pytest.mark.parametrize(
    ("name", "count", "country"),
    [("en", 716, "gb"), ("en", 716, "us"), ("fr", 201, "ca")],
)
def test_no_published_case_is_blocked(shared, name, count, country):
    rows = _rows(shared / f"data/cases/journal-cases-{name}.jsonl.gz")
    assert len(rows) == count
    blocked = {row["id"]: found for row in rows if (found := _blocking(row["text"], country))}
    assert blocked == {}


def test_labelled_letters(shared):
    rows = _rows(shared / "data/deid/presidio-synth-v2.multi.jsonl.gz")
    kinds = ("US_SSN", "EMAIL_ADDRESS", "PHONE_NUMBER")
    hits, all_of, beside = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0), []
    for row in rows:
        found = _blocking(row["text"], "us")
        wanted = [span for span in row["spans"] if span["type"] in kinds]
        for span in wanted:
            all_of[span["type"]] += 1
            hits[span["type"]] += _hit(span, found)
        beside += [one for one in found if not any(_hit(span, [one]) for span in wanted)]
    assert hits["US_SSN"] == all_of["US_SSN"] == 16
    assert hits["EMAIL_ADDRESS"] == all_of["EMAIL_ADDRESS"] == 49
    assert all_of["PHONE_NUMBER"] == 92
    assert hits["PHONE_NUMBER"] >= 86  # the rest has no word near it and the grouping of no country of ours
    assert beside == []


def test_hard_negatives_pass(shared):
    fixtures = json.loads((shared / "data/deid/national-ids/hard_negatives.json").read_text())["fixtures"]
    assert len(fixtures) == 8
    for country in ("us", "gb", "za"):
        assert {row["id"]: _blocking(row["text"], country) for row in fixtures} == {row["id"]: [] for row in fixtures}


def test_valid_identifiers_of_our_countries_block_and_broken_ones_pass(shared):
    found_of, wrong = dict.fromkeys(OURS, 0), []
    for row in _fixtures(shared / "data/deid/national-ids"):
        found = _blocking(row["text"], "us")
        for span in row.get("gold_spans", []):
            kind = span.get("metadata", {}).get("identifier_type")
            if kind in OURS:
                assert (OURS[kind], span["start"], span["end"]) in found, row["id"]
                found_of[kind] += 1
        negatives = row.get("metadata", {}).get("hard_negatives", [])
        wrong += [row["id"] for span in negatives if span.get("identifier_type") in OURS and _hit(span, found)]
    assert wrong == []
    assert found_of == {"sa_id_number": 6, "pps": 1, "ssn": 2}
