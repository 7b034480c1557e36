"""The demo content is data that people will read: these tests hold its numbers, its codes, its order in time
and the promise that nothing in it identifies anybody."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from community.cases.content import QUESTION_LIMIT, TITLE_LIMIT
from community.cases.emergency import sounds_urgent
from community.cases.enums import AgeBand, Sex
from community.cases.guard import find_identifiers
from community.doctors.specialties import SPECIALTIES
from portal.kit.text import to_html

CONTENT = Path(__file__).resolve().parents[3] / "portal" / "demo" / "content"

COUNTRIES = {"us", "gb", "ca", "au", "ie", "nz", "za"}
LOCALES = {"en-us", "en-gb", "en-ca", "fr-ca", "en-au", "en-ie", "en-nz", "en-za"}
YEARS = {"0-4", "5-9", "10-19", "20-29", "30+"}
FACTS = ("presentation", "history", "examination", "investigations")
CASE_KEYS = {
    "slug", "author", "title", "specialty", "age_band", "sex", *FACTS, "question", "urgency", "audience", "state",
    "posted_hours_ago", "language", "quick", "edited_hours_ago", "edit_note", "reply",
}  # fmt: skip
BLOCK_KEYS = {
    "text": {"html"},
    "heading": {"text"},
    "quote": {"text", "attribution"},
    "table": {"caption", "header", "rows"},
    "references": {"items"},
}
IDENTIFYING = re.compile(
    r"""[\w.+-]+@[\w-]+\.\w+ | https?:// | www\. | \bdoi\b | \b10\.\d{4,}/
        | (?<![\d,.])\+?\(?\d(?:[\s().-]?\d){7,}       # eight digits or more: a phone, a patient or a licence number
        | \b(?:19|20)\d\d-\d\d-\d\d\b | \b\d{1,2}/\d{1,2}/\d{2,4}\b
        | \b\d{1,3}[ -](?:years?|ans|months?|weeks?|days?)[ -](?:old|d'âge)""",
    re.VERBOSE | re.IGNORECASE,
)
FRENCH = re.compile(r"\b(?:le|la|les|une|des|est|avec|pas|pour|dans|du|sans)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|and|with|of|is|for|not|was|in)\b", re.IGNORECASE)


def read(path: Path) -> dict[str, Any]:
    """Read one TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


DOCTORS: dict[str, dict[str, Any]] = {doctor["handle"]: doctor for doctor in read(CONTENT / "doctors.toml")["doctor"]}
FILES = sorted((CONTENT / "cases").glob("*.toml"))
CASES: list[dict[str, Any]] = [case for path in FILES for case in read(path)["case"]]
ARTICLES: list[dict[str, Any]] = [read(path) for path in sorted((CONTENT / "articles").glob("*.toml"))]
each_case = pytest.mark.parametrize("case", CASES, ids=[case["slug"] for case in CASES])
each_article = pytest.mark.parametrize("article", ARTICLES, ids=[article["slug"] for article in ARTICLES])


def texts(value: Any) -> Iterator[str]:
    """Walk every string of a parsed file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def words(value: Any) -> int:
    """Count the words of every string, without tags."""
    return sum(len(re.sub(r"<[^>]+>", " ", text).split()) for text in texts(value))


def is_french(text: str) -> bool:
    """Tell French from English by its small words."""
    return len(FRENCH.findall(text)) > len(ENGLISH.findall(text))


def test_doctors_are_enough_and_pseudonyms_are_unique() -> None:
    handles = [doctor["handle"] for doctor in read(CONTENT / "doctors.toml")["doctor"]]
    pseudonyms = [doctor["pseudonym"].casefold() for doctor in DOCTORS.values()]
    per_country = Counter(doctor["country"] for doctor in DOCTORS.values())
    assert len(handles) == len(set(handles)) >= 32
    assert len(pseudonyms) == len(set(pseudonyms))
    assert set(per_country) == COUNTRIES
    assert min(per_country.values()) >= 3
    assert {f"demo-{country}": country for country in COUNTRIES} == {
        handle: doctor["country"] for handle, doctor in DOCTORS.items() if handle.startswith("demo-")
    }


@pytest.mark.parametrize("doctor", DOCTORS.values(), ids=DOCTORS)
def test_doctor_is_well_formed(doctor: dict[str, Any]) -> None:
    assert set(doctor) == {"handle", "pseudonym", "country", "specialties", "years_band", "language"}
    assert re.fullmatch(r"[a-z][a-z-]+", doctor["handle"])
    assert len(doctor["pseudonym"].split()) == 2
    assert not re.match(r"(?i)(dr|doctor|prof)\b", doctor["pseudonym"])
    assert 1 <= len(doctor["specialties"]) <= 2
    assert set(doctor["specialties"]) <= set(SPECIALTIES)
    assert doctor["years_band"] in YEARS
    assert doctor["language"] == "en" or (doctor["language"], doctor["country"]) == ("fr", "ca")


def test_cases_are_enough_and_spread() -> None:
    slugs = [case["slug"] for case in CASES]
    posted = [case["posted_hours_ago"] for case in CASES]
    replies = [len(case.get("reply", [])) for case in CASES]
    assert len(slugs) == len(set(slugs)) >= 42
    assert len({case["title"] for case in CASES}) == len(CASES)
    assert len({case["specialty"] for case in CASES}) >= 14
    assert {DOCTORS[case["author"]]["country"] for case in CASES} == COUNTRIES
    assert sum(case["urgency"] == "today" for case in CASES) in (1, 2)
    assert sum(bool(case.get("quick")) for case in CASES) >= 5
    assert sum(case["language"] == "fr" for case in CASES) >= 3
    assert sum(case["state"] == "open" and not case.get("reply") for case in CASES) >= 4
    assert min(Counter(case["state"] for case in CASES)[state] for state in ("open", "answered", "closed")) >= 7
    assert min(Counter(case["audience"] for case in CASES)[kind] for kind in ("doctors", "country", "specialty")) >= 2
    assert sum("edited_hours_ago" in case for case in CASES) >= 2
    assert min(posted) <= 2
    assert max(posted) >= 8_000
    assert sum(hours <= timedelta(days=7) / timedelta(hours=1) for hours in posted) >= 12
    assert sum(replies) >= 110
    assert sum(count >= 28 for count in replies) == 1
    assert all(count <= 9 or count >= 28 for count in replies)


def test_each_file_is_one_specialty() -> None:
    assert {(path.stem, case["specialty"]) for path in FILES for case in read(path)["case"]} == {
        (path.stem, path.stem) for path in FILES
    }


@each_case
def test_case_is_well_formed(case: dict[str, Any]) -> None:
    author = DOCTORS[case["author"]]
    assert set(case) <= CASE_KEYS
    assert re.fullmatch(r"[a-z0-9-]+", case["slug"])
    assert case["specialty"] in SPECIALTIES
    assert case["urgency"] in {"routine", "today"}
    assert case["audience"] in {"doctors", "country", "specialty"}
    assert case["state"] in {"open", "answered", "closed"}
    assert case["language"] == ("fr" if is_french(case["question"]) else "en")
    assert case["language"] == "en" or (author["language"], author["country"]) == ("fr", "ca")
    assert 20 <= len(case["title"]) <= TITLE_LIMIT
    assert len(case["question"]) <= QUESTION_LIMIT
    assert case["state"] == "open" or case.get("reply")
    if case.get("quick"):
        assert not set(case) & {*FACTS, "age_band", "sex"}
        assert 20 <= words(case["question"]) <= 150
    else:
        assert case["age_band"] in AgeBand.values
        assert case["sex"] in Sex.values
        assert 90 <= words([case[name] for name in (*FACTS, "question")]) <= 450
        assert all(case[name].strip() for name in FACTS)


@each_case
def test_replies_come_after_the_case_and_in_order(case: dict[str, Any]) -> None:
    replies = case.get("reply", [])
    times = [case["posted_hours_ago"], *(reply["hours_ago"] for reply in replies)]
    assert all(earlier > later for earlier, later in pairwise(times))
    assert times[-1] > 0
    assert ("edited_hours_ago" in case) == ("edit_note" in case)
    assert 0 < case.get("edited_hours_ago", 0.1) < case["posted_hours_ago"]
    for index, reply in enumerate(replies):
        assert set(reply) <= {"author", "hours_ago", "text", "quotes"}
        assert 0 <= reply.get("quotes", -1) + 1 <= index
        assert 3 <= words(reply["text"]) <= 220
        assert is_french(reply["text"]) == (case["language"] == "fr")


@each_case
def test_repliers_belong_to_the_audience(case: dict[str, Any]) -> None:
    author = DOCTORS[case["author"]]
    for reply in case.get("reply", []):
        doctor = DOCTORS[reply["author"]]
        if reply["author"] == case["author"]:
            continue
        if case["audience"] == "country":
            assert doctor["country"] == author["country"]
        if case["audience"] == "specialty":
            assert case["specialty"] in doctor["specialties"]


def test_every_doctor_takes_part() -> None:
    writers = {case["author"] for case in CASES} | {
        reply["author"] for case in CASES for reply in case.get("reply", [])
    }
    assert set(DOCTORS) - writers == set()


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.toml")), ids=lambda path: path.stem)
def test_nothing_identifies_anybody(path: Path) -> None:
    found = [match.group() for text in texts(read(path)) for match in IDENTIFYING.finditer(text)]
    assert found == []


@each_case
def test_the_guard_and_the_emergency_check_are_silent(case: dict[str, Any]) -> None:
    found = [
        (text[one.start : one.end], one.kind)
        for text in texts(case)
        for one in find_identifiers(text, DOCTORS[case["author"]]["country"])
    ]
    assert found == []
    assert [text for text in texts(case) if sounds_urgent(text)] == []


@each_case
def test_markdown_leaves_no_marks_behind(case: dict[str, Any]) -> None:
    facts = [case.get(name, "") for name in (*FACTS, "question")]
    html = [to_html(text) for text in [*facts, *(reply["text"] for reply in case.get("reply", []))]]
    assert [part for part in html if re.search(r"(?<!\w)\*|\*(?!\w)|^\s*- ", part, re.MULTILINE)] == []


@each_case
def test_us_labs_are_conventional_and_the_others_si(case: dict[str, Any]) -> None:
    country = DOCTORS[case["author"]]["country"]
    foreign = r"µmol/L|mmol/mol" if country == "us" else r"\b(?:ng|µg|mg)/dL|\bmEq/L"
    assert re.findall(foreign, case.get("investigations", "")) == []


def test_articles_are_enough_and_spread() -> None:
    assert len({article["slug"] for article in ARTICLES}) == len(ARTICLES) >= 12
    assert len({article["title"] for article in ARTICLES}) == len(ARTICLES)
    assert {article["edition"] for article in ARTICLES} == LOCALES
    assert {article["section"] for article in ARTICLES} == {"innovation", "practice", "opinion"}
    assert sum(article["audience"] == "doctors" for article in ARTICLES) == 3
    assert sum(article["edition"] == "fr-ca" for article in ARTICLES) == 1


@each_article
def test_article_is_well_formed(article: dict[str, Any]) -> None:
    assert set(article) == {
        "slug", "title", "standfirst", "edition", "section", "specialties", "audience", "published_hours_ago",
        "byline", "block",
    }  # fmt: skip
    assert article["audience"] in {"public", "doctors"}
    assert set(article["specialties"]) <= set(SPECIALTIES)
    assert article["specialties"]
    assert article["published_hours_ago"] > 0
    assert 10 <= words(article["standfirst"]) <= 60
    blocks = article["block"]
    assert all(set(block) == {"type"} | BLOCK_KEYS[block["type"]] for block in blocks)
    assert blocks[-1]["type"] == "references"
    prose = [block for block in blocks if block["type"] != "references"]
    assert 400 <= words([list(block.values())[1:] for block in prose]) <= 800
    assert is_french(" ".join(texts(prose))) == (article["edition"] == "fr-ca")
    for block in blocks:
        if block["type"] == "text":
            tags = re.findall(r"<(/?)([a-z0-9]+)([^>]*)>", block["html"])
            assert {(tag, rest) for _, tag, rest in tags} <= {(tag, "") for tag in ("p", "ul", "li", "b", "i")}
            assert Counter(tag for end, tag, _ in tags if not end) == Counter(tag for end, tag, _ in tags if end)
        if block["type"] == "table":
            assert {len(row) for row in block["rows"]} == {len(block["header"])}
        if block["type"] == "references":
            assert len(block["items"]) >= 3
            assert all("demo" in item or "démo" in item for item in block["items"])


def test_every_edition_has_a_lead_and_the_same_sections() -> None:
    editions = {edition["locale"]: edition for edition in read(CONTENT / "editions.toml")["edition"]}
    assert set(editions) == LOCALES
    for locale, edition in editions.items():
        assert set(edition) == {"locale", "lead", "sections"}
        assert set(edition["sections"]) == {"innovation", "practice", "opinion"}
        assert is_french(edition["lead"]) == (locale == "fr-ca")
        assert 12 <= words(edition["lead"]) <= 60
