"""Pages ask the database the same number of times for one row as for three, and for many."""

import pytest
from django.urls import reverse

from community.cases.actions import edit_case
from community.cases.content import read
from tests.factories.cases import make_case, make_content, make_draft, make_many, make_reply
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db

# session, account, duties, doctor, specialties
SIGNED_IN = 5


def counted(client, address, queries, django_assert_num_queries):
    client.get(address)  # The first page of a process also reads what is read once: sites, locales.
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 110])
@pytest.mark.parametrize("tab", ["newest", "unanswered", "specialty", "country"])
def test_lists(signed_in, django_assert_num_queries, rows, tab):
    reader = make_doctor()
    make_many(rows)
    # the page, and a capped count for each of the four tabs
    counted(signed_in(reader.user), f"{reverse('cases:list')}?tab={tab}", SIGNED_IN + 5, django_assert_num_queries)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_own_cases_and_drafts(signed_in, django_assert_num_queries, rows):
    doctor = make_doctor()
    make_many(rows, doctor)
    for _row in range(min(rows, 3)):
        make_draft(doctor)
    counted(signed_in(doctor.user), reverse("cases:drafts"), SIGNED_IN + 2, django_assert_num_queries)


@pytest.mark.parametrize("replies", [1, 3, 24])
def test_a_case_with_its_thread(signed_in, django_assert_num_queries, replies):
    case = make_case()
    for _reply in range(replies):
        make_reply(case)
    reader = make_doctor()
    # the case, its byline (2), its thread, replies, their bylines (2), may the reader reply (2), who asked, following
    counted(signed_in(reader.user), reverse("cases:detail", args=[case.pk]), SIGNED_IN + 11, django_assert_num_queries)


@pytest.mark.parametrize("edits", [1, 3, 25])
def test_history(signed_in, django_assert_num_queries, edits):
    author = make_doctor()
    case = make_case(author)
    for _edit in range(edits):
        case = edit_case(by=author, case_id=case.pk, version=case.version, content=make_content())
    assert read(case).title == case.title
    counted(signed_in(author.user), reverse("cases:history", args=[case.pk]), SIGNED_IN + 2, django_assert_num_queries)


def test_autosave_is_short(signed_in, django_assert_max_num_queries):
    doctor = make_doctor()
    draft = make_draft(doctor)
    client = signed_in(doctor.user)
    sent = {"token": draft.post_token, "page": draft.pk, "version": 1, "title": "Next"}
    with django_assert_max_num_queries(SIGNED_IN + 10):
        assert client.post(reverse("cases:autosave"), sent).status_code == 200
