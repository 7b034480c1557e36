"""Articles as search knows them: which may be found, what of them, and the last word on who sees one."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.doctors.specialties import specialty_name
from home.articles.access import published, readable_by
from home.articles.models import ArticlePage
from home.blocks.words import plain_text
from portal import countries
from portal.kit.viewers import Viewer
from search.contract import Document

KIND = "article"
PUBLISHED = "published"


def key_of(article: ArticlePage) -> str:
    """Return the article's key in the index."""
    return f"{KIND}:{article.key}"


class ArticleSource:
    """Hands live articles to the search room."""

    kind = KIND
    label: str | Promise = _("article")
    label_plural: str | Promise = _("articles")

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        """Return the documents of those keys that anybody may find."""
        return [_document(article) for article in published().filter(key__in=_uuids(keys))]

    def keys(self, after: str = "") -> Iterator[str]:
        """Yield the key of every findable article past `after`, ascending."""
        found = published().order_by("key")
        if after:
            found = found.filter(key__gt=UUID(after.partition(":")[2]))
        for key in found.values_list("key", flat=True).iterator(chunk_size=500):
            yield f"{KIND}:{key}"

    def visible(self, viewer: Viewer, keys: Sequence[str]) -> set[str]:
        """Return the keys this viewer may read now."""
        found = readable_by(viewer, ArticlePage.objects.filter(key__in=_uuids(keys)))
        return {f"{KIND}:{key}" for key in found.values_list("key", flat=True)}

    def facet_label(self, facet: str, value: str) -> str:
        """Say what a facet value means for articles."""
        if facet == "status" and value == PUBLISHED:
            return str(_("Published"))
        return specialty_name(value) if facet == "specialty" else ""


def _document(article: ArticlePage) -> Document:
    edition = countries.edition(article.locale_code)
    return Document(
        key=key_of(article),
        kind=KIND,
        group=key_of(article),
        language=edition.language,
        title=article.title,
        summary=article.standfirst,
        body=plain_text(article.body),
        url=article.address,
        country=edition.country,
        specialties=article.specialty_codes,
        status=PUBLISHED,
        published_at=article.first_published_at,
        audience=article.audience,
        facts={"byline": article.byline} if article.byline else {},
    )


def _uuids(keys: Iterable[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key.partition(":")[2]))
        except ValueError:
            continue
    return found


def keys_below(path: str) -> list[str]:
    """Return the keys of all articles at or below a place in the tree, findable or not."""
    keys = ArticlePage.objects.filter(Q(path__startswith=path)).values_list("key", flat=True)
    return [f"{KIND}:{key}" for key in keys]
