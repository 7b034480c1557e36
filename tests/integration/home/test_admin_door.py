"""The admin opens to duties with a second factor used in this session, by every door the same."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from tests.factories.admin import admin_client, give_second_factor
from tests.factories.doctors import make_doctor, make_duty, make_user
from tests.factories.home import make_editor

pytestmark = pytest.mark.django_db


def test_visitor_is_sent_to_the_portals_sign_in(client):
    answer = client.get("/admin/")
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next=/admin/")


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/"])
def test_wagtails_own_doors_are_walled_up(client, path):
    user = make_editor()
    answer = client.post(path, {"username": user.username, "password": "a-long-test-password", "next": "/admin/"})
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next=/admin/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/en-gb/_util/login/", "/en-gb/_util/authenticate_with_password/1/1/"])
def test_wagtails_public_sign_in_does_not_exist(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("kind", ["medical_reviewer", "moderator", "verifier", "administrator"])
def test_other_duties_do_not_open_it(kind):
    assert admin_client(make_duty(kind, "gb")).get("/admin/").status_code == 403


def test_doctors_and_members_do_not_open_it():
    for user in (make_user(), make_doctor().user):
        assert admin_client(user).get("/admin/").status_code == 403


def test_editor_without_second_factor_is_asked_to_set_one_up(signed_in):
    answer = signed_in(make_editor()).get("/admin/")
    assert (answer.status_code, answer.url) == (302, reverse("mfa_activate_totp"))


def test_editor_whose_session_did_not_use_it_signs_in_again(signed_in):
    user = make_editor()
    give_second_factor(user)
    answer = signed_in(user).get("/admin/")
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("kind", ["editor", "regional_manager"])
def test_editorial_duties_open_it(kind):
    assert admin_client(make_duty(kind, "gb")).get("/admin/").status_code == 200


def test_the_whole_way_in():
    user = make_editor()
    give_second_factor(user)
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": "a-long-test-password"})
    assert client.get("/admin/").status_code == 302, "the password alone must not be enough"
    secret = get_adapter().decrypt(Authenticator.objects.get(user=user).data["secret"])
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/admin/").status_code == 200


def test_ended_duty_closes_it_at_once():
    from community.doctors.duties import end_duty

    user = make_editor()
    client = admin_client(user)
    assert client.get("/admin/").status_code == 200
    end_duty(duty=user.duties.get(), by=None, reason="left")
    assert client.get("/admin/").status_code == 403
