"""The blocks an editor can put into the body of a page, each with a preview."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock

DOI = re.compile(r"10\.\d{4,9}/\S+")
PMID = re.compile(r"\d{1,8}")
TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    """Running text: emphasis, lists and links, nothing that changes the look."""

    def __init__(self, **options: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **options)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "home/blocks/text.html"
        preview_template = "home/blocks/preview.html"
        preview_value = "<p>Three of the four patients had been told to wait. <b>None</b> should have been.</p>"
        description = _("Paragraphs, lists and links.")


class HeadingBlock(blocks.CharBlock):
    """A heading inside the body; the page's title stands above all of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "home/blocks/heading.html"
        preview_template = "home/blocks/preview.html"
        preview_value = "What we looked for"
        description = _("Starts a new part of the text.")


class ImageBlock(blocks.StructBlock):
    """A picture that nobody can leave undescribed."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Text alternative"),
        max_length=300,
        help_text=_("Say what a colleague who cannot see the picture needs to know from it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "home/blocks/image.html"
        preview_template = "home/blocks/preview.html"
        preview_value = {
            "image": None,
            "alt": "Chest film with a widened mediastinum",
            "caption": "Film on admission.",
            "credit": "",
        }
        description = _("A picture with its text alternative, caption and credit.")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=1000)
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "home/blocks/quote.html"
        preview_template = "home/blocks/preview.html"
        preview_value = {"text": "I would ask a colleague.", "attribution": "A consultant of thirty years"}
        description = _("Words of a person or a text, with their source.")


class TableBlock(TypedTableBlock):
    """A table of texts and numbers; numbers stand under each other."""

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=300)
    number = blocks.CharBlock(label=_("Number with unit"), required=False, max_length=60)

    class Meta:
        icon = "table"
        label = _("Table")
        template = "home/blocks/table.html"
        preview_template = "home/blocks/preview.html"
        preview_value = {
            "caption": "Time to first dose",
            "columns": [{"type": "text", "heading": "Site"}, {"type": "number", "heading": "Median"}],
            "rows": [{"values": ["Ward", "64 min"]}, {"values": ["Front door", "31 min"]}],
        }
        description = _("Rows and columns with a caption.")


class ReferenceBlock(blocks.StructBlock):
    """One source, with the identifiers by which it can be found again."""

    text = blocks.CharBlock(label=_("Reference"), max_length=600)
    doi = blocks.CharBlock(label=_("DOI"), required=False, max_length=200, help_text=_("Starts with 10."))
    pmid = blocks.CharBlock(label=_("PubMed number"), required=False, max_length=8)
    url = blocks.URLBlock(label=_("Address"), required=False, max_length=500)

    def clean(self, value: Any) -> Any:
        """Refuse identifiers that cannot be right."""
        cleaned = super().clean(value)
        errors = {}
        if cleaned["doi"] and not DOI.fullmatch(cleaned["doi"]):
            errors["doi"] = ValidationError(_("A DOI looks like 10.1136/bmj.r315, without the address before it."))
        if cleaned["pmid"] and not PMID.fullmatch(cleaned["pmid"]):
            errors["pmid"] = ValidationError(_("A PubMed number has up to eight digits."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "link"
        label = _("Reference")


class ReferencesBlock(blocks.ListBlock):
    """The numbered sources of a page."""

    def __init__(self, child_block: Any = ReferenceBlock, **options: Any) -> None:
        super().__init__(child_block, **options)

    class Meta:
        icon = "list-ol"
        label = _("References")
        template = "home/blocks/references.html"
        preview_template = "home/blocks/preview.html"
        preview_value = [{"text": "A guideline on endocarditis, 2023.", "doi": "", "pmid": "", "url": ""}]
        description = _("Numbered sources with DOI or PubMed number.")


class BodyBlock(blocks.StreamBlock):
    """Everything a body may hold."""

    text = TextBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    table = TableBlock()
    references = ReferencesBlock()

    class Meta:
        block_counts = {"references": {"max_num": 1}}
