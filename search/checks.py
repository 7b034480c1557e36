"""Deployment checks of the search room: a usual engine, and secrets sent over TLS only."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@register(Tags.security, deploy=True)
def elasticsearch_is_guarded(**options: Any) -> list[CheckMessage]:
    """Refuse to send an API key over plain HTTP, and warn of an open node on another machine."""
    url = urlsplit(settings.ELASTICSEARCH_URL)
    if not url.hostname or url.hostname in _LOOPBACK:
        return []
    found: list[CheckMessage] = []
    if url.scheme != "https":
        found.append(
            Error(
                "Elasticsearch is on another machine and reached without TLS.",
                hint="Use an https:// address in ELASTICSEARCH_URL.",
                id="search.E001",
            )
        )
    if not settings.ELASTICSEARCH_API_KEY and not url.password:
        found.append(
            Caution(
                "Elasticsearch is on another machine and asked without a key.",
                hint="Set ELASTICSEARCH_API_KEY to a key limited to the indexes of SEARCH_INDEX_PREFIX.",
                id="search.W001",
            )
        )
    return found


@register(Tags.security, deploy=True)
def index_prefix_is_plain(**options: Any) -> list[CheckMessage]:
    """Refuse a prefix Elasticsearch cannot take, or one that would reach other indexes."""
    prefix = settings.SEARCH_INDEX_PREFIX
    if prefix and prefix == prefix.lower() and all(c.isalnum() or c in "-_" for c in prefix) and prefix[0].isalnum():
        return []
    return [
        Error(
            "SEARCH_INDEX_PREFIX holds characters an index name cannot have.",
            hint="Use lower-case letters, digits, - and _; start with a letter.",
            id="search.E002",
        )
    ]
