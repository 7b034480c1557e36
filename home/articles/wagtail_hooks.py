"""Who gets a document: the readers of a page that links to it, and the editors who may choose it."""

from django.http import Http404
from wagtail import hooks

from home.articles.access import may_open
from home.editions.media import EditionDocument
from home.editions.pages import PageRequest


@hooks.register("before_serve_document")
def serve_to_readers(document: EditionDocument, request: PageRequest) -> None:
    """Answer everybody else as if there were no such document.

    Without an account one only gets here by a public page; answers to accounts are never stored (middleware).
    """
    if not may_open(request, document):
        raise Http404
