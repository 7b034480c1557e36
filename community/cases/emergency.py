"""Wording that sounds like an emergency: the page then shows the country's number; no text is refused for it."""

import re

from portal import countries

_ENGLISH = r"""
    cardiac\ arrest | (?:is|now|still)\ (?:unresponsive|pulseless|apnoeic|apneic) | unresponsive\ (?:now|in\ front)
  | not\ breathing | stopped\ breathing | peri-?arrest | code\ blue | crash\ call | in\ extremis | (?:is|are)\ crashing
  | (?:actively|currently|still)\ (?:seizing|bleeding|fitting) | airway\ (?:is\ )?(?:compromised|closing|obstructed)
  | (?:right\ now|this\ minute|immediately)[^.?!]{0,40}\? | next\ (?:few|ten|5|10)\ minutes | as\ we\ speak | help\ now
  | (?:ongoing|active)\ (?:stemi|anaphylaxis|haemorrhage|hemorrhage) | anaphylactic\ shock | dying\ in\ front
"""
_FRENCH = r"""
    arr[êe]t\ cardiaque | ne\ respire\ (?:plus|pas) | en\ ce\ moment\ m[êe]me | dans\ les\ (?:prochaines\ )?minutes
  | inconscient[e]?\ (?:devant|maintenant) | choc\ anaphylactique | h[ée]morragie\ (?:active|en\ cours) | code\ bleu
  | convulse\ (?:encore|toujours|en\ ce\ moment) | aidez-moi\ (?:maintenant|vite) | d[ée]tresse\ vitale
"""
_URGENT = re.compile(rf"(?:{_ENGLISH}|{_FRENCH})", re.IGNORECASE | re.VERBOSE)


def sounds_urgent(*texts: str) -> bool:
    """Tell whether any text reads as if it happened right now."""
    return any(_URGENT.search(text) for text in texts)


def emergency_number(country: str) -> str:
    """Return the number to call in a country, or "" where none is known."""
    try:
        return countries.get(country).emergency_number.number
    except countries.UnknownCountry:
        return ""
