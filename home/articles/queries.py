"""Reads for pages that show articles: lists as teasers, and what stands around one article."""

from typing import Any

from django.db.models import Case, Value, When
from django.urls import reverse
from wagtail.models import Page
from wagtail.query import PageQuerySet

from community.doctors.specialties import specialty_name
from home.articles.access import readable_by
from home.articles.models import ArticlePage
from home.editions.shelves import Teaser, TeaserPage
from portal.kit.paging import page_of
from portal.kit.viewers import Viewer

ORDER = ("-first_published_at", "-pk")
PAGE_SIZE = 20
LEAD_SIZE = "fill-960x600"


class ArticleShelf:
    """What country homes and sections show of articles."""

    def front(self, home: Page, viewer: Viewer, *, chosen_id: int | None, limit: int) -> list[Teaser]:
        """Return the chosen article, where this viewer may read it, then the newest; the first with its picture."""
        chosen_first = Case(When(pk=chosen_id or 0, then=Value(0)), default=Value(1))
        articles = list(self._below(home, viewer).order_by(chosen_first, *ORDER)[:limit])
        titles = _section_titles(articles)
        return [_teaser(article, titles, picture=place == 0) for place, article in enumerate(articles)]

    def page(self, below: Page, viewer: Viewer, *, cursor: str | None) -> TeaserPage:
        """Return one page of everything readable below a page."""
        found = page_of(self._below(below, viewer), order=ORDER, cursor=cursor, size=PAGE_SIZE)
        titles = _section_titles(found.items)
        titles.pop(below.path, None)  # A section's own list need not say its name on every line.
        return TeaserPage([_teaser(article, titles) for article in found.items], found.next, found.previous)

    def _below(self, page: Page, viewer: Viewer) -> PageQuerySet:
        return readable_by(viewer, ArticlePage.objects.descendant_of(page)).defer_streamfields()


def _section_titles(articles: list[ArticlePage]) -> dict[str, str]:
    paths = {article.path[:-4] for article in articles}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def _teaser(article: ArticlePage, titles: dict[str, str], *, picture: bool = False) -> Teaser:
    return Teaser(
        title=article.title,
        url=article.address,
        summary=article.standfirst,
        kind_name=titles.get(article.path[:-4], ""),
        specialty_name=", ".join(specialty_name(code) for code in article.specialty_codes[:2]),
        date=article.first_published_at,
        minutes=article.minutes,
        members_only=not article.audience_public,
        note=article.byline,
        image=article.hero.get_rendition(LEAD_SIZE) if picture and article.hero else None,
        image_alt=article.hero_alt,
    )


def surroundings(article: ArticlePage) -> dict[str, Any]:
    """Return what stands around an article's words: where it lies, what it is about, whose it is."""
    home, section = article.get_ancestors().filter(depth__gt=1).order_by("depth")
    return {
        "section": section,
        "crumbs": [
            {"label": home.title, "url": home.url_path},
            {"label": section.title, "url": section.url_path},
        ],
        "specialty_names": [
            {"name": specialty_name(code), "url": f"{reverse('search:results')}?specialty={code}"}
            for code in article.specialty_codes
        ],
        "hero_large": article.hero.get_rendition("width-1280") if article.hero else None,
        "hero_small": article.hero.get_rendition("width-640") if article.hero else None,
    }
