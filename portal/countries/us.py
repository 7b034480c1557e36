"""The United States: its facts for the portal, and how its patient and doctor numbers look."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.countries import checks
from portal.countries.contract import (
    GENERAL_KNOWLEDGE,
    Country,
    CountryState,
    DrugNaming,
    Edition,
    EmergencyNumber,
    Languages,
    LicenceForm,
    PatientIdentifier,
    PrivacyRegime,
    Regulator,
    Units,
    Words,
)
from portal.countries.us_boards import GUIDANCE, JURISDICTIONS

LOOKED_AT = date(2026, 11, 23)
_NPI_ARTICLE = "https://johndcook.com/blog/2024/06/26/npi-number"
_MBI_LETTER = "[AC-HJKMNP-RT-Y]"  # without S, L, O, I, B and Z
_MBI_EITHER = "[0-9AC-HJKMNP-RT-Y]"


def _npi_check(number: str) -> tuple[Words, ...]:
    if checks.npi(number):
        return ()
    return (_("The check digit of this NPI is not right. Compare it with your record, digit by digit."),)


COUNTRY = Country(
    code="us",
    english_name="United States",
    name=_("United States"),
    state=CountryState.OPEN,
    editions=(Edition("us", "en", "en-us", _("United States")),),
    languages=Languages(
        official=(_("English"),),
        note=_("English by Executive Order 14224 of 1 March 2025; Spanish is widely used."),
        source=_("Read only in the result list of a search"),
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("State and territory medical boards; their federation is the FSMB"),
        short_name="FSMB",
        url="https://www.fsmb.org/",
        register=_("NPPES is public and can be searched by name or NPI; each board has its own look-up."),
        source=_NPI_ARTICLE,
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="npi",
            label=_("National Provider Identifier (NPI)"),
            help=_("An NPI has 10 digits and starts with 1 or 2, for example 1234567893."),
            example="1234567893",
            pattern=r"[12]\d{9}",
            check=_npi_check,
            source=_NPI_ARTICLE,
            looked_at=LOOKED_AT,
        ),
    ),
    guidance=GUIDANCE,
    jurisdictions=JURISDICTIONS,
    privacy=PrivacyRegime(
        name=_("HIPAA Privacy Rule"),
        laws=("45 CFR 164.514", "state law"),
        means=_(
            "Safe Harbor removes 18 kinds of identifiers, all dates but the year, ages over 89 and places below "
            "the state; and nobody may know that the rest still identifies the patient."
        ),
        source="https://johndcook.com/blog/hipaa-identifiers-explained",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="us-ssn",
            name=_("Social Security number"),
            example="536-90-4399",
            pattern=r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}",
            lengths=(9,),
            printed=r"\d{3}-\d{2}-\d{4}",
            words=(
                "ssn",
                "ss#",
                "social security",
                "social security number",
                "soc sec",
                "ss number",
                "ss no",
                "social sec",
            ),
            source="https://github.com/arthurdejong/python-stdnum",
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="us-mbi",
            name=_("Medicare Beneficiary Identifier"),
            example="1EG4-TE5-MK73",
            pattern=rf"[1-9]{_MBI_LETTER}{_MBI_EITHER}\d{_MBI_LETTER}{_MBI_EITHER}\d{_MBI_LETTER}{{2}}\d{{2}}",
            lengths=(11,),
            printed=r"\w{4}-\w{3}-\w{4}",
            words=("mbi", "medicare", "medicare number", "medicare id", "beneficiary identifier"),
            source="https://ldapwiki.com/wiki/Wiki.jsp?page=Medicare+Beneficiary+Identifier",
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="conventional",
        hba1c=("%",),
        source="https://www.smarterblood.org/blood-test-units-explained",
        looked_at=LOOKED_AT,
    ),
    drug_naming=DrugNaming(
        convention="USAN",
        note=_("Acetaminophen, albuterol, epinephrine and other names adopted in the United States."),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    emergency_numbers=(
        EmergencyNumber(
            number="911",
            answers=_("All emergency services"),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
)
