"""The registry of countries: who is there, how an eighth one joins, and that each says all it must."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from pathlib import Path

import pytest

from portal import countries
from portal.countries import contract
from portal.countries.plain import compact

SEVEN = ("au", "ca", "ie", "nz", "za", "gb", "us")
EIGHT_LOCALES = {"en-us", "en-gb", "en-ca", "fr-ca", "en-au", "en-ie", "en-nz", "en-za"}


def _malta() -> countries.Country:
    return dataclasses.replace(
        countries.get("ie"),
        code="mt",
        english_name="Malta",
        name="Malta",
        state=countries.CountryState.PLANNED,
        editions=(countries.Edition("mt", "en", "en-mt", "Malta"),),
    )


@pytest.fixture
def malta():
    country = _malta()
    countries.register(country)
    yield country
    countries.unregister("mt")


def test_seven_countries_sorted_by_name():
    assert tuple(country.code for country in countries.all()) == SEVEN
    names = [country.english_name for country in countries.all()]
    assert names == sorted(names)


def test_eight_editions():
    assert {edition.locale for edition in countries.editions()} == EIGHT_LOCALES
    assert len(countries.editions()) == len(EIGHT_LOCALES)
    assert countries.edition("fr-CA") == countries.edition("fr_ca")
    assert (countries.edition("fr-ca").country, countries.edition("fr-ca").language) == ("ca", "fr")


def test_get_takes_any_case_and_names_what_it_does_not_know():
    assert countries.get("ca") is countries.get(" CA ")
    with pytest.raises(countries.UnknownCountry, match="xx"):
        countries.get("xx")
    with pytest.raises(countries.UnknownCountry, match="en-xx"):
        countries.edition("en-xx")


def test_all_launch_countries_are_open():
    assert countries.open_() == countries.all()


def test_an_eighth_country_appears_everywhere(malta):
    assert countries.get("MT") is malta
    assert [country.code for country in countries.all()] == ["au", "ca", "ie", "mt", "nz", "za", "gb", "us"]
    assert countries.edition("en-mt").country == "mt"
    assert len(countries.editions()) == 9
    assert malta not in countries.open_()
    assert malta.takes_waiting_list
    assert not malta.is_open


def test_the_eighth_country_leaves_again(malta):
    countries.unregister("mt")
    countries.unregister("mt")
    assert tuple(country.code for country in countries.all()) == SEVEN


def test_one_module_in_the_package_adds_a_country(tmp_path: Path):
    (tmp_path / "mt.py").write_text(
        "from dataclasses import replace\n"
        "from portal.countries.contract import Edition\n"
        "from portal.countries.ie import COUNTRY as IRELAND\n"
        "COUNTRY = replace(IRELAND, code='mt', english_name='Malta', name='Malta',"
        " editions=(Edition('mt', 'en', 'en-mt', 'Malta'),))\n"
    )
    (tmp_path / "mt_notes.py").write_text("raise AssertionError('only two-letter modules are countries')\n")
    countries.__path__.append(str(tmp_path))
    try:
        assert countries.get("mt").english_name == "Malta"
        assert len(countries.all()) == 8
    finally:
        countries.__path__.remove(str(tmp_path))
        sys.modules.pop("portal.countries.mt", None)
    assert tuple(country.code for country in countries.all()) == SEVEN


@pytest.mark.parametrize("code", SEVEN)
def test_every_fact_has_a_source_and_a_date(code):
    facts = dict(countries.get(code).facts())
    for part in (
        "languages", "regulator", "guidance", "privacy", "units", "drug_naming",
        "emergency_numbers.0", "patient_identifiers.",
    ):  # fmt: skip
        assert any(path.startswith(part) for path in facts), part
    for path, fact in facts.items():
        assert str(fact.source), path
        assert date(2026, 11, 1) <= fact.looked_at <= date(2026, 11, 30), path


@pytest.mark.parametrize("code", SEVEN)
def test_general_knowledge_is_never_called_confirmed(code):
    for path, fact in countries.get(code).facts():
        assert not (fact.confirmed and str(fact.source) == str(contract.GENERAL_KNOWLEDGE)), path


@pytest.mark.parametrize("code", SEVEN)
def test_every_example_fits_its_own_rule(code):
    country = countries.get(code)
    for identifier in country.patient_identifiers:
        number = compact(identifier.example)
        assert identifier.matches(number), identifier.code
        assert len(number) in identifier.lengths, identifier.code
        assert identifier.words, identifier.code
    forms = country.licence_forms + tuple(part.licence_form for part in country.jurisdictions)
    assert forms
    for form in forms:
        assert form.problems(form.example) == (), form.code


def test_licences_below_the_country():
    canada, states = countries.get("ca"), countries.get("us")
    assert len(canada.jurisdictions) == 13
    assert len(states.jurisdictions) == 56  # 50 states, the District of Columbia, 5 territories
    assert canada.jurisdiction("ON").guidance.version == "2024-11"
    assert canada.guidance_for("on") != canada.guidance
    assert canada.guidance_for("yt") == canada.guidance
    assert canada.jurisdiction("xx") is None
    assert [form.code for form in canada.licence_forms_for("qc")] == ["qc-number", "minc"]
    assert [form.code for form in canada.licence_forms_for()] == ["minc"]
    for country in (canada, states):
        for jurisdiction in country.jurisdictions:
            assert str(jurisdiction.name)
            assert str(jurisdiction.regulator.name)
            assert str(jurisdiction.law.title)
            assert str(jurisdiction.guidance.title)
    assert all(jurisdiction.privacy_law for jurisdiction in canada.jurisdictions)


def test_a_country_that_others_would_stumble_over_is_refused():
    ireland = countries.get("ie")
    on = countries.get("ca").jurisdiction("on")
    for change, message in (
        ({"code": "IE"}, "small letters"),
        ({"editions": ()}, "editions"),
        ({"editions": (countries.Edition("gb", "en", "en-gb"),)}, "editions"),
        ({"emergency_numbers": ()}, "emergency"),
        ({"licence_forms": ()}, "licence"),
        ({"jurisdictions": (on, on)}, "twice"),
    ):
        with pytest.raises(ValueError, match=message):
            dataclasses.replace(ireland, **change)


def test_values_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        countries.get("ie").code = "xx"


def test_what_a_doctor_needs_first():
    assert {country.code: country.emergency_number.number for country in countries.all()} == {
        "au": "000", "ca": "911", "ie": "112", "nz": "111", "za": "10177", "gb": "999", "us": "911",
    }  # fmt: skip
    assert {country.code: country.units.system for country in countries.all()} == {
        "au": "si", "ca": "si", "ie": "si", "nz": "si", "za": "si", "gb": "si", "us": "conventional",
    }  # fmt: skip
