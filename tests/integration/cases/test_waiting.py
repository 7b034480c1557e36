"""What waits for a doctor's opinion: the own specialties first, then whatever nobody has answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.cases import actions
from community.cases.queries import waiting_for
from tests.factories.cases import make_case, make_draft, make_published, make_reply, make_withdrawn
from tests.factories.doctors import make_doctor, viewer_of

pytestmark = pytest.mark.django_db


def test_own_specialty_comes_first_and_answered_cases_of_others_stay_away():
    doctor, now = make_doctor(specialties=("cardiology",)), timezone.now()
    elsewhere = make_case(specialty="dermatology", at=now)
    answered = make_case(specialty="cardiology", at=now - timedelta(hours=2))
    make_reply(answered)
    make_reply(make_case(specialty="dermatology", at=now))
    assert [row.title for row in waiting_for(viewer_of(doctor), 3)] == [answered.title, elsewhere.title]


def test_nothing_waits_that_is_own_closed_withdrawn_unposted_or_published():
    doctor = make_doctor(specialties=("cardiology",))
    make_case(doctor)
    closed = make_case()
    actions.close_case(by=closed.author, case_id=closed.pk)
    make_withdrawn()
    make_draft()
    make_published()
    assert waiting_for(viewer_of(doctor), 3) == ()


def test_two_queries_whatever_waits(django_assert_num_queries):
    viewer = viewer_of(make_doctor(specialties=("cardiology",)))
    make_case()
    with django_assert_num_queries(2):
        assert len(waiting_for(viewer, 3)) == 1
    make_case()
    make_case(specialty="dermatology")
    with django_assert_num_queries(2):
        assert len(waiting_for(viewer, 3)) == 3
