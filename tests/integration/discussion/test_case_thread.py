"""A case as the host of a discussion: its page, its guard, its own visitors."""

import pytest
from django.urls import reverse

from community.discussion.models import Reply
from tests.factories.cases import make_case
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db


def test_a_reply_is_posted_on_a_cases_page_and_shown_there(signed_in):
    case, doctor = make_case(), make_doctor()
    client, page = signed_in(doctor.user), reverse("cases:detail", args=[case.pk])

    response = client.post(
        reverse("discussion:reply", args=[case.thread_id]), {"text": "Treat tonight.", "token": "t1"}
    )

    reply = Reply.objects.get()
    assert response["Location"] == f"{page}#reply-{reply.pk}"
    html = client.get(page).content.decode()
    assert f'id="reply-{reply.pk}"' in html
    assert html.index("Treat tonight.") < html.index('id="reply-form"')


@pytest.mark.parametrize("text", ["Write to jane.roe@example.org.", "Her NHS number is 943 476 5919."])
def test_an_identifier_in_a_reply_is_refused_at_the_field_and_kept(signed_in, text):
    case = make_case()

    response = signed_in(make_doctor().user).post(
        reverse("discussion:reply", args=[case.thread_id]), {"text": text, "token": "t1"}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert f">\n{text}</textarea>" in html
    assert 'aria-invalid="true"' in html
    assert Reply.objects.count() == 0


def test_an_identifier_cannot_come_in_by_an_edit(signed_in):
    case, doctor = make_case(), make_doctor()
    client = signed_in(doctor.user)
    client.post(reverse("discussion:reply", args=[case.thread_id]), {"text": "Fine.", "token": "t1"})
    reply = Reply.objects.get()

    response = client.post(
        reverse("discussion:edit", args=[reply.pk]), {"text": "Write to jane.roe@example.org.", "seen": 1}
    )

    assert response.status_code == 422
    assert "jane.roe@example.org" in response.content.decode()
    assert Reply.objects.get().text == "Fine."
