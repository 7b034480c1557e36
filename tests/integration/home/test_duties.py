"""A duty gives its groups and nothing else; an eighth country brings an edition without a migration."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from community.doctors.duties import end_duty, grant_duty
from community.doctors.models import Duty
from home.editions.duties import sync_all, sync_groups
from home.editions.models import CountryHomePage
from home.editions.setup import ensure_editions
from portal import countries
from portal.countries import Edition
from tests.factories.admin import admin_client
from tests.factories.doctors import make_duty, make_user
from tests.factories.home import home_of, make_article, make_editor

pytestmark = pytest.mark.django_db


def groups(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("kind", "country", "expected"),
    [
        ("editor", "gb", {"gb:editor"}),
        ("regional_manager", "ca", {"ca:regional_manager"}),
        ("medical_reviewer", "gb", set()),
        ("administrator", "", set()),
        ("editor", "", {f"{country.code}:editor" for country in countries.all()}),
    ],
)
def test_groups_follow_duties(kind, country, expected):
    assert groups(make_duty(kind, country)) == expected


def test_granting_and_ending_twice():
    user = make_user()
    duty = grant_duty(user=user, kind="editor", country="gb")
    grant_duty(user=user, kind="editor", country="gb")
    assert groups(user) == {"gb:editor"}
    assert (end_duty(duty=duty, by=None, reason="left"), end_duty(duty=duty, by=None, reason="left")) == (True, False)
    assert groups(user) == set()
    assert sync_groups(user) is False


def test_duty_that_ends_by_the_clock():
    user = make_user()
    Duty.objects.create(user=user, kind="editor", country="gb", ends_at=timezone.now() + timedelta(hours=1))
    assert (sync_all(), groups(user)) == (1, {"gb:editor"})
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert (sync_all(), sync_all(), groups(user)) == (1, 0, set())


def test_closed_account_has_no_groups():
    user = make_editor()
    user.is_active = False
    user.save()
    sync_groups(user)
    assert groups(user) == set()


def test_canada_has_two_homes():
    user = make_editor("ca")
    pages = {home.slug for home in CountryHomePage.objects.all() if home.permissions_for_user(user).can_edit()}
    assert pages == {"en-ca", "fr-ca"}


def test_regional_manager_edits_but_does_not_publish():
    rights = home_of("en-ca").permissions_for_user(make_duty("regional_manager", "ca"))
    assert (rights.can_edit(), rights.can_publish()) == (True, False)


@pytest.fixture
def eighth(settings):
    """Register a country that no module describes, as a plug-in would."""
    import dataclasses

    country = dataclasses.replace(
        countries.get("nz"),
        code="zw",
        english_name="Zimbabwe",
        name="Zimbabwe",
        editions=(Edition("zw", "en", "en-zw"),),
    )
    countries.register(country)
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("en-zw", "Zimbabwe")]
    yield country
    countries.unregister("zw")


def test_eighth_country_brings_its_edition(eighth, client):
    assert client.get("/en-zw/").status_code == 404
    ensure_editions()
    ensure_editions()
    editor = make_editor("zw")
    page = make_article(locale="en-zw", by=editor)
    assert client.get("/en-zw/").status_code == 200
    assert client.get(page.address).status_code == 200
    assert groups(editor) == {"zw:editor"}
    assert admin_client(editor).get(f"/admin/pages/{home_of('en-zw').pk}/").status_code == 200
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()
