"""Lists of cases at 100 and at 100,000: the same queries, and at most 1.2 times the time.

Every list of every reader is measured in turns. The figures go to `var/reports/bench_cases.json` and stdout.
"""

import json
import os
import random
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.cases import queries
from community.cases.models import Case
from community.discussion.models import Thread
from community.doctors.models import Doctor
from community.doctors.specialties import SPECIALTIES
from tests.factories.doctors import make_doctor, viewer_of

SIZES = (100, 100_000)
ROUNDS = 40
MOST = 1.2
COUNTRIES = ("us", "gb", "ca", "au", "ie", "nz", "za")
TABS = ("newest", "unanswered", "specialty", "country")
STORY = "Three weeks of evening fevers, drenching sweats and weight loss; rigors twice this week. " * 12


def fill(writers: list[Doctor], number: int) -> None:
    """Make cases as a lounge has them: most answered, a quarter closed, one in ten for fewer doctors."""
    dice, now = random.Random(7), timezone.now()
    for start in range(0, number, 5000):
        cases = [_case(dice, writers, now - timedelta(minutes=n)) for n in range(start, min(start + 5000, number))]
        Thread.objects.bulk_create([case.thread for case in cases], batch_size=1000)
        Case.objects.bulk_create(cases, batch_size=500)
    if connection.vendor == "postgresql":
        # What autovacuum does in life, and cannot do inside a test's transaction. SQLite is measured without.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _case(dice: random.Random, writers: list[Doctor], at) -> Case:
    author, case_id = dice.choice(writers), uuid.UUID(int=dice.getrandbits(128), version=4)
    answers = dice.choice((0, 1, 1, 2, 3, 8))
    case = Case(
        id=case_id,
        post_token=uuid.UUID(int=dice.getrandbits(128), version=4),
        author=author,
        thread=Thread(subject_kind="case", subject_id=case_id, reply_count=answers, last_number=answers),
        state="posted",
        specialty=dice.choice(list(SPECIALTIES)),
        country=author.country,
        language="en",
        title=f"A murmur that was not there before, number {dice.randrange(10**6)}",
        question="Would you treat as endocarditis tonight, or wait for the study tomorrow?",
        presentation=STORY,
        posted_at=at,
        reply_count=answers,
        answer_count=answers,
        last_reply_at=at if answers else None,
        closed_at=at if dice.random() < 0.25 else None,
    )
    if dice.random() < 0.1:
        case.audience_choice, case.audience_countries = "country", f"|{author.country}|"
    return case


def pages(readers: dict[str, Doctor]) -> dict[str, tuple]:
    """Name every list of every reader: the first page, and one deep inside the newest."""
    found = {}
    for name, doctor in readers.items():
        viewer = viewer_of(doctor)
        found |= {f"{name} {tab}": (viewer, tab, None) for tab in TABS}
        deep = queries.listed(viewer, "newest").newest()[60:61].get()
        rows = queries._page(queries.listed(viewer, "newest").filter(posted_at__gte=deep.posted_at), None)
        found[f"{name} deep"] = (viewer, "newest", rows.next)
    return found


def measure(readers: dict[str, Doctor]) -> dict[str, dict]:
    """Return the queries and the milliseconds of every list: the best of its rounds, so that a busy machine says less."""
    places = pages(readers)
    counts, times = {}, {name: [] for name in places}
    for name, place in places.items():
        with CaptureQueriesContext(connection) as captured:
            assert len(queries.case_list(*place).rows) > 0
        counts[name] = len(captured)
    for _round in range(ROUNDS):
        for name, place in places.items():
            began = time.perf_counter()
            queries.case_list(*place)
            times[name].append(time.perf_counter() - began)
    return {name: {"queries": counts[name], "ms": round(min(times[name]) * 1000, 3)} for name in places}


@pytest.mark.django_db
@pytest.mark.timeout(1200)
def test_lists_of_many_cases_cost_what_lists_of_few_cost(capsys):
    writers = [make_doctor(country=country) for country in COUNTRIES for _each in range(5)]
    readers = {
        "one specialty": make_doctor(country="gb", specialties=("cardiology",)),
        "three specialties": make_doctor(country="nz", specialties=("cardiology", "neurology", "urology")),
    }
    fill(writers, SIZES[0])
    few = measure(readers)
    Case.objects.all().delete()
    Thread.objects.all().delete()
    fill(writers, SIZES[1])
    many = measure(readers)
    ratios = {name: round(many[name]["ms"] / few[name]["ms"], 3) for name in few}
    whole = round(sum(one["ms"] for one in many.values()) / sum(one["ms"] for one in few.values()), 3)
    report = {
        "bench": "cases",
        "sizes": SIZES,
        "few": few,
        "many": many,
        "ratios": ratios,
        "ratio": whole,
        "worst": max(ratios.values()),
        "goal": MOST,
    }
    _tell(report, capsys)
    assert {name: one["queries"] for name, one in many.items()} == {name: one["queries"] for name, one in few.items()}
    assert whole <= MOST


def _tell(report: dict, capsys) -> None:
    folder = Path(os.environ.get("REPORTS", "var/reports"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench_cases.json").write_text(json.dumps(report, indent=2) + "\n")
    with capsys.disabled():
        print(json.dumps({name: report[name] for name in ("bench", "sizes", "ratio", "worst", "goal")}))
