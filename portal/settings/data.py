"""Database, cache, sessions and files: SQLite, memory and folders unless a variable names a service."""

from typing import Any

import dj_database_url

from portal.settings import env

DATA_DIR = env.folder("DATA_DIR")
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

if env.text("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(env.text("DATABASE_URL"))}
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["CONN_MAX_AGE"] = 0
        DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "consilium.sqlite3"),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Writers queue instead of failing: the lock is taken when a transaction begins.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=67108864;PRAGMA cache_size=-8000"
                ),
            },
        }
    }

REDIS_URL = env.text("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "consilium",
        },
        "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"}}

# Sessions live in the database even beside Redis: a lost Redis signs nobody out and loses no form.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Evidence, case images and certificates: no public address, one serving view.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o640
# A megabyte of pasted text must reach the form that explains the limit; far more than that is refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
