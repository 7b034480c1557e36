"""Writing articles from code, through the same gate as the admin's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.doctors.models import User
from home.articles.models import ArticlePage
from home.blocks.raw import body_of
from home.editions.models import CountryHomePage, SectionPage
from home.workflow.actions import approve_and_publish
from portal.countries import Edition
from portal.kit.audience import Audience, pack
from portal.kit.errors import NotFound


@transaction.atomic
def create_article(
    *,
    edition: Edition | str,
    section: SectionPage | str,
    title: str,
    standfirst: str,
    blocks: Sequence[Mapping[str, Any]],
    by: User,
    specialties: Iterable[str] = (),
    audience: Audience | None = None,
    byline: str = "",
    published_at: datetime | None = None,
    slug: str = "",
) -> ArticlePage:
    """Write an article and publish it as `by`, an editor of its country.

    `blocks` are mappings with a `type` (text, heading, quote, table, references); without an audience the article
    is for doctors. The same slug in the same section is the same article: a second call returns it unchanged.
    """
    parent = _section(edition, section)
    slug = slug or slugify(title)[:100]
    known = ArticlePage.objects.child_of(parent).filter(slug=slug).first()
    if known:
        return known
    article = ArticlePage(
        title=title,
        slug=slug,
        locale_id=parent.locale_id,
        owner=by,
        standfirst=standfirst,
        body=body_of(blocks),
        byline=byline,
        specialties=pack(specialties),
        first_published_at=published_at,
    )
    article.audience = audience or Audience()
    article = parent.add_child(instance=article)
    revision = article.save_revision(user=by, log_action=True)
    approve_and_publish(page=article, revision=revision, by=by)
    return ArticlePage.objects.get(pk=article.pk)


def _section(edition: Edition | str, section: SectionPage | str) -> SectionPage:
    if isinstance(section, SectionPage):
        return section
    locale = edition if isinstance(edition, str) else edition.locale
    home = CountryHomePage.objects.filter(slug=locale).first()
    found = SectionPage.objects.child_of(home).filter(slug=section).first() if home else None
    if found is None:
        raise NotFound(_("This edition has no such section."), code="no-section")
    return found
