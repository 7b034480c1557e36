"""Two requests at the same moment, on real connections: one case, one winner, and no text lost."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections

from community.cases import actions
from community.cases.models import Case, CaseRevision
from community.discussion.models import Thread
from portal.kit.errors import Conflict
from tests.factories.cases import make_case, make_content, make_draft, make_reply
from tests.factories.doctors import make_doctor

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL; SQLite lets one in at a time")


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Run the calls in threads that start together; return what each came to, sorted."""
    start, came_to = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            call()
            came_to.append("done")
        except Conflict as refusal:
            came_to.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(came_to)


def test_double_click_asks_once():
    doctor, token, content = make_doctor(), uuid.uuid4(), make_content()
    click = lambda: actions.quick_ask(by=doctor, token=token, content=content, page=token)
    assert at_once(click, click, click) == ["done"] * 3
    assert (Case.objects.count(), Thread.objects.count()) == (1, 1)


def test_posting_at_once_posts_once():
    doctor = make_doctor()
    draft = make_draft(doctor)
    at_once(
        lambda: actions.post_case(by=doctor, case_id=draft.pk),
        lambda: actions.post_case(by=doctor, case_id=draft.pk),
    )
    assert Case.objects.get().state == "posted"
    assert Thread.objects.count() == 1


def test_two_tabs_one_wins_the_other_is_told():
    doctor = make_doctor()
    draft = make_draft(doctor)
    save = lambda title: (
        lambda: actions.save_draft(
            by=doctor, token=draft.post_token, page=uuid.uuid4(), version=1, content=make_content(title=title)
        )
    )
    assert at_once(save("Left"), save("Right")) == ["done", "other-page"]
    assert Case.objects.get().version == 2


def test_two_edits_one_wins_the_other_is_told():
    doctor = make_doctor()
    case = make_case(doctor)
    edit = lambda title: (
        lambda: actions.edit_case(by=doctor, case_id=case.pk, version=case.version, content=make_content(title=title))
    )
    assert at_once(edit("Left"), edit("Right")) == ["done", "stale"]
    assert CaseRevision.objects.count() == 1


def test_replies_at_once_are_all_counted():
    case = make_case()
    writers = [make_doctor() for _each in range(4)]
    assert at_once(*(lambda by=by: make_reply(case, by) for by in writers)) == ["done"] * 4
    case.refresh_from_db()
    assert (case.reply_count, case.answer_count) == (4, 4)
