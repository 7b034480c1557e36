"""Every edition stands after `migrate`, again after a second call, and for a country nobody knew yesterday."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

from home.editions.models import CountryHomePage, SectionPage
from home.editions.setup import ensure_editions
from portal import countries
from tests.factories.home import make_article

pytestmark = pytest.mark.django_db


def test_every_edition_has_a_live_home_at_its_locale(client):
    assert [home.slug for home in CountryHomePage.objects.order_by("slug")] == sorted(
        edition.locale for edition in countries.editions()
    )
    for edition in countries.editions():
        assert client.get(f"/{edition.locale}/").status_code == 200


def _counts():
    return [model.objects.count() for model in (Page, Locale, Collection, Group, GroupPagePermission, Site)]


def test_a_second_call_changes_nothing():
    before = _counts()
    ensure_editions()
    assert _counts() == before


def test_the_tree_is_whole():
    make_article()
    assert Page.find_problems() == ([],) * 5


def test_homes_share_one_key_and_differ_in_locale():
    homes = CountryHomePage.objects.all()
    assert len({home.translation_key for home in homes}) == 1
    assert {home.locale.language_code for home in homes} == {home.slug for home in homes}


def test_nobody_holds_publish_page():
    assert set(GroupPagePermission.objects.values_list("permission__codename", flat=True)) == {
        "add_page",
        "change_page",
    }


def test_addresses_are_tree_paths():
    article = make_article()
    for page in (article, article.get_parent().specific, *CountryHomePage.objects.all(), *SectionPage.objects.all()):
        assert page.get_url() == page.address
