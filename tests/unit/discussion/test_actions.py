"""Each verb changes what it says, once, and again changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from community.discussion import actions
from community.discussion.enums import EDIT_WINDOW, TEXT_LIMIT
from community.discussion.models import Follow, Reply, Thread
from portal.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from portal.kit.models import AuditEntry, Job
from tests.factories.discussion import make_reply, make_thread
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db


def _counts(thread: Thread) -> tuple[int, int]:
    thread.refresh_from_db()
    return thread.reply_count, thread.last_number


def _audit() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="reply.").order_by("pk").values_list("action", flat=True))


def test_a_thread_is_opened_once():
    subject = uuid4()

    first = actions.open_thread(subject_kind="shelf", subject_id=subject)
    second = actions.open_thread(subject_kind="shelf", subject_id=subject)

    assert first == second
    assert Thread.objects.count() == 1


def test_a_reply_is_numbered_counted_audited_followed_and_told_to_the_host(shelf):
    thread, doctor = make_thread(), make_doctor()

    reply = actions.add_reply(thread=thread, by=doctor, text="  Treat tonight.\r\n ", token="t1")

    assert (reply.number, reply.text, reply.author) == (1, "Treat tonight.", doctor)
    assert _counts(thread) == (1, 1)
    assert thread.last_reply_at == reply.posted_at
    assert _audit() == ["reply.added"]
    assert list(Follow.objects.values_list("thread", "doctor")) == [(thread.pk, doctor.pk)]
    assert shelf.changes == [(thread.subject_id, reply.pk)]
    assert Job.objects.get(name="discussion.tell_followers").arguments == {"reply_id": str(reply.pk)}


def test_the_second_click_finds_the_first_ones_reply(shelf):
    thread, doctor = make_thread(), make_doctor()

    first = actions.add_reply(thread=thread, by=doctor, text="Once.", token="t1")
    second = actions.add_reply(thread=thread, by=doctor, text="Once.", token="t1")

    assert first == second
    assert _counts(thread) == (1, 1)
    assert len(shelf.changes) == 1
    assert Job.objects.filter(name="discussion.tell_followers").count() == 1


def test_the_same_form_with_other_words_is_a_conflict_not_a_loss(shelf):
    thread, doctor = make_thread(), make_doctor()
    actions.add_reply(thread=thread, by=doctor, text="Once.", token="t1")

    with pytest.raises(Conflict):
        actions.add_reply(thread=thread, by=doctor, text="Something new.", token="t1")

    assert _counts(thread) == (1, 1)


def test_the_second_click_after_a_quick_edit_still_finds_its_reply(shelf):
    thread, doctor = make_thread(), make_doctor()
    first = actions.add_reply(thread=thread, by=doctor, text="Once.", token="t1")
    actions.edit_reply(reply=first, by=doctor, text="Changed.")

    assert actions.add_reply(thread=thread, by=doctor, text="Once.", token="t1") == first


def test_two_doctors_may_happen_to_share_a_token(shelf):
    thread = make_thread()

    actions.add_reply(thread=thread, by=make_doctor(), text="One.", token="t1")
    actions.add_reply(thread=thread, by=make_doctor(), text="Two.", token="t1")

    assert _counts(thread) == (2, 2)


@pytest.mark.parametrize("text", ["", " \n\t", "\u202e\x00", "x" * (TEXT_LIMIT + 1)])
def test_a_text_that_says_nothing_or_too_much_is_refused(shelf, text):
    thread = make_thread()

    with pytest.raises(Invalid) as refusal:
        actions.add_reply(thread=thread, by=make_doctor(), text=text, token="t1")

    assert refusal.value.field == "text"
    assert _counts(thread) == (0, 0)


def test_the_hosts_guard_reads_every_text(shelf):
    thread, doctor = make_thread(), make_doctor()

    with pytest.raises(Invalid):
        actions.add_reply(thread=thread, by=doctor, text="A FORBIDDEN word", token="t1")
    reply = actions.add_reply(thread=thread, by=doctor, text="A fine word", token="t1")
    with pytest.raises(Invalid):
        actions.edit_reply(reply=reply, by=doctor, text="A FORBIDDEN word")

    assert Reply.objects.get().text == "A fine word"


def test_a_quotation_must_be_of_the_same_discussion(shelf):
    thread, doctor = make_thread(), make_doctor()
    here, elsewhere = make_reply(thread, doctor), make_reply(make_thread(), doctor)

    reply = actions.add_reply(thread=thread, by=doctor, text="I agree.", token="t1", quoted=here.pk)
    assert reply.quoted == here
    with pytest.raises(Invalid):
        actions.add_reply(thread=thread, by=doctor, text="I agree.", token="t2", quoted=elsewhere.pk)


@pytest.mark.parametrize("state", ["pending", "lapsed", "frozen"])
def test_a_doctor_without_a_verified_licence_cannot_reply(shelf, state):
    thread = make_thread()

    with pytest.raises((NotAllowed, NotFound)):
        actions.add_reply(thread=thread, by=make_doctor(state=state), text="Hello.", token="t1")

    assert Reply.objects.count() == 0


def test_a_closed_or_hidden_subject_takes_no_reply(shelf):
    closed, hidden, doctor = make_thread(), make_thread(), make_doctor()
    shelf.closed.add(closed.subject_id)
    shelf.hidden_from.add((hidden.subject_id, doctor.pk))

    with pytest.raises(NotAllowed):
        actions.add_reply(thread=closed, by=doctor, text="Hello.", token="t1")
    with pytest.raises(NotFound):
        actions.add_reply(thread=hidden, by=doctor, text="Hello.", token="t2")


def test_an_edit_keeps_the_earlier_text_and_twice_is_once(shelf):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor, "First.")

    for _ in range(2):
        changed = actions.edit_reply(reply=reply, by=doctor, text="Second.", seen=1)

    assert (changed.text, changed.revision, changed.edited_after_replies) == ("Second.", 2, False)
    assert list(changed.revisions.values_list("revision", "text")) == [(1, "First.")]
    assert _audit() == ["reply.edited"]
    assert len(shelf.changes) == 1


def test_an_edit_after_later_replies_is_marked(shelf):
    doctor, thread = make_doctor(), make_thread()
    reply = make_reply(thread, doctor, "First.")
    make_reply(thread, make_doctor())

    assert actions.edit_reply(reply=reply, by=doctor, text="Second.").edited_after_replies is True


def test_two_windows_never_overwrite_each_other(shelf):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor, "First.")
    actions.edit_reply(reply=reply, by=doctor, text="From one window.", seen=1)

    with pytest.raises(Conflict):
        actions.edit_reply(reply=reply, by=doctor, text="From the other.", seen=1)

    assert Reply.objects.get(pk=reply.pk).text == "From one window."


def test_the_window_for_changes_closes(shelf):
    doctor, now = make_doctor(), timezone.now()
    thread = make_thread()
    late = make_reply(thread, doctor, posted_at=now - EDIT_WINDOW)
    in_time = make_reply(thread, doctor, posted_at=now - EDIT_WINDOW + timedelta(minutes=1))

    with pytest.raises(NotAllowed) as refusal:
        actions.edit_reply(reply=late, by=doctor, text="Changed.")

    assert refusal.value.code == "window-closed"
    assert actions.edit_reply(reply=in_time, by=doctor, text="Changed.").text == "Changed."


@pytest.mark.parametrize("verb", [actions.withdraw_reply, actions.restore_reply])
def test_nobody_takes_or_brings_back_anothers_reply(shelf, verb):
    reply = make_reply(make_thread(), make_doctor(), withdrawn_at=timezone.now())

    with pytest.raises(NotAllowed):
        verb(reply=reply, by=make_doctor())


def test_nobody_changes_anothers_or_a_former_members_reply(shelf):
    for author in (make_doctor(), None):
        with pytest.raises(NotAllowed):
            actions.edit_reply(reply=make_reply(make_thread(), author), by=make_doctor(), text="Mine now.")


def test_withdrawing_keeps_the_number_and_lowers_the_count_once(shelf):
    thread, doctor = make_thread(), make_doctor()
    first, second = make_reply(thread, doctor), make_reply(thread, doctor)

    for _ in range(2):
        actions.withdraw_reply(reply=second, by=doctor)

    assert _counts(thread) == (1, 2)
    assert thread.last_reply_at == first.posted_at
    assert _audit() == ["reply.withdrawn"]
    assert actions.add_reply(thread=thread, by=doctor, text="Third.", token="t3").number == 3


@pytest.mark.parametrize("state", ["lapsed", "frozen", "pending"])
def test_words_can_be_taken_back_whatever_the_licence(shelf, state):
    doctor = make_doctor(state=state)

    assert actions.withdraw_reply(reply=make_reply(make_thread(), doctor), by=doctor).is_withdrawn


def test_a_withdrawal_can_be_undone_soon_but_not_late(shelf):
    thread, doctor = make_thread(), make_doctor()
    soon = make_reply(thread, doctor, withdrawn_at=timezone.now())
    late = make_reply(thread, doctor, withdrawn_at=timezone.now() - EDIT_WINDOW)

    for _ in range(2):
        assert not actions.restore_reply(reply=soon, by=doctor).is_withdrawn
    with pytest.raises(NotAllowed):
        actions.restore_reply(reply=late, by=doctor)

    assert _counts(thread) == (1, 2)
    assert _audit() == ["reply.restored"]


def test_following_and_leaving_twice_is_once(shelf):
    thread, doctor = make_thread(), make_doctor()

    for _ in range(2):
        actions.follow(thread=thread, by=doctor)
    assert Follow.objects.count() == 1
    for _ in range(2):
        actions.unfollow(thread=thread, by=doctor)
    assert Follow.objects.count() == 0


def test_what_cannot_be_read_cannot_be_followed_but_can_be_left(shelf):
    thread, doctor = make_thread(), make_doctor()
    actions.follow(thread=thread, by=doctor)
    shelf.hidden_from.add((thread.subject_id, doctor.pk))

    with pytest.raises(NotFound):
        actions.follow(thread=thread, by=doctor)
    actions.unfollow(thread=thread, by=doctor)

    assert Follow.objects.count() == 0
