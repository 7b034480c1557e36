"""How English case reports speak of a patient."""

import re

from community.cases.enums import AgeBand, Sex
from community.cases.importing.grammar import Grammar, any_of

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {word: n for n, word in enumerate(f"{_ONES} seventeen eighteen nineteen".split())} | _TENS
NUMBERS |= {
    f"{ten}{sep}{word}": n + i for ten, n in _TENS.items() for word, i in list(NUMBERS.items())[1:10] for sep in "- "
}

_N = rf"(?P<number>\d{{1,3}}(?:[.,]\d)?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_WHAT = r"(?:[^.;]|\.(?=\d))+"
_UNIT = r"(?P<unit>years?|yrs?|months?|weeks?|days?|hours?)"
_WHO = (
    r"(?:girl|boy|wom[ae]n|m[ae]n|female|male|lady|gentleman|child|infant|baby|patient|neonate|newborn|toddler|"
    r"student)"
)
_NOT_RELATIVE = r"(?!\W+(?:\w+\W+){0,2}(?:mother|father|sister|brother|parents?|wife|husband)\b)"
_SPAN = (
    r"(?:(?:about|approximately|almost|nearly|over|past|last|more than)\s+)?(?:\d+|an?|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|several|few)"
)
_TIME = r"(?:hours?|days?|weeks?|months?|years?|h|hrs?)"


_CHILD: dict[Sex | None, str] = {Sex.FEMALE: "girl", Sex.MALE: "boy"}
_ADULT: dict[Sex | None, str] = {Sex.FEMALE: "woman", Sex.MALE: "man"}
_PATIENT: dict[Sex | None, str] = {Sex.FEMALE: "in a female patient", Sex.MALE: "in a male patient"}


def _person(band: AgeBand | None, sex: Sex | None) -> str:
    child, adult = _CHILD.get(sex, "child"), _ADULT.get(sex, "patient")
    if band is AgeBand.NEONATE:
        return f"in a newborn {child}" if sex else "in a newborn"
    if band is AgeBand.INFANT:
        return f"in an infant {child}" if sex else "in an infant"
    if band is AgeBand.TEENS:
        # Neither "girl" nor "woman" is right for all of 10–19.
        return f"{_PATIENT.get(sex, 'in a young patient')} aged 10–19"
    if band is AgeBand.NINETIES:
        return f"in a {adult} aged 90 or over"
    if band:
        young = band in {AgeBand.TODDLER, AgeBand.CHILD}
        return f"in a {child if young else adult} aged {band.value.replace('-', '–')}"
    return _PATIENT.get(sex, "")


