"""Structured logs: request ids, paths without query strings, never what people wrote or who they are."""

from portal.settings import env

LOG_FORMAT = env.text("LOG_FORMAT")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"safe": {"()": "portal.kit.logs.SafeFilter"}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
        },
    },
    "handlers": {
        "out": {
            "class": "logging.StreamHandler",
            "filters": ["safe"],
            "formatter": "json" if env.text("LOG_FORMAT") == "json" else "plain",
        },
    },
    "root": {"handlers": ["out"], "level": env.text("LOG_LEVEL").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # SQL with its parameters would carry case text and addresses into the log.
        "django.db.backends": {"handlers": [], "level": "WARNING", "propagate": True},
        "elastic_transport": {"level": "ERROR"},
        "celery": {"level": "INFO"},
        "wagtail": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
    },
}
