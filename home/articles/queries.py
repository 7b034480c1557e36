"""Reads for pages that show articles: lists as teasers, and what stands around one article."""

from typing import Any

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

    def lead(self, home: Page, chosen_id: int | None, viewer: Viewer) -> Teaser | None:
        """Return the chosen article when this viewer may read it, else the newest one."""
        below = self._below(home, viewer).prefetch_related("hero__renditions")
        chosen = below.filter(pk=chosen_id).first() if chosen_id else None
        article = chosen or below.order_by(*ORDER).first()
        if article is None:
            return None
        return _teaser(article, _section_titles([article]), picture=True)

    def latest(self, below: Page, viewer: Viewer, *, limit: int, besides: str = "") -> list[Teaser]:
        """Return the newest readable articles below a page, without the one at the address `besides`."""
        found = self._below(below, viewer).exclude(url_path=besides).order_by(*ORDER)[:limit]
        return _teasers(list(found))

    def page(self, below: Page, viewer: Viewer, *, cursor: str | None) -> TeaserPage:
        """Return one page of everything readable below a page."""
        found = page_of(self._below(below, viewer), order=ORDER, cursor=cursor, size=PAGE_SIZE)
        return TeaserPage(_teasers(found.items), found.next, found.previous)

    def _below(self, page: Page, viewer: Viewer) -> PageQuerySet:
        return readable_by(viewer, ArticlePage.objects.descendant_of(page)).defer_streamfields()


def _teasers(articles: list[ArticlePage]) -> list[Teaser]:
    titles = _section_titles(articles)
    return [_teaser(article, titles) for article in articles]


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
        image=article.hero.get_rendition(LEAD_SIZE) if picture and article.hero_id else None,
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
        "hero_large": article.hero.get_rendition("width-1280") if article.hero_id else None,
        "hero_small": article.hero.get_rendition("width-640") if article.hero_id else None,
    }
