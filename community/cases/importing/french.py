"""How French case reports speak of a patient."""

import re

from community.cases.enums import AgeBand, Sex
from community.cases.importing.grammar import Grammar, any_of

_ONES = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
NUMBERS = {word: n for n, word in enumerate(_ONES.split())} | {
    "une": 1,
    "dix-sept": 17,
    "dix-huit": 18,
    "dix-neuf": 19,
}
for _ten, _value in {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}.items():
    NUMBERS |= {_ten: _value, f"{_ten} et un": _value + 1, f"{_ten}-et-un": _value + 1}
    NUMBERS |= {f"{_ten}{sep}{word}": _value + n for word, n in list(NUMBERS.items())[2:10] for sep in "- "}

_N = rf"(?P<number>\d{{1,3}}(?:[.,]\d)?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_WHAT = r"(?:[^.;]|\.(?=\d))+"
_UNIT = r"(?P<unit>ans?|années?|mois|semaines?|jours?|heures?)"
_WHO = (
    r"(?:hommes?|femmes?|patiente?|garçon|fill(?:e|ette)|enfant|nourrisson|nouveau-né|jeune|adolescente?|sujet|malade|"
    r"bébé|parturiente|gestante|militaire|Mme|Madame|Mr|M\.|Monsieur|Mlle)"
)
_SPAN = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|plusieurs)"
_TIME = r"(?:heures?|jours?|semaines?|mois|ans?|années?)"


_CHILD: dict[Sex | None, str] = {Sex.FEMALE: "une fille", Sex.MALE: "un garçon"}
_ADULT: dict[Sex | None, str] = {Sex.FEMALE: "une femme", Sex.MALE: "un homme"}
_PATIENT: dict[Sex | None, str] = {Sex.FEMALE: "chez une patiente", Sex.MALE: "chez un patient"}


def _person(band: AgeBand | None, sex: Sex | None) -> str:
    child, adult = _CHILD.get(sex, "un enfant"), _ADULT.get(sex, "un adulte")
    if band is AgeBand.NEONATE:
        return "chez un nouveau-né"
    if band is AgeBand.INFANT:
        return "chez un nourrisson"
    if band is AgeBand.TEENS:
        return f"{_PATIENT.get(sex, 'chez un jeune')} de 10 à 19 ans"
    if band is AgeBand.NINETIES:
        return f"chez {adult} de 90 ans ou plus"
    if band:
        first, last = band.value.split("-")
        young = band in {AgeBand.TODDLER, AgeBand.CHILD}
        return f"chez {child if young else adult} de {first} à {last} ans"
    return _PATIENT.get(sex, "")


