"""A stack of its own: a fresh database, Redis databases and index prefix beside those of the other tests."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.services.suite import SERVICE_VARIABLES
from tests.stack.processes import Stack

DATABASE = "consilium_stack"
PREFIX = "stack"


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """Return the stack, prepared by compose's setup command; nothing of it runs yet."""
    missing = sorted(name for name in SERVICE_VARIABLES if not os.environ.get(name))
    if missing:
        pytest.skip(f"needs real services: {', '.join(missing)} not set (make services)")
    url, redis = os.environ["DATABASE_URL"], urlsplit(os.environ["REDIS_URL"])
    _database(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {}")
    variables = {
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}")),
        "ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"],
        "SEARCH_INDEX_PREFIX": PREFIX,
        "REDIS_URL": urlunsplit(redis._replace(path="/2")),
        "CELERY_BROKER_URL": urlunsplit(redis._replace(path="/3")),
    }
    made = Stack(tmp_path_factory.mktemp("stack"), variables)
    try:
        made.setup()
        yield made
    finally:
        made.close()
        # a connection of its own: the server may have been killed since the first
        _database(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _database(url, *statements):
    with psycopg.connect(url, autocommit=True) as link:
        for statement in statements:
            link.execute(statement.format(DATABASE))
