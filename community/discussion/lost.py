"""Words typed after the session was lost: kept in the new session for the same doctor, never shown to another.

The form carries its writer's id, signed. Only with that mark are words of somebody signed out kept, so that
nobody can fill the store, and on a shared computer the next person to sign in does not find them.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from community.discussion.enums import TEXT_LIMIT
from portal.kit.http import Request

#: As long as a session: an older mark names nobody any more.
MARK_LASTS = timedelta(days=14)
_SALT = "discussion.writer"
_KEY = "discussion.lost"
_KEPT = 5


def sign_writer(doctor_id: UUID | None) -> str:
    """Return the mark that says whose form this is, "" for nobody's."""
    return signing.dumps(str(doctor_id), salt=_SALT) if doctor_id else ""


def keep(request: Request, place: UUID, *, writer: str, text: str) -> bool:
    """Keep the words for their writer's next sign-in in this browser; return whether they are kept."""
    try:
        doctor_id = signing.loads(writer, salt=_SALT, max_age=MARK_LASTS)
    except signing.BadSignature:
        return False
    kept = request.session.get(_KEY, {})
    kept[str(place)] = {"doctor": doctor_id, "text": text[: 2 * TEXT_LIMIT]}
    request.session[_KEY] = dict(list(kept.items())[-_KEPT:])
    return True


def find(request: Request, place: UUID) -> str:
    """Return the words kept for this viewer and place (a thread, or a reply being changed), or ""."""
    found = request.session.get(_KEY, {}).get(str(place))
    return found["text"] if found and found["doctor"] == str(request.viewer.doctor_id) else ""


def forget(request: Request, place: UUID) -> None:
    """Drop the words once they are posted."""
    kept = request.session.get(_KEY, {})
    if kept.pop(str(place), None):
        request.session[_KEY] = kept
