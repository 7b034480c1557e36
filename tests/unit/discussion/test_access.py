"""Who may read, reply, change, withdraw and restore: each rule for one reply equals the rule for a list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.discussion import access
from community.discussion.enums import EDIT_WINDOW
from community.discussion.models import Reply
from portal.kit.errors import NotAllowed, NotFound
from portal.kit.viewers import ANONYMOUS, Viewer
from tests.factories.discussion import make_reply, make_thread
from tests.factories.doctors import make_doctor, make_user, viewer_of

pytestmark = pytest.mark.django_db


def _cast(shelf):
    """One of each kind of doctor and one of each kind of reply by each of them."""
    now = timezone.now()
    doctors = [make_doctor(state=state) for state in ("verified", "lapsed", "frozen", "pending")]
    thread = make_thread()
    for doctor in [*doctors, None]:
        for age in (timedelta(), EDIT_WINDOW - timedelta(minutes=1), EDIT_WINDOW, EDIT_WINDOW + timedelta(days=9)):
            make_reply(thread, doctor, posted_at=now - age)
            make_reply(thread, doctor, posted_at=now - timedelta(days=30), withdrawn_at=now - age)
    viewers = [viewer_of(doctor) for doctor in doctors]
    return now, [*viewers, viewer_of(make_doctor()), ANONYMOUS, Viewer(user_id=make_user().pk)]


@pytest.mark.parametrize(
    ("predicate", "queryset"),
    [
        (access.can_edit, access.editable_by),
        (access.can_restore, access.restorable_by),
    ],
)
def test_rule_and_list_agree_within_the_window(shelf, predicate, queryset):
    now, viewers = _cast(shelf)

    seen = []
    for viewer in viewers:
        one_by_one = {reply.pk for reply in Reply.objects.all() if predicate(viewer, reply, at=now)}
        assert set(queryset(viewer, at=now).values_list("pk", flat=True)) == one_by_one
        seen.append(len(one_by_one))

    assert seen == [2, 0, 0, 0, 0, 0, 0]


def test_rule_and_list_agree_on_withdrawing(shelf):
    _, viewers = _cast(shelf)

    seen = []
    for viewer in viewers:
        one_by_one = {reply.pk for reply in Reply.objects.all() if access.can_withdraw(viewer, reply)}
        assert set(access.withdrawable_by(viewer).values_list("pk", flat=True)) == one_by_one
        seen.append(len(one_by_one))

    assert seen == [4, 4, 4, 4, 0, 0, 0]


def test_only_who_reads_the_subject_reads_the_thread(shelf):
    thread, reader, stranger = make_thread(), make_doctor(), make_doctor()
    shelf.hidden_from.add((thread.subject_id, stranger.pk))

    assert access.get_thread_for(viewer_of(reader), thread.pk) == thread
    for viewer in (viewer_of(stranger), ANONYMOUS, viewer_of(make_doctor(state="pending"))):
        with pytest.raises(NotFound):
            access.get_thread_for(viewer, thread.pk)


def test_a_hidden_reply_and_a_missing_one_sound_the_same(shelf):
    stranger = make_doctor()
    reply = make_reply(make_thread(), make_doctor())
    shelf.hidden_from.add((reply.thread.subject_id, stranger.pk))

    with pytest.raises(NotFound):
        access.get_reply_for(viewer_of(stranger), reply.pk)
    with pytest.raises(NotFound):
        access.get_reply_for(viewer_of(stranger), reply.thread.pk)
    assert access.get_reply_for(viewer_of(reply.author), reply.pk) == reply


@pytest.mark.parametrize("state", ["lapsed", "frozen"])
def test_a_doctor_who_only_reads_learns_why_no_reply_is_possible(shelf, state):
    viewer = viewer_of(make_doctor(state=state))

    assert access.why_not_reply(viewer, make_thread()).startswith("You can read but not write")


def test_the_hosts_own_reason_is_passed_on(shelf):
    thread, viewer = make_thread(), viewer_of(make_doctor())
    assert access.why_not_reply(viewer, thread) == ""

    shelf.closed.add(thread.subject_id)

    assert access.why_not_reply(viewer, thread) == "The shelf is closed."
    with pytest.raises(NotAllowed):
        access.check_can_reply(viewer, thread)