FRENCH = Grammar(
    several=any_of(
        r"(?:deux|trois|quatre|cinq|six|\d) (?:\w+ ){0,2}(?:cas|patiente?s|frères|sœurs|soeurs|jumeaux|"
        r"observations|membres)",
        r"(?:cas|observation|patient) (?:clinique )?(?:n ?)?[°º]? ?(?:1|i)\b",
        r"(?:premi[eè]re?) (?:cas|patiente?|observation)",
        r"(?:les|ces) deux (?:patiente?s|cas|malades)",
    ),
    openers=(
        re.compile(
            r"^(?:patiente? et observation|observation(?: clinique)?|cas clinique|présentation du cas|"
            r"cas)\s*(?:n?\s?[°º]?\s*\d+)?\s*[:.\-]\s*",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:nous|les auteurs) (?:rapportons|rapportent|décrivons|présentons|présentent|relatons|"
            r"exposons)\s+(?:ici\s+)?"
            r"(?:(?:le|un|une|l[’'])\s?(?:cas|observation|dossier)(?: clinique)? (?:de |d[’']|chez |concernant )?)?",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:il s[’']agi(?:t|ssait) (?:de la |de l[’']|de |d[’']|du )|c[’'](?:est|"
            r"était) (?:le cas )?(?:de |d[’'])?)",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:(?:mr|mme|m|mlle|monsieur|madame|mademoiselle)\b\.?\s*)?(?:[A-Z]\.?\s?){1,3}(?=[,.]|"
            r"\s+(?:est|était|âgée?|une?|\d+)\b)[,.]?\s*(?:(?:est|était)\s+)?"
        ),
        re.compile(r"^(?:mr|mme|mlle|monsieur|madame|mademoiselle)\b\.?\s*", re.IGNORECASE),
    ),
    formal=any_of(r"consentement", r"éthique", r"auteurs déclarent", r"littérature"),
    cues=(
        any_of(
            r"(?:consult(?:e|é|ait|ant)|admis(?:e)?|hospitalisée?|adressée?s?|reçue?|référée?|transférée?|vue?|"
            r"présentée?s?|se présent(?:e|ait|ant)|amenée?|évacuée?|venue?|suivie?)\b[^.;]{0,110}?"
            rf"\b(?:pour|devant|suite à|à la suite de|à cause de|en raison de|dans un tableau de|"
            rf"avec)\s+(?P<what>{_WHAT})"
        ),
        any_of(rf"(?:se plaignait|se plaint|plaignant|souffrant|souffrait) (?=d)(?P<what>{_WHAT})"),
        any_of(rf"(?:avait|a|ayant) (?:présentée?|développée?|eu)\s+(?P<what>{_WHAT})"),
        any_of(rf"(?:présentant|présente|présentait|présentaient|accusant|accuse)\s+(?P<what>{_WHAT})"),
        any_of(rf"(?:victime|atteinte?|porteu(?:r|se)|opérée?) (?=d)(?P<what>{_WHAT})"),
        any_of(rf"traitée? pour\s+(?P<what>{_WHAT})"),
        any_of(rf"(?:avec|ayant)(?: comme)? (?:des |un )?antécédents? (?:personnels? )?(?=d)(?P<what>{_WHAT})"),
    ),
    lead=re.compile(
        rf"^(?:(?:la |l[’'])?(?:prise en charge|exploration|survenue|apparition|installation|découverte|"
        rf"association|constatation|cure|évaluation) (?:de la |de l[’']|des |de |du |d[’'])|"
        rf"(?:de )?façon \w+\s+|{_SPAN} {_TIME} avant (?:son |sa |la |l[’'])\w+,?\s+|depuis l[’']âge de \d+ \w+,?\s+|"
        rf"avis \w+ (?:devant|pour)\s+|alors\s+|en (?:\w+ )?(?:19|20)\d\d,?\s+|"
        rf"il y a (?:environ )?{_SPAN} {_TIME},?\s+|depuis (?:environ )?{_SPAN} {_TIME},?\s+|(?:d[’']|de |du |"
        rf"des )?(?:une?|la|le|les|des|du|de l[’']|l[’'])\s*(?<=[\s’'])|(?:d[’']|de )(?=\w))",
        re.IGNORECASE,
    ),
    tail=re.compile(
        r"\s*(?:\(|\[|:|,? (?:qui|que|qu[’']\w+|dont|où|lorsque|alors|évoluant|évolutive?s?|remontant|apparue?s?|"
        r"survenue?s?|datant|découverte?s?|révélée?s?|ayant|motivant|sans|est|était|pour (?:laquelle|lequel|"
        r"lesquel\w+))\b|"
        r",? (?:depuis|il y a|dans les suites|au cours|durant|pendant|en (?:janvier|février|mars|avril|mai|juin|"
        r"juillet|août|septembre|octobre|novembre|décembre|(?:19|20)\d\d))\b|"
        r",? (?:et|mais) (?:a|était|avait|il|elle|chez|ayant)\b|,? (?:aux?|dans (?:le|notre)|en) (?:urgences?|"
        r"service|consultation|hôpital|centre)\b|"
        r",? (?:l[’']|le |la )(?:examen|histoire|début)\b)",
        re.IGNORECASE,
    ),
    empty=re.compile(
        r"^(?:(?:aux?|qui|charges|lequel|laquelle|lesquel\w+)\b.*|(?:la|le|les|des|un|une|même|autres?|avis|consultation|bilan|"
        r"ses|sa|son|aucun|pas|meilleur)\b.{0,12}|(?:exploration|consultation|prise en charge|bilan|suivi|avis|"
        r"traitement|cure|intervention|accouchement|hospitalisation)|.{0,7})$",
        re.IGNORECASE,
    ),
    joints=re.compile(
        r",|\b(?:et|avec|dans|en|de|du|des|d[’']|la|le|les|l[’']|une?|à|au|aux|par|sur|ou|"
        r"associée?s?|accompagnée?s?|compliquée?s?|évoluant|occasionnant|"
        r"devant|touchant|prédominant|irradiant|vers|admise?)(?=\s|\b)|\b[dl]$"
    ),
    negation=re.compile(r"^(?:pas|sans|aucune?|ni)\b", re.IGNORECASE),
    pronouns=None,
    ages=(
        re.compile(rf"\b[âa]g(?:ée?s?|é\(e\))\s*(?:de\s*|d[’']\s*){_N}\s*{_UNIT}", re.IGNORECASE),
        re.compile(
            rf"\b{_WHO}(?:[\s,]+[\wÀ-ÿ.’'-]+){{0,3}}?[\s,]+(?:de\s+|"
            rf"d[’']\s*)?{_N}\s*{_UNIT}\b(?!\s+(?:d[’']|après|plus|avant))",
            re.IGNORECASE,
        ),
        re.compile(rf"^\W*(?:[A-Z]\.?\s?){{1,3}},?\s*{_N}\s*{_UNIT}\b"),
    ),
    numbers=NUMBERS,
    units={"a": 365.25, "m": 30.4, "s": 7, "j": 1, "h": 1 / 24},
    newborn=any_of(r"nouveau[- ]né(?:e)?"),
    female=any_of(
        r"patiente",
        r"femme",
        r"fille",
        r"fillette",
        r"mme",
        r"madame",
        r"mlle",
        r"parturiente",
        r"gestante",
        r"âgée",
        r"\w*geste",
        r"multipare",
        r"primipare",
        r"adolescente",
        r"ménagère",
    ),
    male=any_of(r"patient", r"homme", r"garçon", r"mr", r"monsieur", r"adolescent"),
    stated_female=any_of(r"(?:de )?sexe féminin"),
    stated_male=any_of(r"(?:de )?sexe masculin"),
    person=_person,
)
