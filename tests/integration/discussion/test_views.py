"""The room's addresses as a browser meets them: with and without scripts, twice, signed out, refused."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.discussion.enums import TEXT_LIMIT
from community.discussion.models import Follow, Reply
from community.shared.kept import sign_writer
from tests.factories.discussion import make_reply, make_thread
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def _reply_url(thread) -> str:
    return reverse("discussion:reply", args=[thread.pk])


def test_a_reply_leads_back_to_where_it_stands(shelf, signed_in):
    thread, doctor = make_thread(), make_doctor()

    response = signed_in(doctor.user).post(_reply_url(thread), {"text": "Treat tonight.", "token": "t1"})

    reply = Reply.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/shelf/{thread.subject_id}/#reply-{reply.pk}")


def test_a_double_click_makes_one_reply(shelf, signed_in):
    thread, client = make_thread(), signed_in(make_doctor().user)

    places = {client.post(_reply_url(thread), {"text": "Once.", "token": "t1"})["Location"] for _ in range(2)}

    assert len(places) == 1
    assert Reply.objects.count() == 1


def test_htmx_gets_the_thread_with_the_new_reply_in_focus(shelf, signed_in):
    thread, doctor = make_thread(), make_doctor()

    response = signed_in(doctor.user).post(_reply_url(thread), {"text": "Treat tonight.", "token": "t1"}, **HTMX)

    html = response.content.decode()
    assert response.status_code == 200
    assert html.lstrip().startswith('<section class="stack" id="thread"')
    assert re.search(rf'id="reply-{Reply.objects.get().pk}" tabindex="-1" autofocus', html)
    assert "Your reply is posted." in html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Write something before you post."),
        ("z" * (TEXT_LIMIT + 5), "This has 20005 characters; at most 20000 fit. Shorten it by 5."),
        ("the FORBIDDEN word", "This word may not be posted."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_is_said_and_the_words_are_kept(shelf, signed_in, text, message, headers):
    thread, client = make_thread(), signed_in(make_doctor().user)

    response = client.post(_reply_url(thread), {"text": text, "token": "t1"}, **headers)

    assert response.status_code == 422
    html = response.content.decode()
    assert message in html
    assert f">\n{text}</textarea>" in html
    assert Reply.objects.count() == 0


def test_a_megabyte_with_null_bytes_and_script_is_answered_calmly(shelf, signed_in):
    client, text = signed_in(make_doctor().user), "\x00<script>\u202e" * 80_000

    response = client.post(_reply_url(make_thread()), {"text": text, "token": "t1"})

    assert response.status_code == 422
    assert b"<script>\x00" not in response.content
    assert Reply.objects.count() == 0


def test_other_words_from_a_used_form_come_back_with_a_fresh_one(shelf, signed_in):
    thread, client = make_thread(), signed_in(make_doctor().user)
    client.post(_reply_url(thread), {"text": "Once.", "token": "t1"})

    response = client.post(_reply_url(thread), {"text": "Something new.", "token": "t1"})

    token = re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]
    assert response.status_code == 422
    assert "Something new." in response.content.decode()
    assert client.post(_reply_url(thread), {"text": "Something new.", "token": token}).status_code == 302
    assert Reply.objects.count() == 2


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_typed_after_the_session_was_lost_wait_for_their_writer(shelf, signed_in, rendered_thread, headers, rf):
    thread, doctor, other = make_thread(), make_doctor(), make_doctor()
    client = Client()

    response = client.post(
        _reply_url(thread), {"text": "Long & careful.", "token": "t1", "writer": sign_writer(doctor.pk)}, **headers
    )

    html = response.content.decode()
    assert response.status_code == (422 if headers else 403)
    assert "Long &amp; careful." in html
    assert f"{reverse('account_login')}?next={_reply_url(thread)}" in html
    assert Reply.objects.count() == 0

    client.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = rf.get("/")
    assert "Long &amp; careful." in rendered_thread(request, thread, doctor, session=client.session)
    assert "Long &amp; careful." not in rendered_thread(request, thread, other, session=client.session)

    client.post(_reply_url(thread), {"text": "Long & careful.", "token": "t2"})
    assert "Long &amp; careful.</textarea>" not in rendered_thread(request, thread, doctor, session=client.session)


@pytest.mark.parametrize("writer", ["", "forged", "forged:1:2"])
def test_words_of_nobody_known_are_shown_but_not_stored(shelf, writer):
    client = Client()

    response = client.post(_reply_url(make_thread()), {"text": "Hello.", "token": "t1", "writer": writer})

    assert "Hello." in response.content.decode()
    assert "paste them" in response.content.decode()
    assert dict(client.session) == {}


def test_after_signing_in_one_is_led_to_the_box(shelf, signed_in):
    thread = make_thread()

    response = signed_in(make_doctor().user).get(_reply_url(thread))

    assert response["Location"] == f"/shelf/{thread.subject_id}/#reply-form"


@pytest.mark.parametrize(("state", "status"), [("frozen", 403), ("lapsed", 403), ("pending", 404)])
def test_a_doctor_who_may_not_write_gets_the_words_back(shelf, signed_in, state, status):
    client = signed_in(make_doctor(state=state).user)

    response = client.post(_reply_url(make_thread()), {"text": "My words.", "token": "t1"})

    assert response.status_code == status
    assert "My words." in response.content.decode()
    assert Reply.objects.count() == 0


def _every_address(thread, reply) -> list[tuple[str, str]]:
    by_reply = [("get", "find"), ("get", "history"), ("get", "edit"), ("post", "edit")]
    by_reply += [("post", "withdraw"), ("post", "restore")]
    by_thread = [("get", "reply"), ("post", "reply"), ("post", "follow"), ("post", "unfollow")]
    return [
        *((method, reverse(f"discussion:{name}", args=[reply.pk])) for method, name in by_reply),
        *((method, reverse(f"discussion:{name}", args=[thread.pk])) for method, name in by_thread),
        ("get", reverse("discussion:quote", args=[thread.pk, reply.pk])),
    ]


def test_a_hidden_discussion_is_at_no_address(shelf, signed_in):
    thread, stranger = make_thread(), make_doctor()
    reply = make_reply(thread, make_doctor(pseudonym="Lantern Moth"), "SECRET WORDS")
    shelf.hidden_from.add((thread.subject_id, stranger.pk))
    data = {"text": "Hello.", "token": "t1", "seen": 1}

    for client in (signed_in(stranger.user), signed_in(make_doctor(state="pending").user), Client()):
        signed_out = "_auth_user_id" not in client.session
        for method, address in _every_address(thread, reply):
            response = getattr(client, method)(address, data if method == "post" else {})
            at_door = signed_out and (address.endswith("/edit/") or (method, address) == ("post", _reply_url(thread)))
            assert (address, response.status_code) == (address, 403 if at_door else 404)
            for secret in ("SECRET WORDS", "Lantern Moth", "Shelf "):
                assert secret not in response.content.decode()

    assert Reply.objects.count() == 1
    assert Follow.objects.count() == 0


def test_an_edit_is_saved_and_its_history_shown(shelf, signed_in):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor, "First words.")
    client, address = signed_in(doctor.user), reverse("discussion:edit", args=[reply.pk])
    assert "First words." in client.get(address).content.decode()

    for _ in range(2):
        response = client.post(address, {"text": "Second words.", "seen": 1})
        assert response["Location"].endswith(f"#reply-{reply.pk}")

    history = signed_in(make_doctor().user).get(reverse("discussion:history", args=[reply.pk]))
    assert history.content.decode().count("First words.") == 1


def test_the_other_windows_text_is_shown_before_saving_over_it(shelf, signed_in):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor, "First.")
    client, address = signed_in(doctor.user), reverse("discussion:edit", args=[reply.pk])
    client.post(address, {"text": "From one window.", "seen": 1})

    response = client.post(address, {"text": "From the other.", "seen": 1})

    html = response.content.decode()
    assert response.status_code == 422
    assert "From one window." in html
    assert "From the other." in html
    assert client.post(address, {"text": "From the other.", "seen": 2}).status_code == 302
    assert Reply.objects.get().text == "From the other."


def test_a_change_that_comes_too_late_gives_the_words_back(shelf, signed_in):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor, "First.", posted_at=timezone.now() - timedelta(hours=1))
    client, address = signed_in(doctor.user), reverse("discussion:edit", args=[reply.pk])

    response = client.post(address, {"text": "Too late.", "seen": 1})

    assert response.status_code == 403
    assert "Too late." in response.content.decode()
    assert "30 minutes" in response.content.decode()
    assert client.get(address).status_code == 403


def test_withdrawing_and_restoring_twice_each(shelf, signed_in):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor)
    client = signed_in(doctor.user)

    for name, withdrawn in (("withdraw", True), ("withdraw", True), ("restore", False), ("restore", False)):
        response = client.post(reverse(f"discussion:{name}", args=[reply.pk]))
        assert response["Location"].endswith(f"#reply-{reply.pk}")
        assert Reply.objects.get().is_withdrawn is withdrawn


def test_nobody_withdraws_anothers_reply(shelf, signed_in):
    reply = make_reply(make_thread(), make_doctor())

    response = signed_in(make_doctor().user).post(reverse("discussion:withdraw", args=[reply.pk]))

    assert response.status_code == 403
    assert not Reply.objects.get().is_withdrawn


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_following_and_leaving_twice_each(shelf, signed_in, headers):
    thread, doctor = make_thread(), make_doctor()
    client = signed_in(doctor.user)

    for name, count in (("follow", 1), ("follow", 1), ("unfollow", 0), ("unfollow", 0)):
        response = client.post(reverse(f"discussion:{name}", args=[thread.pk]), **headers)
        assert response.status_code == (200 if headers else 302)
        assert Follow.objects.count() == count


@pytest.mark.parametrize("name", ["withdraw", "restore", "follow", "unfollow"])
def test_a_link_alone_changes_nothing(shelf, signed_in, name):
    doctor = make_doctor()
    reply = make_reply(make_thread(), doctor)
    target = reply.thread.pk if "follow" in name else reply.pk

    assert signed_in(doctor.user).get(reverse(f"discussion:{name}", args=[target])).status_code == 405


def test_choosing_a_quotation_returns_it_alone(shelf, signed_in):
    thread = make_thread()
    reply = make_reply(thread, make_doctor(pseudonym="Lantern Moth"), "Repeat three sets first.")

    html = (
        signed_in(make_doctor().user)
        .get(reverse("discussion:quote", args=[thread.pk, reply.pk]), **HTMX)
        .content.decode()
    )

    assert f'name="quoted" value="{reply.pk}"' in html
    assert "Repeat three sets first." in html
    assert "<textarea" not in html


def test_a_permanent_address_leads_to_the_right_page(shelf, signed_in):
    thread, doctor = make_thread(), make_doctor()
    last = [make_reply(thread, doctor) for _ in range(26)][-1]

    response = signed_in(doctor.user).get(reverse("discussion:find", args=[last.pk]))

    assert response["Location"] == f"/shelf/{thread.subject_id}/?after=25#reply-{last.pk}"
