"""The table of environment variables: every name, its type, default and meaning.

README's table is generated from `TABLE` by `manage.py env`, and a test compares the two; nothing else reads
`os.environ`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class BadVariable(Exception):
    """An environment variable holds what its type does not allow."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the table; `embedded` marks a default that a deployment must replace."""

    name: str
    kind: str
    default: str
    meaning: str
    embedded: bool = False


TABLE: tuple[Variable, ...] = (
    Variable("PORTAL_DEBUG", "bool", "false", "Show error details and the style guide. Never in deployment."),
    Variable("PORTAL_DEMO", "bool", "false", "Demo data may exist here; allows `demo_code`. Refused in deployment."),
    Variable("SECRET_KEY", "text", "", "Signing key; when empty one is made once and kept in the data folder.", True),
    Variable("ALLOWED_HOSTS", "list", "localhost,127.0.0.1,[::1]", "Host names that are answered.", True),
    Variable("BASE_URL", "text", "http://localhost:8000", "Address people use; links in mail start with it.", True),
    Variable("PORT", "number", "8000", "Port of `manage.py serve`."),
    Variable("WEB_WORKERS", "number", "1", "Web worker processes of `manage.py serve`."),
    Variable("DATA_DIR", "path", "var/data", "Folder for the SQLite file, media, private files and generated keys."),
    Variable(
        "DATABASE_URL", "text", "", "PostgreSQL, e.g. `postgres://user:password@host/name`; empty: SQLite.", True
    ),
    Variable(
        "ELASTICSEARCH_URL", "text", "", "Elasticsearch 9 for knowledge search; empty: the database engine.", True
    ),
    Variable("ELASTICSEARCH_API_KEY", "text", "", "API key limited to the index prefix."),
    Variable("ELASTICSEARCH_CA", "path", "", "Certificate authority file of the Elasticsearch server."),
    Variable("SEARCH_INDEX_PREFIX", "text", "consilium", "Prefix of every index and alias."),
    Variable("REDIS_URL", "text", "", "Redis for cache and sessions; empty: local memory and database.", True),
    Variable("CELERY_BROKER_URL", "text", "", "Broker of background work; empty: in process after commit.", True),
    Variable(
        "EMAIL_URL", "text", "console:", "`smtp://user:password@host:587?tls=1`, `console:` or `file:FOLDER`.", True
    ),
    Variable("DEFAULT_FROM_EMAIL", "text", "Consilium <lounge@localhost>", "Sender of the portal's mail.", True),
    Variable("IDENTITY_KEYS", "list", "", "Keys that seal identities, newest first; empty: made once.", True),
    Variable("IDENTITY_HASH_KEY", "text", "", "Key of the licence and name hashes; empty: made once.", True),
    Variable("HTTPS", "bool", "false", "Served over TLS: secure cookies, HSTS, redirects.", True),
    Variable("HSTS_SECONDS", "number", "31536000", "Lifetime of HSTS when HTTPS is on."),
    Variable("PROXY_COUNT", "number", "0", "Trusted proxies in front, for client addresses in rate limits."),
    Variable("SECURITY_CONTACT", "text", "mailto:security@localhost", "Where to report a flaw (security.txt).", True),
    Variable("METRICS", "bool", "false", "Serve Prometheus metrics at /metrics (keep it behind the proxy)."),
    Variable("LOG_LEVEL", "text", "INFO", "Level of the log."),
    Variable("LOG_FORMAT", "text", "plain", "`plain` for people, `json` for machines.", True),
)

_BY_NAME = {variable.name: variable for variable in TABLE}
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"", "0", "false", "no", "off"}


def text(name: str) -> str:
    """Return the variable's text, or its default when unset."""
    return os.environ.get(name, _BY_NAME[name].default).strip()


def flag(name: str) -> bool:
    """Return the variable as a truth value."""
    value = text(name).lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise BadVariable(f"{name} must be true or false, not {value!r}.")


def number(name: str) -> int:
    """Return the variable as a whole number."""
    value = text(name)
    try:
        return int(value)
    except ValueError:
        raise BadVariable(f"{name} must be a whole number, not {value!r}.") from None


def items(name: str) -> list[str]:
    """Return the variable's comma-separated items."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def folder(name: str) -> Path:
    """Return the variable as a folder that has a default."""
    return ROOT / text(name)
