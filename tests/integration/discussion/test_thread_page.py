"""A page of a thread: what is shown, to whom, and at what cost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.discussion.queries import reply_address, thread_page
from portal.kit.errors import Invalid
from tests.factories.discussion import make_follow, make_replies, make_reply, make_thread
from tests.factories.doctors import make_doctor, viewer_of

pytestmark = pytest.mark.django_db

# replies with what they quote; writers and their specialties; follows.
QUERIES = 4


@pytest.mark.parametrize("number", [1, 3, 25, 500])
def test_a_page_costs_the_same_however_long_the_thread(shelf, number):
    thread, viewer = make_thread(), viewer_of(make_doctor())
    make_replies(thread, [make_doctor() for _ in range(min(number, 7))], number)

    with CaptureQueriesContext(connection) as queries:
        page = thread_page(thread, viewer)

    assert len(queries) == QUERIES
    assert len(page.replies) == min(number, 25)


def test_pages_follow_each_other_without_gap_or_overlap(shelf):
    thread, viewer = make_thread(), viewer_of(make_doctor())
    make_replies(thread, [make_doctor()], 60)

    first = thread_page(thread, viewer)
    second = thread_page(thread, viewer, "25")
    third = thread_page(thread, viewer, "50")

    numbers = [[reply.number for reply in page.replies] for page in (first, second, third)]
    assert numbers == [list(range(1, 26)), list(range(26, 51)), list(range(51, 61))]
    url = f"/shelf/{thread.subject_id}/"
    assert (first.previous, first.next) == ("", f"{url}?after=25")
    assert (second.previous, second.next) == (url, f"{url}?after=50")
    assert (third.previous, third.next) == (f"{url}?after=25", "")


def test_a_reply_is_found_on_its_page_even_after_withdrawals(shelf):
    thread, doctor = make_thread(), make_doctor()
    rows = make_replies(thread, [doctor], 26)
    thread.replies.filter(number__lte=25).update(withdrawn_at=timezone.now())

    assert reply_address("/shelf/", 26, rows[25].pk) == f"/shelf/?after=25#reply-{rows[25].pk}"
    assert [reply.id for reply in thread_page(thread, viewer_of(doctor), "25").replies] == [rows[25].pk]


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "９", "9999999999", "1'; drop"])
def test_a_damaged_cursor_is_said_to_be_one(shelf, cursor):
    with pytest.raises(Invalid):
        thread_page(make_thread(), viewer_of(make_doctor()), cursor)


def test_a_withdrawn_reply_leaves_no_word_anywhere(shelf):
    thread, writer, reader = make_thread(), make_doctor(), make_doctor()
    gone = make_reply(thread, writer, "WITHDRAWN WORDS", withdrawn_at=timezone.now())
    make_reply(thread, writer, "I disagree.", quoted=gone)

    page = thread_page(thread, viewer_of(reader))

    assert "WITHDRAWN WORDS" not in repr(page)
    assert [reply.withdrawn for reply in page.replies] == [True, False]
    assert page.replies[1].quote.withdrawn is True


def test_permissions_are_each_viewers_own(shelf):
    thread, writer, reader = make_thread(), make_doctor(), make_doctor()
    make_reply(thread, writer)
    make_follow(thread, reader)

    def rights(doctor):
        page = thread_page(thread, viewer_of(doctor))
        reply = page.replies[0]
        return (reply.can_edit, reply.can_withdraw, reply.can_restore, page.following, page.can_reply)

    assert rights(writer) == (True, True, False, False, True)
    assert rights(reader) == (False, False, False, True, True)
    assert rights(make_doctor(state="frozen")) == (False, False, False, False, False)


def test_words_of_a_former_member_stay_under_that_name(shelf):
    thread = make_thread()
    make_reply(thread, None, "Still true.")

    reply = thread_page(thread, viewer_of(make_doctor())).replies[0]

    assert reply.byline.pseudonym == "A former member"
    assert str(reply.html) == "<p>Still true.</p>\n"


def test_markup_of_the_writers_own_is_shown_not_run(shelf):
    thread = make_thread()
    make_reply(thread, make_doctor(), "<script>alert(1)</script> **bold** http://elsewhere.example/")

    html = str(thread_page(thread, viewer_of(make_doctor())).replies[0].html)

    assert "<script" not in html
    assert "<strong>bold</strong>" in html
    assert "href" not in html


def test_an_empty_thread_is_known_as_one(shelf):
    thread = make_thread(subject=uuid4())

    assert thread_page(thread, viewer_of(make_doctor())).is_empty is True


def test_the_part_renders_for_a_reader_and_quotes_by_address(shelf, rendered_thread):
    thread, doctor = make_thread(), make_doctor()
    reply = make_reply(thread, make_doctor(pseudonym="Lantern Moth"), "Repeat **three** sets first.")

    html = rendered_thread(RequestFactory().get("/", {"quote": str(reply.pk)}), thread, doctor)

    assert f'id="reply-{reply.pk}"' in html
    assert f'name="quoted" value="{reply.pk}"' in html
    assert "Lantern Moth wrote" in html
    assert "style=" not in html


@pytest.mark.parametrize("quote", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_quotation_is_left_out(shelf, rendered_thread, quote):
    html = rendered_thread(RequestFactory().get("/", {"quote": quote}), make_thread(), make_doctor())

    assert 'name="quoted"' not in html
