"""Indexes and their aliases: one index a language behind `<prefix>-<language>` (read) and `…-write` (write).

During a rebuild the write alias has two indexes, so writers send every change to both.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from search import analysis
from search.engines.elastic.client import WRITE_TIMEOUT, asking, client
from search.engines.elastic.mapping import mappings, settings_of


def read_alias(language: str, prefix: str = "") -> str:
    """Return the alias searches use."""
    return f"{prefix or settings.SEARCH_INDEX_PREFIX}-{language}"


def write_alias(language: str, prefix: str = "") -> str:
    """Return the alias whose indexes receive every change."""
    return f"{read_alias(language, prefix)}-write"


def create(language: str, prefix: str = "", *, filling: bool = False) -> str:
    """Make an empty index under a fresh name, without alias; one that is being filled is not searchable meanwhile."""
    stamp = datetime.now(tz=UTC).strftime("%Y%m%d%H%M%S")
    name = f"{read_alias(language, prefix)}-{stamp}-{secrets.token_hex(3)}"
    with asking(guarded=False):
        client(timeout=WRITE_TIMEOUT).indices.create(
            index=name, settings=settings_of(language, filling=filling), mappings=mappings()
        )
    return name


def write_targets(prefix: str = "") -> dict[str, list[str]]:
    """Return the indexes that receive changes, by language; missing ones are not made here."""
    found = _aliased([write_alias(language, prefix) for language in analysis.LANGUAGES])
    return {language: found.get(write_alias(language, prefix), []) for language in analysis.LANGUAGES}


def read_index(language: str, prefix: str = "") -> str:
    """Return the index that searches of a language reach now, or ""."""
    alias = read_alias(language, prefix)
    return next(iter(_aliased([alias]).get(alias, [])), "")


def _aliased(aliases: Iterable[str]) -> dict[str, list[str]]:
    with asking(guarded=False):
        answer = (
            client(timeout=WRITE_TIMEOUT).indices.get_alias(
                name=",".join(aliases), ignore_unavailable=True, allow_no_indices=True
            )
            if _any_alias(aliases := list(aliases))
            else {}
        )
    found: dict[str, list[str]] = {}
    for index, description in sorted(answer.items()):
        for alias in description["aliases"]:
            found.setdefault(alias, []).append(index)
    return found


def _any_alias(aliases: list[str]) -> bool:
    return bool(client(timeout=WRITE_TIMEOUT).indices.exists_alias(name=",".join(aliases)))


def ensure(prefix: str = "") -> list[str]:
    """Make the index of every language that has none; return those languages."""
    targets = write_targets(prefix)
    missing = [language for language, indexes in targets.items() if not indexes]
    for language in missing:
        name = create(language, prefix)
        change_aliases([_add(name, read_alias(language, prefix)), _add(name, write_alias(language, prefix))])
    return missing


def change_aliases(actions: list[dict[str, Any]]) -> None:
    """Change aliases in one step."""
    with asking(guarded=False):
        client(timeout=WRITE_TIMEOUT).indices.update_aliases(actions=actions)


def begin_writing_to(index: str, language: str, prefix: str = "") -> None:
    """Let a fresh index receive every change beside the one that serves."""
    change_aliases([_add(index, write_alias(language, prefix))])


def swap(index: str, language: str, prefix: str = "") -> None:
    """Let a fresh index serve, and drop the ones before it."""
    read, write = read_alias(language, prefix), write_alias(language, prefix)
    aliased = _aliased([read, write])
    old = {name for alias in (read, write) for name in aliased.get(alias, [])} - {index}
    change_aliases(
        [
            *(_remove(name, read) for name in aliased.get(read, []) if name != index),
            *(_remove(name, write) for name in aliased.get(write, []) if name != index),
            _add(index, read),
            _add(index, write),
        ]
    )
    for name in sorted(old):
        drop(name)


def make_steady(index: str) -> None:
    """Let a filled index be refreshed as usual."""
    with asking(guarded=False):
        client(timeout=WRITE_TIMEOUT).indices.put_settings(index=index, settings={"refresh_interval": None})
    refresh([index])


def drop(index: str) -> None:
    """Delete one index by its full name."""
    with asking(guarded=False):
        client(timeout=WRITE_TIMEOUT).indices.delete(index=index, ignore_unavailable=True)


def exists(index: str) -> bool:
    """Tell whether an index is there."""
    with asking(guarded=False):
        return bool(client(timeout=WRITE_TIMEOUT).indices.exists(index=index))


def count(index: str) -> int:
    """Return how many documents an index holds, tombstones included."""
    refresh([index])
    with asking(guarded=False):
        return int(client(timeout=WRITE_TIMEOUT).count(index=index)["count"])


def refresh(indexes: Iterable[str] = (), prefix: str = "") -> None:
    """Make everything written so far findable."""
    names = list(indexes) or [read_alias(language, prefix) for language in analysis.LANGUAGES]
    with asking(guarded=False):
        client(timeout=WRITE_TIMEOUT).indices.refresh(index=",".join(names), ignore_unavailable=True)


def remove_all(prefix: str) -> None:
    """Delete every index of a prefix, one by one, by name."""
    with asking(guarded=False):
        found = client(timeout=WRITE_TIMEOUT).indices.get(index=f"{prefix}-*", expand_wildcards="all")
    for name in sorted(found):
        if any(name.startswith(f"{prefix}-{language}-") for language in analysis.LANGUAGES):
            drop(name)


def _add(index: str, alias: str) -> dict[str, Any]:
    return {"add": {"index": index, "alias": alias}}


def _remove(index: str, alias: str) -> dict[str, Any]:
    return {"remove": {"index": index, "alias": alias}}
