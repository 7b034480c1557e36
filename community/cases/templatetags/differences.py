"""Shows what an edit took away and added, by marks that do not rest on colour alone."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.cases.history import ADDED, REMOVED, SAME, Piece

register = template.Library()
_CONTEXT = 160


@register.simple_tag
def differences(pieces: Iterable[Piece]) -> SafeString:
    """Draw the pieces; long passages that stayed are shortened to the words around a change."""
    return format_html_join("", "{}", ((_drawn(piece),) for piece in pieces))


def _drawn(piece: Piece) -> SafeString | str:
    if piece.kind == SAME:
        return _shortened(piece.text)
    tag, said = {REMOVED: ("del", _("taken away:")), ADDED: ("ins", _("added:"))}[piece.kind]
    return format_html('<{}><span class="visually-hidden"> {} </span>{}</{}>', tag, said, piece.text, tag)


def _shortened(text: str) -> str:
    if len(text) <= 2 * _CONTEXT:
        return text
    return f"{text[:_CONTEXT]} … {text[-_CONTEXT:]}"
