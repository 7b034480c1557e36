"""The countries of the house, one module each: adding a module here adds a country, and nothing else changes.

Reading this package needs no settings, no database and no translation to be active, so settings may use it too.
"""

from __future__ import annotations

import pkgutil
import re
from functools import lru_cache
from importlib import import_module

from portal.countries.contract import Country, CountryState, Edition

__all__ = [
    "Country",
    "CountryState",
    "Edition",
    "UnknownCountry",
    "all",
    "edition",
    "editions",
    "get",
    "open_",
    "register",
    "unregister",
]

_MODULE_NAME = re.compile(r"[a-z]{2}")
_registered: dict[str, Country] = {}


class UnknownCountry(LookupError):
    """There is no such country here."""


def all() -> tuple[Country, ...]:  # noqa: A001 - read as `countries.all()`
    """Return every country, sorted by its English name."""
    known = {country.code: country for country in _discovered(tuple(__path__))} | _registered
    return tuple(sorted(known.values(), key=lambda country: country.english_name))


def get(code: str) -> Country:
    """Return the country with this code, in any case; raise UnknownCountry."""
    wanted = code.strip().lower()
    for country in all():
        if country.code == wanted:
            return country
    raise UnknownCountry(code)


def open_() -> tuple[Country, ...]:
    """Return the countries whose doctors can join and post."""
    return tuple(country for country in all() if country.is_open)


def editions() -> tuple[Edition, ...]:
    """Return every edition of every country, whatever its state."""
    return tuple(edition for country in all() for edition in country.editions)


def edition(locale: str) -> Edition:
    """Return the edition with this locale (`en-gb`), in any case; raise UnknownCountry."""
    wanted = locale.strip().lower().replace("_", "-")
    for found in editions():
        if found.locale == wanted:
            return found
    raise UnknownCountry(locale)


def register(country: Country) -> None:
    """Add a country that has no module here (a test, a plug-in), or stand in for one that has."""
    _registered[country.code] = country


def unregister(code: str) -> None:
    """Take back what `register` added."""
    _registered.pop(code, None)


@lru_cache(maxsize=8)
def _discovered(path: tuple[str, ...]) -> tuple[Country, ...]:
    # Cached by the package's path: a folder appended to `__path__` is seen at once.
    names = sorted(module.name for module in pkgutil.iter_modules(path) if _MODULE_NAME.fullmatch(module.name))
    return tuple(import_module(f"{__name__}.{name}").COUNTRY for name in names)
