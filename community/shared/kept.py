"""Words typed after the session was lost: kept in the browser's next session for the doctor who typed them.

A form carries its writer's id, signed. Only with that mark are words of somebody signed out kept, so that nobody
can fill the store, and the next person to sign in on a shared computer does not find them.
"""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from portal.kit.http import Request

#: As long as a session: an older mark names nobody any more.
MARK_LASTS = timedelta(days=14)
_SALT = "community.writer"
_KEY = "community.kept"
_PLACES = 5
_LONGEST = 120_000


def sign_writer(doctor_id: UUID | None) -> str:
    """Return the mark that says whose form this is, "" for nobody's."""
    return signing.dumps(str(doctor_id), salt=_SALT) if doctor_id else ""


def keep(request: Request, place: str, typed: dict[str, str], *, writer: str) -> bool:
    """Keep what was typed at an address for its writer's next sign-in; return whether it is kept."""
    try:
        doctor_id = signing.loads(writer, salt=_SALT, max_age=MARK_LASTS)
    except signing.BadSignature:
        return False
    if sum(map(len, typed.values())) > _LONGEST:
        return False
    places = request.session.get(_KEY, {})
    places[place] = {"doctor": doctor_id, "typed": typed}
    request.session[_KEY] = dict(list(places.items())[-_PLACES:])
    return True


def find(request: Request, place: str) -> dict[str, str]:
    """Return what this viewer typed at an address before the session was lost, or nothing."""
    found = request.session.get(_KEY, {}).get(place)
    return found["typed"] if found and found["doctor"] == str(request.viewer.doctor_id) else {}


def forget(request: Request, place: str) -> None:
    """Drop what was kept once it is saved."""
    places = request.session.get(_KEY, {})
    if places.pop(place, None):
        request.session[_KEY] = places
