"""What can be told of a published report from its text: a title, an age band, a sex, and a specialty when it is clear.

Nothing is guessed: when the opening does not say it plainly, or tells of several patients, the field stays empty.
"""

import re
from dataclasses import dataclass

from community.cases.enums import AgeBand, Sex
from community.cases.importing.english import ENGLISH
from community.cases.importing.french import FRENCH
from community.cases.importing.grammar import Grammar
from portal.kit.text import excerpt

TITLE_LENGTH = 90
OPENING = 600
ANNOUNCED = 300
# Anything shorter is a heading: "Case 1".
SENTENCE = 15
LANGUAGES: dict[str, Grammar] = {"en": ENGLISH, "fr": FRENCH}

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-ZÀ-Þ]\.)(?<!\b(?:Dr|Mr|St|vs|ca|cf|No)\.)(?<!\b(?:Mme|fig|Fig)\.)\s+|\n+")
# A mother's age is no more anybody's business than the patient's.
_OTHERS_AGE = re.compile(r"\b\d{1,3}[- ]years?[- ]old\b\s*", re.IGNORECASE)
_BANDS = [
    (28, AgeBand.NEONATE),
    (365, AgeBand.INFANT),
    (5 * 365, AgeBand.TODDLER),
    (10 * 365, AgeBand.CHILD),
    (20 * 365, AgeBand.TEENS),
    (30 * 365, AgeBand.TWENTIES),
    (40 * 365, AgeBand.THIRTIES),
    (50 * 365, AgeBand.FORTIES),
    (60 * 365, AgeBand.FIFTIES),
    (70 * 365, AgeBand.SIXTIES),
    (80 * 365, AgeBand.SEVENTIES),
    (90 * 365, AgeBand.EIGHTIES),
    (121 * 365, AgeBand.NINETIES),
]


@dataclass(frozen=True, slots=True)
class Patient:
    """What the opening says plainly of the patient."""

    age_band: AgeBand | None = None
    sex: Sex | None = None


def describe_patient(text: str, language: str) -> Patient:
    """Return the patient's age band and sex as far as the opening says them plainly."""
    grammar = LANGUAGES[language]
    opening = text[:OPENING]
    if grammar.several.search(opening[:ANNOUNCED]):
        return Patient()
    return Patient(_age_band(opening, grammar), _sex(opening, grammar))


def propose_title(text: str, language: str) -> str:
    """Return the complaint and the patient's band: "Haematemesis and shock in a man aged 60–69"."""
    grammar = LANGUAGES[language]
    patient = describe_patient(text, language)
    person = grammar.person(patient.age_band, patient.sex)
    parts = _SENTENCE.split(text[: 4 * OPENING])
    sentences = [part for part in parts if len(part) >= SENTENCE and not grammar.formal.search(part)][:4]
    complaint = _ageless(_complaint(sentences, grammar), grammar)
    if complaint:
        room = TITLE_LENGTH - len(person) - 1
        return _capital(f"{_cut(complaint, room, grammar)} {person}".strip())
    plain = [_ageless(_bare(sentence, grammar), grammar) for sentence in sentences] or [_bare(text, grammar)]
    return _capital(excerpt(next((part for part in plain if len(part) > SENTENCE), plain[0]), TITLE_LENGTH))


def _age_band(opening: str, grammar: Grammar) -> AgeBand | None:
    found = [match for pattern in grammar.ages if (match := pattern.search(opening))]
    newborn = grammar.newborn.search(opening[:120])
    if newborn and not any(match.start() < newborn.start() for match in found):
        return AgeBand.NEONATE
    if not found:
        return None
    return _band(min(found, key=lambda match: match.start("number")), grammar)


def _band(match: re.Match[str], grammar: Grammar) -> AgeBand | None:
    number = match["number"].casefold()
    value = float(number.replace(",", ".")) if number[0].isdigit() else grammar.numbers[number]
    unit = (match["unit"] or "").casefold()[:1]
    # An age without a unit ("aged 53") is in years.
    days = value * grammar.units[unit] if unit else value * 365.25
    return next((band for limit, band in _BANDS if days / 365.25 * 365 < limit), None)


def _sex(opening: str, grammar: Grammar) -> Sex | None:
    for pattern, sex in ((grammar.stated_female, Sex.FEMALE), (grammar.stated_male, Sex.MALE)):
        if pattern.search(opening):
            return sex
    start = opening[:200]
    female, male = grammar.female.search(start), grammar.male.search(start)
    if female and male:
        return Sex.FEMALE if female.start() <= male.start() else Sex.MALE
    if female or male:
        return Sex.FEMALE if female else Sex.MALE
    return _sex_by_pronouns(opening, grammar)


def _sex_by_pronouns(opening: str, grammar: Grammar) -> Sex | None:
    if grammar.pronouns is None:
        return None
    she, he = (len(pattern.findall(opening)) for pattern in grammar.pronouns)
    if she >= 2 and not he:
        return Sex.FEMALE
    return Sex.MALE if he >= 2 and not she else None


def _complaint(sentences: list[str], grammar: Grammar) -> str:
    for sentence in sentences:
        for cue in grammar.cues:
            for match in cue.finditer(sentence):
                complaint = "" if grammar.negation.match(match["what"]) else _trimmed(match["what"], grammar)
                if complaint and not grammar.empty.match(complaint):
                    return complaint
    return ""


def _trimmed(what: str, grammar: Grammar) -> str:
    """Take away what surrounds a complaint until only the complaint is left."""
    what = " ".join(what.split())
    for _round in range(5):
        shorter = grammar.lead.sub("", what, count=1).lstrip(" ,:-–")
        if shorter == what:
            break
        what = shorter
    end = grammar.tail.search(what, pos=min(6, len(what)))
    return _closed(what[: end.start()] if end else what, grammar)


def _bare(sentence: str, grammar: Grammar) -> str:
    sentence = " ".join(sentence.split())
    for _round in range(2):
        for opener in grammar.openers:
            shorter = opener.sub("", sentence, count=1)
            # An opener is only taken away when a sentence is left.
            sentence = shorter if len(shorter) > 20 else sentence
    return sentence.rstrip(" .;:,")


def _cut(complaint: str, room: int, grammar: Grammar) -> str:
    """Shorten a complaint to the room there is, where it has a joint, so that what is left reads as a whole."""
    if len(complaint) <= room:
        return complaint
    cut = complaint[: room + 1].rsplit(" ", 1)[0]
    joints = [joint.start() for joint in grammar.joints.finditer(cut) if joint.start() >= room // 3]
    return _closed(cut[: joints[-1]], grammar) if joints else excerpt(complaint, room)


def _closed(complaint: str, grammar: Grammar) -> str:
    """Take away a last word that leads to nothing."""
    complaint = complaint.strip(" ,:;.-–’'")
    while (joints := list(grammar.joints.finditer(complaint))) and joints[-1].end() == len(complaint):
        complaint = complaint[: joints[-1].start()].strip(" ,:;.-–’'")
    return complaint


def _ageless(sentence: str, grammar: Grammar) -> str:
    """Take exact ages away: the band is shown beside the title."""
    for pattern in grammar.ages:
        sentence = " ".join(pattern.sub(" ", sentence).split())
    sentence = _OTHERS_AGE.sub("", sentence)
    sentence = re.sub(r"^(?:an?|une?|the|le|la) ", "", sentence, flags=re.IGNORECASE)
    return re.sub(r"\s+(?=,)", "", sentence).strip(" ,-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
