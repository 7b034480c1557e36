"""What is told of a report from its text: plain things only, in English and in French."""

import pytest

from community.cases.enums import AgeBand, Sex
from community.cases.importing.describing import TITLE_LENGTH, Patient, describe_patient, propose_title
from community.cases.importing.specialties import guess_specialty


@pytest.mark.parametrize(
    ("language", "text", "patient"),
    [
        ("en", "A 68-year-old man was admitted with cough.", Patient(AgeBand.SIXTIES, Sex.MALE)),
        ("en", "It's an eleven year old girl, who developed jaundice.", Patient(AgeBand.TEENS, Sex.FEMALE)),
        ("en", "A woman aged 42 was seen for headache.", Patient(AgeBand.FORTIES, Sex.FEMALE)),
        ("en", "A female teacher, 43 years of age, had a cough.", Patient(AgeBand.FORTIES, Sex.FEMALE)),
        ("en", "An 18-month-old boy fell.", Patient(AgeBand.TODDLER, Sex.MALE)),
        ("en", "A 4-day-old male baby vomited.", Patient(AgeBand.NEONATE, Sex.MALE)),
        ("en", "A 7-month-old infant with fever.", Patient(AgeBand.INFANT, None)),
        ("en", "A term male neonate born to a 39-year-old mother.", Patient(AgeBand.NEONATE, Sex.MALE)),
        ("en", "A 95-year-old lady fell at home.", Patient(AgeBand.NINETIES, Sex.FEMALE)),
        (
            "en",
            "A 45-year-old patient. She had pain. Her blood pressure was low.",
            Patient(AgeBand.FORTIES, Sex.FEMALE),
        ),
        ("en", "A 45-year-old patient. He met her husband. His pain grew.", Patient(AgeBand.FORTIES, None)),
        ("en", "The patient smoked for 20 years and had surgery 10 years ago.", Patient()),
        ("en", "We report two cases of a rare tumour. A 40-year-old man came first.", Patient()),
        ("en", "A 250-year-old man is a typing error.", Patient(None, Sex.MALE)),
        ("fr", "Un homme de 55 ans consulte pour une masse.", Patient(AgeBand.FIFTIES, Sex.MALE)),
        ("fr", "Patiente âgée de 74 ans, diabétique.", Patient(AgeBand.SEVENTIES, Sex.FEMALE)),
        ("fr", "Il s’agit d’un enfant âgé de six mois, de sexe féminin.", Patient(AgeBand.INFANT, Sex.FEMALE)),
        ("fr", "Il s'agit d'un nourrisson de 7 mois.", Patient(AgeBand.INFANT, None)),
        ("fr", "Il s'agissait d'un nouveau-né de sexe masculin âgé de 15 jours.", Patient(AgeBand.NEONATE, Sex.MALE)),
        ("fr", "Madame T.M 60 ans, opérée en 2008.", Patient(AgeBand.SIXTIES, Sex.FEMALE)),
        ("fr", "Nous rapportons deux cas de fracture. Une femme de 30 ans.", Patient()),
        ("fr", "Observation n°1: une femme de 30 ans.", Patient()),
    ],
)
def test_age_and_sex_are_told_when_plain(language, text, patient):
    assert describe_patient(text, language) == patient


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        (
            "en",
            (
                "We report the case of a 64-year-old man who presented to the emergency department of our hospital with a "
                "three months history of chest pain and cough since January 2014. He smoked."
            ),
            "Chest pain and cough in a man aged 60–69",
        ),
        (
            "en",
            "OT, a 15 year old student was brought to hospital because of a persistent swelling of the knee.",
            "Persistent swelling of the knee in a young patient aged 10–19",
        ),
        (
            "en",
            "A 50-year-old woman with no history of drug use complained of severe headache (first time).",
            "Severe headache in a woman aged 50–59",
        ),
        (
            "fr",
            (
                "Nous rapportons le cas d'une patiente âgée de 52 ans, admise aux urgences pour une douleur thoracique "
                "évoluant depuis trois jours."
            ),
            "Douleur thoracique chez une femme de 50 à 59 ans",
        ),
        (
            "fr",
            "Il s'agit de M.F, un homme de 41 ans, qui consulte pour une toux sèche depuis 2 mois.",
            "Toux sèche chez un homme de 40 à 49 ans",
        ),
        ("en", "Fever of unknown origin", "Fever of unknown origin"),
    ],
)
def test_a_title_is_the_complaint_and_the_band(language, text, title):
    assert propose_title(text, language) == title


def test_a_long_complaint_is_cut_where_it_has_a_joint():
    text = (
        "A 44-year-old woman presented with progressive abdominal distension, intermittent colicky pain and loss of "
        "appetite, with vomiting of undigested food every morning."
    )

    title = propose_title(text, "en")

    assert title == "Progressive abdominal distension, intermittent colicky pain in a woman aged 40–49"
    assert len(title) <= TITLE_LENGTH


@pytest.mark.parametrize("text", ["x", "A", "(", "***", "a" * 5000, "A 30-year-old man " + "very " * 4000, "\n\n.\n"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_text_is_too_odd(language, text):
    assert len(propose_title(text, language)) <= TITLE_LENGTH


def test_a_specialty_is_told_only_when_clear():
    clear = (
        "Electrocardiogram showed ST elevation; troponin was raised, coronary angiography, mitral valve, pericardial."
    )
    assert guess_specialty(clear) == "cardiology"
    assert guess_specialty("A man with chest pain and a rash.") == ""
    assert guess_specialty("") == ""
