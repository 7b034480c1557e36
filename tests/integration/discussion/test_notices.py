"""Followers hear of replies: never the writer, never who can no longer read, once, and in words made when read."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.discussion import actions
from community.discussion.delivery import KIND, tell_followers
from community.notices.models import Notice
from community.notices.queries import notice_page, unread_count
from portal.kit.models import Job, JobState
from tests.factories.discussion import make_follow, make_reply, make_thread
from tests.factories.doctors import make_doctor, make_user, viewer_of

pytestmark = pytest.mark.django_db


def _told() -> set:
    return set(Notice.objects.values_list("doctor_id", flat=True))


def test_followers_are_told_after_commit_and_the_writer_is_not(shelf, django_capture_on_commit_callbacks):
    thread, writer, follower = make_thread(), make_doctor(), make_doctor()
    make_follow(thread, follower)
    make_doctor()

    with django_capture_on_commit_callbacks(execute=True):
        reply = actions.add_reply(thread=thread, by=writer, text="Treat tonight.", token="t1")

    assert list(Notice.objects.values_list("doctor", "kind", "about")) == [(follower.pk, KIND, reply.pk)]
    assert Job.objects.get(name="discussion.tell_followers").state == JobState.DONE


def test_delivering_twice_tells_once(shelf):
    thread, follower = make_thread(), make_doctor()
    make_follow(thread, follower)
    reply = make_reply(thread, make_doctor())

    assert [tell_followers(reply.pk), tell_followers(reply.pk)] == [1, 1]
    assert Notice.objects.count() == 1


def test_who_lost_access_meanwhile_is_not_told(shelf):
    thread, stays, leaves, lapsed = make_thread(), make_doctor(), make_doctor(), make_doctor(state="pending")
    for doctor in (stays, leaves, lapsed):
        make_follow(thread, doctor)
    reply = make_reply(thread, make_doctor())
    shelf.hidden_from.add((thread.subject_id, leaves.pk))

    tell_followers(reply.pk)

    assert _told() == {stays.pk}


def test_a_reply_withdrawn_before_delivery_is_not_told(shelf):
    thread, follower = make_thread(), make_doctor()
    make_follow(thread, follower)
    reply = make_reply(thread, make_doctor(), withdrawn_at=timezone.now())

    assert tell_followers(reply.pk) == 0
    assert _told() == set()


def _told_doctor(number: int):
    doctor = make_doctor()
    for _ in range(number):
        reply = make_reply(make_thread(), make_doctor(), "SECRET WORDS")
        make_follow(reply.thread, doctor)
        tell_followers(reply.pk)
    return doctor


def _writer_of(follower) -> str:
    return follower.follows.first().thread.replies.get().author.pseudonym


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(shelf, number, django_assert_num_queries):
    viewer = viewer_of(_told_doctor(number))

    # the notices; their replies with threads; the writers and their specialties.
    with django_assert_num_queries(4):
        page = notice_page(viewer)

    assert len(page.notices) == number


def test_a_notice_says_who_and_where_but_not_what(shelf, signed_in):
    doctor = _told_doctor(1)

    html = signed_in(doctor.user).get(reverse("notices:list")).content.decode()

    assert f"{_writer_of(doctor)} replied to “Shelf " in html
    assert "SECRET WORDS" not in html


def test_what_can_no_longer_be_read_leaves_the_list_and_the_count(shelf, signed_in):
    doctor = _told_doctor(2)
    assert unread_count(viewer_of(doctor)) == 2
    shelf.hidden_from.update((follow.thread.subject_id, doctor.pk) for follow in doctor.follows.all())

    html = signed_in(doctor.user).get(reverse("notices:list")).content.decode()

    assert _writer_of(doctor) not in html
    assert unread_count(viewer_of(doctor)) == 0


def test_opening_leads_to_the_reply_and_marks_it_read(shelf, signed_in):
    doctor = _told_doctor(1)
    notice = Notice.objects.get()

    for _ in range(2):
        response = signed_in(doctor.user).get(reverse("notices:open", args=[notice.pk]))
        assert response["Location"].endswith(f"#reply-{notice.about}")

    assert unread_count(viewer_of(doctor)) == 0


def test_a_notice_whose_subject_was_hidden_leads_back_to_the_list(shelf, signed_in):
    doctor = _told_doctor(1)
    shelf.hidden_from.add((doctor.follows.get().thread.subject_id, doctor.pk))

    response = signed_in(doctor.user).get(reverse("notices:open", args=[Notice.objects.get().pk]))

    assert response["Location"] == reverse("notices:list")


def test_marking_all_as_read_twice(shelf, signed_in):
    doctor, other = _told_doctor(2), _told_doctor(1)

    for _ in range(2):
        signed_in(doctor.user).post(reverse("notices:read"))

    assert [unread_count(viewer_of(d)) for d in (doctor, other)] == [0, 1]


def test_nobody_opens_anothers_notice(shelf, signed_in, client):
    _told_doctor(1)
    address = reverse("notices:open", args=[Notice.objects.get().pk])

    assert signed_in(make_doctor().user).get(address).status_code == 404
    assert signed_in(make_user()).get(address).status_code == 404
    assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_the_list_is_for_doctors(shelf, signed_in, client):
    assert signed_in(make_user()).get(reverse("notices:list")).status_code == 403
    assert client.get(reverse("notices:list"))["Location"].startswith(reverse("account_login"))
    assert "No notices" in signed_in(make_doctor().user).get(reverse("notices:list")).content.decode()
