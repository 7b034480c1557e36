"""Duties begin, end and tell those who listen."""

import pytest
from django.db import IntegrityError

from community.doctors.access import viewer_for
from community.doctors.duties import end_duty, grant_duty, on_change
from community.doctors.models import Duty, User
from community.doctors.naming import look_alike_key
from portal.kit.models import AuditEntry
from tests.factories.doctors import make_user

pytestmark = pytest.mark.django_db


def test_duty_granted_twice_is_one_duty_and_ends_once():
    user = make_user()
    first = grant_duty(user=user, kind="editor", country="ca")
    assert grant_duty(user=user, kind="editor", country="ca") == first
    assert viewer_for(user).duties == {("editor", "ca")}

    assert [end_duty(duty=first, by=None, reason="left") for _ in range(2)] == [True, False]
    assert viewer_for(user).duties == set()
    assert list(
        AuditEntry.objects.filter(subject=f"user:{user.pk}").order_by("id").values_list("action", flat=True)
    ) == ["duty.granted", "duty.ended"]


def test_duty_of_one_country_is_none_of_another():
    user = make_user()
    grant_duty(user=user, kind="moderator", country="ca")
    viewer = viewer_for(user)

    assert [viewer.has_duty("moderator", c) for c in ("ca", "gb")] == [True, False]
    assert viewer.has_duty("editor", "ca") is False


def test_administrator_everywhere_has_it_in_each_country():
    user = make_user()
    grant_duty(user=user, kind="administrator", country="")

    assert viewer_for(user).has_duty("administrator", "nz") is True


def test_listeners_hear_of_each_change():
    heard = []
    on_change(heard.append)
    user = make_user()
    duty = grant_duty(user=user, kind="editor", country="ie")
    end_duty(duty=duty, by=user, reason="")

    assert heard == [user, user]


def test_there_is_no_superuser():
    with pytest.raises(IntegrityError):
        User.objects.create(is_superuser=True)


def test_ended_duty_leaves_room_for_a_new_one():
    user = make_user()
    end_duty(duty=grant_duty(user=user, kind="editor", country="ca"), by=None, reason="")
    grant_duty(user=user, kind="editor", country="ca")

    assert Duty.objects.filter(user=user).count() == 2


@pytest.mark.parametrize(
    "twin", ["Quiet heron", "QUIET HERON", "Quìet Heron", "Quiet  Heron", "Qu1et Heron", "Quіet Heron"]
)
def test_look_alike_pseudonyms_share_a_key(twin):
    assert look_alike_key(twin) == look_alike_key("Quiet Heron")


def test_different_pseudonyms_have_different_keys():
    assert look_alike_key("Quiet Heron") != look_alike_key("Quiet Herons")
