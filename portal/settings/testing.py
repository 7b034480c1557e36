"""The few differences under test: quick hashes, mail kept in memory, plain static files."""

import os
import tempfile
from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import STORAGES, env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The package is imported before this module, so a variable set here would come too late for it.
DATA_DIR = Path(tempfile.gettempdir()) / f"consilium-tests-{os.getuid()}"
STATIC_ROOT, MEDIA_ROOT, PRIVATE_ROOT = DATA_DIR / "static", DATA_DIR / "media", DATA_DIR / "private"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {**STORAGES["private"], "OPTIONS": {**STORAGES["private"]["OPTIONS"], "location": PRIVATE_ROOT}},
}
EMAIL_URL = "memory:"
SEARCH_INDEX_PREFIX = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
CELERY_TASK_ALWAYS_EAGER = True
# The same count of queries on both stacks: beside Redis a session is read from the cache, as the browser suite has it.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ALLOWED_HOSTS = ["*"]
ACCOUNT_RATE_LIMITS = False
DEMO = True
if "postgresql" in DATABASES["default"]["ENGINE"]:
    # Each test database is dropped at the end; a pool would still hold connections to it.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
if env.text("REDIS_URL"):
    CACHES["default"]["KEY_PREFIX"] = SEARCH_INDEX_PREFIX
