"""Seeds the demo's editions and articles through the newsroom's own actions and its publishing gate."""

from typing import Any

from django.db import transaction

from community.doctors.duties import grant_duty
from community.doctors.enums import DutyKind
from community.doctors.models import User
from home.articles.actions import create_article
from home.articles.models import ArticlePage
from home.editions.models import CountryHomePage
from home.editions.setup import ensure_editions, ensure_section
from home.workflow.actions import approve_and_publish
from portal import countries
from portal.demo.seed import hours_ago
from portal.kit.audience import ALL_DOCTORS, EVERYONE

BYLINE = "The demo newsroom"


def is_seeded(row: dict[str, Any]) -> bool:
    """Tell whether the article is there already."""
    return ArticlePage.objects.filter(slug=row["slug"], url_path__startswith=f"/{row['edition']}/").exists()


@transaction.atomic
def seed_editions(content: dict[str, Any]) -> None:
    """Give each edition's home its lead sentence and its sections their names."""
    ensure_editions()
    newsroom = _newsroom()
    for row in content["edition"]:
        home = CountryHomePage.objects.get(slug=row["locale"])
        for slug, title in row["sections"].items():
            section = ensure_section(home=home, slug=slug, title=title)
            if section.title != title:
                section.title = title
                approve_and_publish(page=section, revision=section.save_revision(user=newsroom), by=newsroom)
        if home.standfirst != row["lead"]:
            home.standfirst = row["lead"]
            approve_and_publish(page=home, revision=home.save_revision(user=newsroom), by=newsroom)


@transaction.atomic
def seed_article(row: dict[str, Any]) -> None:
    """Write and publish one article."""
    create_article(
        edition=row["edition"],
        section=row["section"],
        slug=row["slug"],
        title=row["title"],
        standfirst=row["standfirst"],
        blocks=row["block"],
        specialties=row["specialties"],
        audience=EVERYONE if row["audience"] == "public" else ALL_DOCTORS,
        byline=row["byline"],
        published_at=hours_ago(row["published_hours_ago"]),
        by=_newsroom(),
    )


def _newsroom() -> User:
    """Return the account that publishes the demo's articles: an editor of every country, without a sign-in."""
    user = User.objects.filter(byline=BYLINE).first() or User.objects.create_user(byline=BYLINE)
    for country in countries.all():
        grant_duty(user=user, kind=DutyKind.EDITOR, country=country.code, reason="demo")
    return user
