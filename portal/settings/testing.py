"""The few differences under test: quick hashes, mail kept in memory, plain static files."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", str(Path(tempfile.gettempdir()) / f"consilium-tests-{os.getuid()}"))

from portal.settings import *  # noqa: F403
from portal.settings import STORAGES, env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_URL = "memory:"
SEARCH_INDEX_PREFIX = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
CELERY_TASK_ALWAYS_EAGER = True
ALLOWED_HOSTS = ["*"]
ACCOUNT_RATE_LIMITS = False
DEMO = True
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # Each test database is dropped at the end; a pool would still hold connections to it.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
if env.text("REDIS_URL"):
    CACHES["default"]["KEY_PREFIX"] = SEARCH_INDEX_PREFIX
