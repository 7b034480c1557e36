"""One connection to Elasticsearch, impatient for readers, and a breaker so that a dead server is asked rarely.

Whatever goes wrong on the way becomes `EngineDown`; callers never see the library's own errors.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from search.contract import EngineDown

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

#: Seconds a reader waits; with the database's own answer a page stays within two.
READ_TIMEOUT = 1.0
WRITE_TIMEOUT = 30.0
#: Seconds a failed server is left alone by readers.
PAUSE = 10.0


class Breaker:
    """Remembers a failure for a while, so that only one request in `PAUSE` seconds waits for a dead server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_at = 0.0

    def check(self) -> None:
        """Raise EngineDown while the server is left alone; the first caller after that tries it."""
        with self._lock:
            if time.monotonic() < self._closed_at:
                raise EngineDown("left alone after a failure")

    def failed(self) -> None:
        """Leave the server alone for a while."""
        with self._lock:
            self._closed_at = time.monotonic() + PAUSE

    def worked(self) -> None:
        """Trust the server again."""
        with self._lock:
            self._closed_at = 0.0


breaker = Breaker()


def client(*, timeout: float = READ_TIMEOUT) -> "Elasticsearch":
    """Return the client for the configured server; one call never waits past the timeout, and never retries."""
    made = _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_CA)
    return made.options(request_timeout=timeout, max_retries=0, retry_on_timeout=False)


@lru_cache(maxsize=4)
def _client(url: str, api_key: str, authority: str) -> "Elasticsearch":
    from elasticsearch import Elasticsearch

    trusted: dict[str, Any] = {"ca_certs": str(authority)} if authority else {}
    return Elasticsearch(url, api_key=api_key or None, connections_per_node=8, **trusted)


@contextmanager
def asking(*, guarded: bool = True) -> Iterator[None]:
    """Turn every failure inside into EngineDown; readers are guarded by the breaker, writers always try."""
    from elasticsearch import ApiError, TransportError

    if guarded:
        breaker.check()
    try:
        yield
    except TransportError as error:
        breaker.failed()
        raise EngineDown(type(error).__name__) from error
    except ApiError as error:
        if error.status_code in (429, 502, 503, 504):
            breaker.failed()
        # Also a missing index or a refused query: the database answers, the log says why.
        raise EngineDown(f"{error.status_code} {error.message}") from error
    breaker.worked()
