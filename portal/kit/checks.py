"""`check --deploy` turns every embedded default into an error that names the variable to set."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection


@register(Tags.security, deploy=True)
def embedded_defaults(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Report what is fine on a laptop and wrong in a hospital."""
    sqlite = connection.vendor == "sqlite"
    problems = [
        (sqlite, "E001", "The database is SQLite.", "DATABASE_URL"),
        (not settings.ELASTICSEARCH_URL, "E002", "Knowledge search runs on the database engine.", "ELASTICSEARCH_URL"),
        (not settings.CELERY_BROKER_URL, "E003", "Background work runs inside web requests.", "CELERY_BROKER_URL"),
        (not settings.REDIS_URL, "E004", "Cache and rate limits are per process.", "REDIS_URL"),
        (settings.EMAIL_URL.startswith("console"), "E005", "Mail is printed, not sent.", "EMAIL_URL"),
        (not settings.HTTPS, "E006", "Cookies and pages travel unprotected.", "HTTPS"),
        (settings.DEMO, "E007", "Demo sign-ins are allowed.", "PORTAL_DEMO"),
        (settings.GENERATED_KEYS, "E008", "Keys were generated and lie beside the data.", settings.GENERATED_KEYS),
        (settings.BASE_URL.startswith("http://"), "E009", "Links in mail are not https.", "BASE_URL"),
        ("localhost" in settings.DEFAULT_FROM_EMAIL, "E010", "Mail has no real sender.", "DEFAULT_FROM_EMAIL"),
        (settings.LOG_FORMAT != "json", "E011", "Logs are not machine-readable.", "LOG_FORMAT"),
    ]
    return [
        Error(message, hint=f"Set {variable}; README lists every variable.", id=f"consilium.{code}")
        for wrong, code, message, variable in problems
        if wrong
    ]
