"""Synonyms, spellings and corrections become alternatives of the words they stand for."""

import pytest

from search import plan as plans
from search import synonyms
from search.contract import NEWEST, Query
from search.parse import parse
from search.plan import Alternative, Group


def groups(text, language="en", **more):
    query = Query(text=text, language=language, **more)
    return plans.build(parse(text), query).groups[language]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("anaemia", "anemia"), ("haematology", "hematology"), ("oesophageal", "esophageal"), ("oedema", "edema"),
        ("paediatric", "pediatric"), ("foetus", "fetus"), ("diarrhoea", "diarrhea"), ("tumour", "tumor"),
        ("ischaemic", "ischemic"), ("dyspnoea", "dyspnea"), ("coeliac", "celiac"), ("leucocytes", "leukocytes"),
        ("gynaecology", "gynecology"), ("oestrogen", "estrogen"), ("anaesthesia", "anesthesia"),
        ("sulphate", "sulfate"), ("fibre", "fiber"), ("hypoglycaemia", "hypoglycemia"), ("caesarean", "cesarean"),
        ("aetiology", "etiology"), ("faecal", "fecal"), ("randomised", "randomized"), ("behaviour", "behavior"),
    ],
)  # fmt: skip
def test_spellings_go_both_ways(british, american):
    assert american in synonyms.spellings(british, "en")
    assert british in synonyms.spellings(american, "en")


@pytest.mark.parametrize("word", ["chemotherapy", "them", "fever", "patient", "hepatitis", "the", "p53"])
def test_other_words_have_one_spelling(word):
    assert synonyms.spellings(word, "en") == ()


def test_words_are_groups_and_stop_words_are_not():
    assert groups("the fever of children") == (
        Group((Alternative(("fever",)),)),
        Group((Alternative(("children",)),)),
    )


def test_several_words_share_their_synonyms():
    (group,) = groups("heart attack")
    assert group.alternatives == (
        Alternative(("heart", "attack"), phrase=True),
        Alternative(("heart", "attack"), plans.PART_WEIGHT),
        Alternative(("myocardial", "infarction"), plans.SYNONYM_WEIGHT, phrase=True),
        Alternative(("mi",), plans.SYNONYM_WEIGHT),
    )


def test_exact_adds_nothing():
    assert groups("heart attack anaemia", exact=True) == tuple(
        Group((Alternative((word,)),)) for word in ("heart", "attack", "anaemia")
    )


def test_phrases_are_required_and_never_widened():
    assert groups('"heart attack"') == (Group((Alternative(("heart", "attack"), phrase=True),), required=True),)


def test_each_language_reads_the_words_its_own_way():
    built = plans.build(parse("l'infarctus du myocarde"), Query(language="fr"))
    (group,) = built.groups["fr"]
    assert [one.words for one in group.alternatives[:2]] == [
        ("infarctus", "du", "myocarde"),
        ("infarctus", "myocarde"),
    ]
    assert built.also_searched == ("idm", "crise cardiaque", "syndrome coronarien aigu")


def test_corrections_are_named_and_weigh_less():
    query = Query(text="sarcoidossis rash", language="en")
    built = plans.build(parse(query.text), query, {"sarcoidossis": ("sarcoidosis",)})
    assert built.groups["en"][0].alternatives[1] == Alternative(("sarcoidosis",), plans.CORRECTION_WEIGHT)
    assert (built.also_searched, built.corrected) == (("sarcoidosis",), "sarcoidosis rash")


def test_a_list_by_date_is_strict_until_loosened():
    built = plans.build(parse("fever rash"), Query(sort=NEWEST))
    assert (built.strict, built.loosened().strict) == (True, False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_reviewed_lists_are_sound(language):
    lexicon = synonyms.lexicon(language)
    assert len(lexicon.groups) > 60
    for member, others in lexicon.groups.items():
        assert member
        assert len(member) <= 6
        assert member not in others
