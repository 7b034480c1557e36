"""Fixtures for every test: a real database with the rows a fresh installation has, and signed-in clients."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent


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
