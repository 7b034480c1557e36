"""A small room of things that can be found, for tests of the search room."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4, uuid5

from portal.kit.audience import ALL_DOCTORS, EVERYONE, Audience
from portal.kit.viewers import ANONYMOUS, Viewer
from search import index
from search.contract import Document

_SPACE = UUID("5b0f7c7e-6d5e-4c7a-9b8a-0a4f8f0c1d2e")


def viewer(name: str = "reader", *, country: str = "gb", specialties: Sequence[str] = ("cardiology",)) -> Viewer:
    return Viewer(
        user_id=uuid5(_SPACE, f"user {name}"),
        doctor_id=uuid5(_SPACE, name),
        is_doctor=True,
        may_post=True,
        country=country,
        specialties=frozenset(specialties),
        language="en",
    )


class Shelf:
    """A room: it holds documents, answers for their visibility, and writes like an action does."""

    def __init__(self, kind: str = "note") -> None:
        self.kind = kind
        self.label = kind.title()
        self.label_plural = f"{kind.title()}s"
        # Keys of one test must be new to Elasticsearch, which remembers the versions of deleted ones.
        self.space = uuid4()
        self.held: dict[str, Document] = {}
        self.hidden: set[str] = set()
        self.asked: list[int] = []

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        return [self.held[key] for key in keys if key in self.held]

    def keys(self, after: str = "") -> Iterator[str]:
        ordered = sorted(self.held)
        return iter(ordered[bisect_right(ordered, after) :])

    def visible(self, viewer: Viewer, keys: Sequence[str]) -> set[str]:
        self.asked.append(len(keys))
        return {
            key
            for key in keys
            if key in self.held
            and key not in self.hidden
            and (
                self.held[key].audience.admits(viewer)
                or bool(viewer.doctor_id and self.held[key].owner == str(viewer.doctor_id))
            )
        }

    def put(self, name: str, title: str, body: str = "", *, write: bool = True, part: str = "", **more) -> str:
        group = f"{self.kind}:{uuid5(self.space, name)}"
        key = f"{group}:{uuid5(self.space, part)}" if part else group
        values = {
            "language": "en",
            "audience": EVERYONE,
            "published_at": datetime(2026, 5, 4, 12, tzinfo=UTC),
            "url": f"/{self.kind}s/{name}/",
        } | more
        self.held[key] = Document(key=key, kind=self.kind, group=group, title=title, body=body, **values)
        if write:
            index.schedule(key)
        return key

    def change(self, key: str, **changes) -> None:
        self.held[key] = replace(self.held[key], **changes)
        index.schedule(key)

    def drop(self, key: str) -> None:
        del self.held[key]
        index.schedule(key)


__all__ = ["ALL_DOCTORS", "ANONYMOUS", "EVERYONE", "Audience", "Shelf", "viewer"]