ENGLISH = Grammar(
    several=any_of(
        r"(?:two|three|four|five|six|seven|\d) (?:\w+ ){0,2}(?:cases|patients|brothers|sisters|siblings|twins|"
        r"women|men)",
        r"(?:case|observation|patient) (?:n ?[o°º]? ?)?(?:1|one)\b",
        r"(?:both|these) (?:patients|cases|siblings|brothers|sisters)",
        r"(?:first|index) (?:case|patient)",
        r"(?:brothers|sisters|siblings|twins) (?:were|presented)",
    ),
    openers=(
        re.compile(
            r"^(?:case (?:report|presentation)|patient and observation|observation|"
            r"case)\s*(?:n?[°º]?\s*\d+)?\s*[:.\-]\s*",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:here(?:in)?,? )?(?:we|the authors) (?:here(?:in|by)? )?(?:report|describe|present|"
            r"discuss)(?:ed)?(?: here)?"
            r"(?: (?:on|about))?\s+(?:(?:the|a|an|this|our) (?:\w+ )?(?:case|observation|patient) (?:of|about|"
            r"with|concerning) )?",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:this (?:is|was)|it is|it was|it[’']s|it concerns|here is|"
            r"there was)\s+(?:about\s+)?(?:the case of\s+)?",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:(?:the|this|our|a) )?(?:\w+ )?(?:case|patient|observation) (?:is|was|concerns|involved|"
            r"involves)(?: about)?\s+",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:(?:mr|mrs|ms|miss)\b\.?\s*)?(?:[A-Z]\.?\s?){1,3}(?=[,.]|\s+(?:is|was|aged|an?|"
            r"\d+)\b)[,.]?\s*(?:(?:is|was)\s+)?"
        ),
        re.compile(r"^(?:named|called) \S+,?\s*", re.IGNORECASE),
    ),
    formal=any_of(r"consent", r"ethic\w*", r"authors? (?:declare|state)\w*", r"literature", r"published"),
    cues=(
        any_of(rf"(?:complain(?:ed|ing|s|ts?)|complaints?) (?:of|about)\s+(?P<what>{_WHAT})"),
        any_of(
            r"(?:present(?:s|ed|ing)?|admitted|readmitted|referred|consult(?:s|ed|ing)|hospitali[sz]ed|seen|"
            r"brought|came|visited|attended|received|appl(?:ied|ying)|transferred|evaluated|examined|reported|"
            r"wheeled|taken|rushed)\b[^.;]{0,110}?"
            rf"\b(?:with|for|because of|due to|on account of|following|after|having)\s+(?P<what>{_WHAT})"
        ),
        any_of(rf"(?:suffer(?:s|ed|ing) (?:from|of))\s+(?P<what>{_WHAT})"),
        any_of(rf"(?:developed|experienced|noticed|sustained|had had|has had)\s+(?P<what>{_WHAT})"),
        any_of(
            rf"(?:diagnosed (?:with|as|to have)|known (?:case of|to have)|treated for|"
            rf"followed(?: up)? for)\s+(?P<what>{_WHAT})"
        ),
        any_of(rf"(?:underwent|undergoing|scheduled for)\s+(?P<what>{_WHAT})"),
        any_of(rf"(?:with|having) (?:an? )?(?:\w+ )?history of\s+(?P<what>{_WHAT})"),
        any_of(rf"victim of\s+(?P<what>{_WHAT})"),
    ),
    lead=re.compile(
        rf"^(?:(?:the )?(?:chief |main |presenting )?(?:complain(?:ts?)?|symptoms?|signs?) (?:of|such as)\s+|"
        rf"(?:of\s+)|(?:(?:a|an|the|his|her|its|their|some|also)\s+)|"
        rf"(?:{_SPAN}[- ]?{_TIME}[’']?s?(?:[- ]long)?[’']?\s+)|"
        rf"(?:(?:\w+ )?history of\s+)|(?:(?:acute |sudden |rapid |gradual )?onset of\s+)|(?:(?:progressive|"
        rf"recurrent) and (?=history))|"
        rf"(?:approximately|about|around|nearly|almost|over)\s+|(?:evaluation|management|investigation|assessment|"
        rf"treatment|exploration|surgery|diagnosis) of\s+|"
        rf"(?:evaluation|further management|consultation|care)\s+(?:for|with|because of)\s+)",
        re.IGNORECASE,
    ),
    tail=re.compile(
        rf"\s*(?:\(|\[|:|,? (?:which|who|whose|that|where|when|while|since|ago|appear(?:ed|ing)|evolving|lasting|"
        rf"occurr(?:ed|ing)|start(?:ed|ing)|began|beginning|discovered|dating|noticed|he|she|it|they|there)\b|"
        rf",? (?:was|were|is|are)\b|,? (?:and|but) (?:had|has|he|she|with a (?:history|past))\b|"
        rf",? (?:for|of|over|in|during|within|about)(?: the)?(?: (?:last|past|previous))?\s+{_SPAN}[- ]{_TIME}\b|"
        rf",? {_SPAN} {_TIME} |"
        rf",? (?:for|since|over) (?:the )?(?:past|last|several|many|some)\b|"
        rf",? (?:at|to|in|by|from) (?:the |our |an? )?(?:\w+ )?(?:emergency|hospital|department|clinic|outpatient|"
        rf"service|unit|outside|institution|local)\b|"
        rf",? in (?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|"
        rf"20)\d\d)\b)",
        re.IGNORECASE,
    ),
    empty=re.compile(
        r"^(?:(?:which|who|having|also)\b.*|(?:his|her|the|a|an|no|any|same|normal|good|further|"
        r"medical|past|parents?|relatives?|mother|father|us|our)\b.{0,15}|(?:operation|surgery|treatment|evaluation|"
        r"consultation|management|delivery|care|follow[- ]up|admission|investigations?|assessment)|.{0,7})$",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r",|\b(?:and|with|from|in|of|on|by|over|to|for|at|as|or|the|an?|that|causing|due|associated|"
        r"accompanied|complicated|involving|located)\b"
    ),
    negation=re.compile(r"^(?:no|not|without|any|normal|unremarkable|negative|free)\b", re.IGNORECASE),
    pronouns=(any_of(r"she", r"her", r"herself"), any_of(r"he", r"his", r"him", r"himself")),
    ages=(
        re.compile(rf"\b{_N}\s*[-–]?\s*{_UNIT}\s*[-–]?\s*(?:old|of age){_NOT_RELATIVE}", re.IGNORECASE),
        re.compile(rf"\b(?:aged?|age of)\s*:?\s*(?:of )?{_N}\s*[-–]?\s*(?:{_UNIT})?", re.IGNORECASE),
        re.compile(rf"\b{_N}\s*[-–]?\s*{_UNIT}[,\s\-–]+(?:\w+\s+)?{_WHO}\b", re.IGNORECASE),
        re.compile(rf"\b{_WHO}(?: \w+)? of {_N} {_UNIT}\b", re.IGNORECASE),
        re.compile(rf"^\W*(?:M(?:r|rs|s)\.?\s*)?(?:[A-Z]\.?\s?){{1,3}},?\s*{_N}[- ]{_UNIT}\b"),
    ),
    numbers=NUMBERS,
    units={"y": 365.25, "m": 30.4, "w": 7, "d": 1, "h": 1 / 24},
    newborn=any_of(r"new-?born", r"neonate", r"(?:pre)?term (?:male|female)? ?(?:baby|infant)"),
    female=any_of(
        r"woman",
        r"women",
        r"girl",
        r"female",
        r"lady",
        r"\w*gravida\b",
        r"gravid",
        r"primipar\w*",
        r"multiparous",
        r"housewife",
        r"mrs",
        r"ms",
        r"parturient",
    ),
    male=any_of(r"man", r"men", r"boy", r"male", r"gentleman", r"mr"),
    stated_female=any_of(r"female (?:sex|gender)", r"(?:sex|gender):? female"),
    stated_male=any_of(r"male (?:sex|gender)", r"(?:sex|gender):? male"),
    person=_person,
)
