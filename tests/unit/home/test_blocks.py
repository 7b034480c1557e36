"""Blocks: what they refuse, what they show, and that the field keeps them out of migrations."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks import StreamValue

from home.articles.models import ArticlePage
from home.blocks.body import BodyBlock, ImageBlock, ReferenceBlock
from home.blocks.raw import body_of
from home.blocks.words import plain_text, reading_minutes
from portal.kit.errors import Invalid
from tests.factories.home import BLOCKS


@pytest.fixture
def body() -> StreamValue:
    return BodyBlock().normalize(body_of(BLOCKS))


def test_field_deconstructs_without_blocks():
    _name, path, args, options = ArticlePage._meta.get_field("body").deconstruct()
    assert (path, args, set(options)) == ("home.blocks.fields.BodyField", [], {"blank", "verbose_name"})


def test_body_has_every_kind_of_block(body):
    assert [block.block_type for block in body] == ["text", "heading", "quote", "table", "references"]


def test_unknown_block_is_refused():
    with pytest.raises(Invalid):
        body_of([{"type": "video"}])


def test_plain_text_has_all_words(body):
    text = plain_text(body)
    for words in ("Three patients had a fever", "What we looked for", "I would ask", "64 min", "endocarditis, 2023"):
        assert words in text
    assert "<" not in text


def test_script_in_raw_text_is_dropped():
    [(_kind, value)] = body_of([{"type": "text", "html": '<p onclick="x()">Hello<script>alert(1)</script></p>'}])
    assert value.source == "<p>Hello</p>"


@pytest.mark.parametrize(
    ("header", "rows", "kinds"),
    [
        (["Site", "Median"], [["Ward", "64 min"], ["Door", "31 min"]], ["text", "number"]),
        (["Result", "Next step"], [["Negative", "Message in 2 weeks"]], ["text", "text"]),
        (["Step", "People"], [["Screened", "3,200"], ["Confirmed", ""]], ["text", "number"]),
    ],
)
def test_columns_of_numbers_are_seen(header, rows, kinds):
    [(_kind, table)] = body_of([{"type": "table", "header": header, "rows": rows}])
    assert [column["type"] for column in table["columns"]] == kinds


def reference(**parts: str) -> dict[str, str]:
    return {"text": "A guideline.", "doi": "", "pmid": "", "url": ""} | parts


@pytest.mark.parametrize(
    "parts", [{}, {"doi": "10.1136/bmj.r315"}, {"pmid": "23178606"}, {"url": "https://bmj.com/x"}]
)
def test_reference_accepts(parts):
    block = ReferenceBlock()
    assert block.clean(block.to_python(reference(**parts)))["text"] == "A guideline."


@pytest.mark.parametrize(
    "parts",
    [
        {"text": ""},
        {"doi": "https://doi.org/10.1136/x"},
        {"doi": "11.1/x"},
        {"pmid": "12a"},
        {"url": "javascript:alert(1)"},
    ],
)
def test_reference_refuses(parts):
    block = ReferenceBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(reference(**parts)))


def test_image_needs_words():
    block = ImageBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": None, "alt": "", "caption": "", "credit": ""}))


def test_doi_cannot_leave_its_link():
    value = BodyBlock().normalize([("references", [reference(doi='10.1136/"><script>')])])
    html = value[0].render()
    assert "<script>" not in html


def test_every_block_has_a_preview():
    assert [name for name, block in BodyBlock().child_blocks.items() if not block.is_previewable] == []


@pytest.mark.parametrize("name", ["text", "heading", "image", "quote", "table", "references"])
def test_preview_renders(name):
    block = BodyBlock().child_blocks[name]
    html = render_to_string(
        "home/blocks/preview.html", {"bound_block": block.bind(block.get_preview_value()), "page_title": "Preview"}
    )
    words = {"text": "None", "heading": "What", "image": "Film", "quote": "ask", "table": "Ward", "references": "2023"}
    assert words[name] in html


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (660, 3)])
def test_reading_minutes(words, minutes):
    assert reading_minutes("word " * words) == minutes
