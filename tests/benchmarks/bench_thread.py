"""One full page of 25 replies in a thread of 25 and of 500: the same queries, and at most 1.2 times the time.

Both threads are measured in turns within one run, so that a busy machine slows both; the figures go to
`var/reports/bench_thread.json` and stdout.
"""

import json
import os
import statistics
import time
from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from community.discussion.views import thread_context
from tests.factories.discussion import make_replies, make_thread, shelf_host
from tests.factories.doctors import make_doctor, viewer_of

LENGTHS = (25, 500)
ROUNDS = 60
MOST = 1.2


def _page(thread, doctor, after: str) -> str:
    request = RequestFactory().get("/", {"after": after} if after else {})
    request.viewer, request.session, request.user, request.htmx = viewer_of(doctor), {}, doctor.user, False
    return render_to_string("community/discussion/_thread.html", thread_context(request, thread), request)


def _queries(thread, doctor, after: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        html = _page(thread, doctor, after)
    assert html.count("<article") == 25
    return len(queries)


def _seconds(thread, doctor, after: str) -> float:
    began = time.perf_counter()
    _page(thread, doctor, after)
    return time.perf_counter() - began


@pytest.mark.django_db
def test_a_page_of_a_long_thread_costs_what_a_short_one_costs(capsys):
    with shelf_host():
        reader, writers = make_doctor(), [make_doctor() for _ in range(8)]
        threads = {length: make_thread() for length in LENGTHS}
        for length, thread in threads.items():
            make_replies(thread, writers, length)
        # The first page of the short thread; first and last page of the long one.
        places = {"25": (threads[25], ""), "500 first": (threads[500], ""), "500 last": (threads[500], "475")}
        queries = {name: _queries(thread, reader, after) for name, (thread, after) in places.items()}
        times: dict[str, list[float]] = {name: [] for name in places}
        for _round in range(ROUNDS):
            for name, (thread, after) in places.items():
                times[name].append(_seconds(thread, reader, after))

    median = {name: statistics.median(values) for name, values in times.items()}
    ratio = max(median.values()) / median["25"]
    report = {
        "bench": "thread",
        "queries": queries,
        "median_ms": {name: round(value * 1000, 2) for name, value in median.items()},
        "ratio": round(ratio, 3),
        "goal": MOST,
    }
    _tell(report, capsys)
    assert len(set(queries.values())) == 1
    assert ratio <= MOST


def _tell(report: dict, capsys) -> None:
    folder = Path(os.environ.get("REPORTS", "var/reports"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench_thread.json").write_text(json.dumps(report, indent=2) + "\n")
    with capsys.disabled():
        print(json.dumps(report))
