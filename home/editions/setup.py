"""Lays out what every edition needs; run after each migrate, so that a new country module is enough for a new edition.

Also makes the rows that Wagtail's own data migrations would have made, because tests run without migrations.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site, Workflow

from home.editions.duties import sync_all
from home.editions.editors_search import ensure_table
from home.editions.groups import PAGE_ACTIONS, ensure_group
from home.editions.models import CountryHomePage, SectionPage
from home.workflow.actions import publish_structure
from portal import countries
from portal.countries import Edition

FIRST = "en-us"
SECTIONS = ("innovation", "practice", "opinion")


def after_migrate(**kwargs: Any) -> None:
    """Lay out the editions once all tables are there; part-way through a set of migrations do nothing.

    `flush` sends the same signal, without a plan: whoever empties the tables decides what comes back.
    """
    if "plan" not in kwargs:
        return
    needed = {"editions_countryhomepage", "editions_sectionpage", "workflow_approval", "doctors_duty"}
    if needed <= set(connection.introspection.table_names()):
        ensure_table()
        ensure_editions()


@transaction.atomic
def ensure_editions() -> list[CountryHomePage]:
    """Make root, locales, homes, sections, collections, groups and the site; a second call changes nothing."""
    root = _root()
    homes = {edition.locale: _home(root, edition) for edition in countries.editions()}
    _site(homes)
    _drop_stock()
    for country in countries.all():
        own = [homes[edition.locale] for edition in country.editions]
        collection = _collection(country.code, country.english_name)
        for kind in PAGE_ACTIONS:
            ensure_group(country.code, kind, own, collection)
    sync_all()
    return list(homes.values())


def ensure_section(*, home: Page, slug: str, title: str) -> SectionPage:
    """Return the edition's section with this slug, making it when it is missing."""
    known = SectionPage.objects.child_of(home).filter(slug=slug).first()
    if known:
        return known
    section = home.add_child(instance=SectionPage(title=title, slug=slug, locale_id=home.locale_id))
    publish_structure(page=section)
    return SectionPage.objects.get(pk=section.pk)


def _locale(code: str) -> Locale:
    return Locale.all_objects.get_or_create(language_code=code)[0]


def _root() -> Page:
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root", locale=_locale(settings.LANGUAGE_CODE)))
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return Page.get_first_root_node()


def _home(root: Page, edition: Edition) -> CountryHomePage:
    locale = _locale(edition.locale)
    home = CountryHomePage.objects.filter(locale=locale).first()
    if home is None:
        with translation.override(edition.locale):
            home = CountryHomePage(title=str(countries.get(edition.country).name), slug=edition.locale, locale=locale)
        first = CountryHomePage.objects.order_by("path").first()
        if first:
            # One key makes them one front page in several editions, which is how Wagtail finds the right one.
            home.translation_key = first.translation_key
        # A fresh copy of the parent: treebeard counts children on the instance it is given.
        home = Page.objects.get(pk=root.pk).add_child(instance=home)
        publish_structure(page=home)
        home = CountryHomePage.objects.get(pk=home.pk)
        with translation.override(edition.locale):
            names = {"innovation": _("Innovation"), "practice": _("In practice"), "opinion": _("Opinion")}
        for slug in SECTIONS:
            ensure_section(home=home, slug=slug, title=names[slug])
            home.refresh_from_db()
    return home


def _site(homes: dict[str, CountryHomePage]) -> None:
    """Point the one site at a home; its host is where mail and feeds link to."""
    root_page = homes.get(FIRST) or next(iter(homes.values()))
    base = urlsplit(settings.BASE_URL)
    port = base.port or (443 if base.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {"hostname": base.hostname, "port": port, "root_page_id": root_page.pk, "site_name": "Consilium"}
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()


def _drop_stock() -> None:
    """Take away what Wagtail's migrations lay out for a site without duties: groups that publish, a welcome page."""
    for group in Group.objects.filter(name__in=["Editors", "Moderators"], user=None):
        group.delete()
    for workflow in Workflow.objects.filter(name="Moderators approval", workflow_states=None):
        workflow.tasks.all().delete()
        workflow.delete()
    for page in Page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0):
        page.delete()


def _collection(code: str, name: str) -> Collection:
    known = Collection.objects.filter(depth=2, name=f"{code}: {name}").first()
    return known or Collection.get_first_root_node().add_child(name=f"{code}: {name}")
