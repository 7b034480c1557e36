"""Fixtures for every test: a real database with the rows a fresh installation has, and signed-in clients."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent


class BaseRows:
    """Tells whether a test emptied the tables, and lays the installation's own rows out again for the next."""

    lost = False
    blocker = None


@pytest.fixture(autouse=True, scope="session")
def _blocker(django_db_blocker):
    BaseRows.blocker = django_db_blocker


def _is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Bring back what a transactional test flushed, before a test that counts on it."""
    uses_database = item.get_closest_marker("django_db") or {"db", "editions"} & set(item.fixturenames)
    if BaseRows.lost and uses_database and not _is_transactional(item):
        _lay_out_again()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """Remember that the tables are empty now."""
    result = yield
    BaseRows.lost = BaseRows.lost or _is_transactional(item)
    return result


def _lay_out_again() -> None:
    from home.editions.setup import ensure_editions

    with BaseRows.blocker.unblock():
        ensure_editions()
    BaseRows.lost = False


@pytest.fixture
def editions(transactional_db):
    """Lay the editions out for a transactional test that reads or writes pages."""
    from home.editions.setup import ensure_editions

    ensure_editions()


@pytest.fixture(autouse=True)
def _clean_cache():
    """Rate limits and cached reads of one test must not reach the next."""
    cache.clear()


@pytest.fixture
def shared() -> Path:
    """Return the folder of real data beside the project; skip, saying so, when there is none."""
    folder = Path(os.environ.get("CONSILIUM_SHARED", ROOT.parent / "shared"))
    if not folder.exists():
        pytest.skip("the folder of real data (../shared) is absent")
    return folder


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Return a function that gives a client signed in as a user."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
