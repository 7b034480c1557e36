"""One lounge a module: it is costly to make, and a crawl only looks."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TestCase

from portal.kit.logs import SafeFilter
from tests.support.lounge import Lounge, make_lounge

REAL = str(connection.settings_dict["NAME"])


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Open the test database for a whole module and leave nothing behind; its tests carry the `django_db` mark."""
    assert str(connection.settings_dict["NAME"]) != REAL, "mark the tests with django_db: only then is there one"
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.close()


@pytest.fixture(scope="module")
def log() -> Iterator[io.StringIO]:
    """Collect what production would log, through its own filter and format."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(SafeFilter())
    handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["plain"]["format"]))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture(scope="module")
def index() -> Iterator[None]:
    """Give the module indexes of its own where Elasticsearch is configured."""
    if not settings.ELASTICSEARCH_URL:
        yield
        return
    from search.engines.elastic import admin

    admin.remove_all(settings.SEARCH_INDEX_PREFIX)
    admin.ensure()
    yield
    admin.remove_all(settings.SEARCH_INDEX_PREFIX)


@pytest.fixture(scope="module")
def lounge(opened, log, index) -> Lounge:
    """Return the marked world, its background work done."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = make_lounge()
    if settings.ELASTICSEARCH_URL:
        from search.engines.elastic import admin

        admin.refresh()
    return made
