"""Editions, articles and editors for tests; everything goes live through the gate."""

import io
from itertools import count
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from community.doctors.models import User
from home.articles.actions import create_article
from home.articles.models import ArticlePage
from home.editions.models import CountryHomePage, EditionImage, SectionPage
from portal.kit.audience import ALL_DOCTORS, EVERYONE, Audience
from tests.factories.doctors import make_duty, make_user

_numbers = count(1)

BLOCKS = (
    {"type": "text", "html": "<p>Three patients had a <b>fever</b> and no source.</p>"},
    {"type": "heading", "text": "What we looked for"},
    {"type": "quote", "text": "I would ask a colleague.", "attribution": "A consultant"},
    {"type": "table", "caption": "Delay", "header": ["Site", "Median"], "rows": [["Ward", "64 min"]]},
    {"type": "references", "items": ["A guideline on endocarditis, 2023."]},
)


def make_editor(country: str = "gb", *, byline: str = "Ada Editor") -> User:
    return make_duty("editor", country, user=make_user(byline=byline))


def home_of(locale: str = "en-gb") -> CountryHomePage:
    return CountryHomePage.objects.get(slug=locale)


def section_of(locale: str = "en-gb", slug: str = "innovation") -> SectionPage:
    return SectionPage.objects.child_of(home_of(locale)).get(slug=slug)


def make_article(
    *,
    locale: str = "en-gb",
    section: str = "innovation",
    title: str = "",
    audience: Audience = EVERYONE,
    by: User | None = None,
    **fields: Any,
) -> ArticlePage:
    country = locale[-2:]
    return create_article(
        edition=locale,
        section=section,
        title=title or f"Handheld echo {next(_numbers)}",
        standfirst=fields.pop("standfirst", "Who benefits, and who is misled."),
        blocks=fields.pop("blocks", BLOCKS),
        byline=fields.pop("byline", "Amara Okafor"),
        specialties=fields.pop("specialties", ("cardiology",)),
        audience=audience,
        by=by or make_editor(country),
        **fields,
    )


def make_doctors_article(**fields: Any) -> ArticlePage:
    return make_article(audience=ALL_DOCTORS, **fields)


def make_draft(
    *, locale: str = "en-gb", section: str = "innovation", title: str = "", by: User | None = None
) -> ArticlePage:
    parent = section_of(locale, section)
    draft = ArticlePage(
        title=title or f"Draft {next(_numbers)}", standfirst="A start.", locale_id=parent.locale_id, owner=by
    )
    draft = parent.add_child(instance=draft)
    draft.save_revision(user=by)
    return ArticlePage.objects.get(pk=draft.pk)


def make_image(*, title: str = "A film", width: int = 1400, height: int = 900, collection: Any = None) -> EditionImage:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#0b6354").save(data, "PNG")
    data.seek(0)
    fields = {"collection": collection} if collection else {}
    return EditionImage.objects.create(title=title, file=ImageFile(data, name=f"film-{next(_numbers)}.png"), **fields)
