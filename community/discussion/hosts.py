"""What a thread hangs under: higher rooms register a host per kind, and this room asks it and knows no more."""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from portal.kit.errors import NotFound
from portal.kit.viewers import Viewer


class Host(Protocol):
    """The questions this room has about a subject."""

    def visible(self, viewer: Viewer, subject_ids: Collection[UUID]) -> set[UUID]:
        """Return those of the subjects that the viewer may read, in one database answer."""

    def check_can_reply(self, viewer: Viewer, subject_id: UUID) -> None:
        """Raise NotAllowed, with a reason a doctor can read, when no reply may be added."""

    def url(self, subject_id: UUID) -> str:
        """Return the address of the page that shows the thread."""

    def title(self, subject_id: UUID) -> str:
        """Return what the subject is called."""

    def reply_changed(self, subject_id: UUID, reply_id: UUID) -> None:
        """Learn, in the same transaction, that a reply was added, edited, withdrawn or restored."""


class CheckingHost(Host, Protocol):
    """A host that also reads a text before it is posted."""

    def check_text(self, text: str, viewer: Viewer, subject_id: UUID) -> None:
        """Raise Invalid when the text may not be posted as it is."""


class ListingHost(Host, Protocol):
    """A host that can name many subjects at once."""

    def titles(self, subject_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the titles of several subjects in one query."""


class AskedHost(Host, Protocol):
    """A host whose subjects were asked by a doctor, whose own replies are then marked."""

    def asked_by(self, subject_id: UUID) -> UUID | None:
        """Return the doctor who asked."""


_hosts: dict[str, Host] = {}


def register(kind: str, host: Host) -> None:
    """Make the host known under its kind; called from the higher room's `ready()`."""
    _hosts[kind] = host


def unregister(kind: str) -> None:
    """Forget a host."""
    _hosts.pop(kind, None)


def host_of(kind: str) -> Host:
    """Return the host of a kind; raises NotFound when its room is gone."""
    try:
        return _hosts[kind]
    except KeyError as error:
        raise NotFound("", code="no-host") from error


def check_text(kind: str, text: str, viewer: Viewer, subject_id: UUID) -> None:
    """Let the host read a text before it is posted, when it wants to."""
    check = getattr(host_of(kind), "check_text", None)
    if check:
        check(text, viewer, subject_id)


def asked_by(kind: str, subject_id: UUID) -> UUID | None:
    """Return the doctor who asked, where the host knows of one."""
    ask = getattr(host_of(kind), "asked_by", None)
    return ask(subject_id) if ask else None


def titles(kind: str, subject_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return titles by subject: in one go when the host can, else one by one."""
    host = host_of(kind)
    listing = getattr(host, "titles", None)
    return listing(subject_ids) if listing else {subject_id: host.title(subject_id) for subject_id in subject_ids}
