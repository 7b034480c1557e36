"""Sealing of identity fields: Fernet with rotation, and a keyed hash for look-up without opening."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.kit.errors import DomainError


class KeyMissing(DomainError):
    """A sealed field was written with a key that is not configured here."""


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> bytes:
    """Encrypt with the newest key."""
    return _box(tuple(settings.IDENTITY_KEYS)).encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Decrypt with whichever configured key fits; raises KeyMissing rather than returning rubbish."""
    try:
        return _box(tuple(settings.IDENTITY_KEYS)).decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise KeyMissing(_("This record is sealed with a key that this server does not have.")) from error


def keyed_hash(*parts: str) -> str:
    """Return the same value for the same parts, and nothing to anyone without the key."""
    message = "\x1f".join(part.casefold().strip() for part in parts)
    return hmac.new(settings.IDENTITY_HASH_KEY.encode(), message.encode(), hashlib.sha256).hexdigest()
