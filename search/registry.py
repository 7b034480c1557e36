"""Rooms register here what can be found: one source a kind, asked for documents and for the last word on who sees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from django.utils.functional import Promise

from portal.kit.viewers import Viewer
from search.contract import Document


class Source(Protocol):
    """What a room promises about one kind of item; facet labels are optional (`facet_label(facet, value)`)."""

    @property
    def kind(self) -> str:
        """Return the code of the kind, the first part of its keys."""

    @property
    def label(self) -> str | Promise:
        """Return the word for one."""

    @property
    def label_plural(self) -> str | Promise:
        """Return the word for several."""

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        """Return the documents of those keys that may be found; a key left out is removed from the index."""

    def keys(self, after: str = "") -> Iterator[str]:
        """Yield every findable key past `after`, ascending, without holding them all."""

    def visible(self, viewer: Viewer, keys: Sequence[str]) -> set[str]:
        """Return the keys this viewer may see now, in one database answer."""


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind findable; registering it again replaces the source."""
    _sources[source.kind] = source


def unregister(kind: str) -> None:
    """Forget a kind."""
    _sources.pop(kind, None)


def source_of(key: str) -> Source | None:
    """Return the source a key belongs to, or None for a kind nobody registered."""
    return _sources.get(key.partition(":")[0])


def sources() -> list[Source]:
    """Return every registered source, by kind."""
    return [_sources[kind] for kind in sorted(_sources)]


def label_of(kind: str, *, plural: bool = False) -> str:
    """Return the word people use for a kind."""
    source = _sources.get(kind)
    if source is None:
        return kind
    return str(source.label_plural if plural else source.label)


def facet_label(facet: str, value: str) -> str:
    """Return the first label a source gives a facet value, or the value itself."""
    for source in sources():
        give = getattr(source, "facet_label", None)
        label = give(facet, value) if give else ""
        if label:
            return str(label)
    return value


def by_source(keys: Iterable[str]) -> dict[str, list[str]]:
    """Group keys by their kind, each once and in order."""
    grouped: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        grouped.setdefault(key.partition(":")[0], []).append(key)
    return grouped


def visible(viewer: Viewer, keys: Iterable[str]) -> set[str]:
    """Return the keys their sources let this viewer see; a kind without a source shows nothing."""
    allowed: set[str] = set()
    for kind, group in by_source(keys).items():
        source = _sources.get(kind)
        if source is not None:
            allowed |= source.visible(viewer, group) & set(group)
    return allowed
