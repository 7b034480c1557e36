"""Rooms of test documents, and the engines this run can reach."""

import os

import pytest

from search import index, registry
from tests.factories.search import Shelf


@pytest.fixture
def shelf():
    room = Shelf()
    registry.register(room)
    yield room
    registry.unregister(room.kind)


@pytest.fixture
def other_shelf():
    room = Shelf("paper")
    registry.register(room)
    yield room
    registry.unregister(room.kind)


@pytest.fixture(params=["database", pytest.param("elastic", marks=pytest.mark.elastic)])
def engine(request, settings, db):
    """Make one engine answer; `settle` brings it up to date the way the background job does."""
    if request.param == "database":
        settings.ELASTICSEARCH_URL = ""
        yield request.param
        return
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("needs ELASTICSEARCH_URL")
    from search.engines.elastic import admin

    settings.ELASTICSEARCH_URL = os.environ["ELASTICSEARCH_URL"]
    admin.ensure()
    yield request.param
    empty(admin.write_targets())


@pytest.fixture(autouse=True)
def _no_query_log_on_its_own(monkeypatch):
    """Keep a slow run's due flush out of counted statements."""
    monkeypatch.setattr("search.querylog._EVERY", float("inf"))


def empty(targets: dict[str, list[str]]) -> None:
    """Drop every document; making new indexes for each test would take seconds."""
    from search.engines.elastic.client import client

    names = ",".join(name for indexes in targets.values() for name in indexes)
    client(timeout=30).indices.refresh(index=names)
    client(timeout=30).delete_by_query(index=names, query={"match_all": {}}, refresh=True, conflicts="proceed")


@pytest.fixture(scope="session", autouse=True)
def _fresh_indexes():
    """Begin and end a run without any index of this worker's prefix."""
    if not os.environ.get("ELASTICSEARCH_URL"):
        yield
        return
    from django.conf import settings

    from search.engines.elastic import admin

    admin.remove_all(settings.SEARCH_INDEX_PREFIX)
    yield
    admin.remove_all(settings.SEARCH_INDEX_PREFIX)


@pytest.fixture
def settle(engine):
    """Return a function that counts words and copies what is due, as the job after commit does."""

    def run() -> None:
        index.sync()
        if engine == "elastic":
            from search.engines.elastic import admin

            admin.refresh()

    return run
