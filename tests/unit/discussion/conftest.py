"""A shelf for every test of the room."""

import pytest

from tests.factories.discussion import shelf_host


@pytest.fixture
def shelf():
    with shelf_host() as host:
        yield host
