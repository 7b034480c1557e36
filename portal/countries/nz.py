"""New Zealand: its facts for the portal, and how its patient and doctor numbers look."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.countries import checks
from portal.countries.contract import (
    Country,
    CountryState,
    DrugNaming,
    Edition,
    EmergencyNumber,
    Guidance,
    Languages,
    LicenceForm,
    PatientIdentifier,
    PrivacyRegime,
    Regulator,
    Units,
)

LOOKED_AT = date(2026, 11, 23)
_LETTER = "[A-HJ-NP-Z]"
_NHI_WORDS = ("nhi", "nhi number", "nhi no", "national health index")

COUNTRY = Country(
    code="nz",
    english_name="New Zealand",
    name=_("New Zealand"),
    state=CountryState.OPEN,
    editions=(Edition("nz", "en", "en-nz", _("New Zealand")),),
    languages=Languages(
        official=(_("Māori"), _("New Zealand Sign Language"), _("English")),
        note=_("Māori and New Zealand Sign Language by law, English by use."),
        source=_("Read only in the result list of a search"),
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("Medical Council of New Zealand"),
        short_name="MCNZ",
        url="https://www.mcnz.org.nz/",
        register=_("The register is public by name; it does not show the council’s number."),
        source="https://www.mcnz.org.nz/registration/register-of-doctors/applying-for-access-to-the-medical-register/",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="mcnz",
            label=_("Medical Council registration number"),
            help=_("The number on your practising certificate, usually 4 to 6 digits."),
            example="12345",
            pattern=r"\d{4,6}",
            note=_("The public register cannot be searched by this number. Compare name and practising certificate."),
            source="https://build.fhir.org/ig/hl7nz/nzbase/NamingSystem-medical-council-id.html",
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
        LicenceForm(
            code="hpi-cpn",
            label=_("HPI person number (CPN)"),
            help=_("Two digits and four letters or digits, for example 99ZZZZ."),
            example="99ZZZZ",
            pattern=r"\d{2}[A-Z0-9]{4}",
            source="https://tewhatuora.govt.nz/health-services-and-programmes/health-identity/"
            "health-provider-index/hpi-overview",
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
    guidance=Guidance(
        title=_("Medical Council: Use of the internet and electronic communication"),
        version="",
        url="https://www.mcnz.org.nz/",
        says=_(
            "Weigh privacy, security and sensitivity before sharing health information, and keep to the Health "
            "Information Privacy Code 2020. Quoted at second hand; the regional manager confirms text and version."
        ),
        source="https://issuu.com/associationofsalariedmedicalspecialists/docs/13598_the_specialist_issue_131_final",
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    privacy=PrivacyRegime(
        name=_("Privacy Act 2020 and Health Information Privacy Code 2020"),
        laws=("Privacy Act 2020", "Health Information Privacy Code 2020"),
        means=_("Rule 11 limits telling others; rule 13 limits any use of the NHI number."),
        source="https://www.fasd-can.org.nz/privacy_act_and_health_information_privacy_code",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="nz-nhi",
            name=_("NHI number"),
            example="ZAC5361",
            pattern=rf"{_LETTER}{{3}}\d{{4}}",
            lengths=(7,),
            printed=rf"{_LETTER}{{3}}\d{{4}}",
            words=_NHI_WORDS,
            check=checks.nhi_old,
            source="https://gist.github.com/jnimmo/e7a0eadb05db07865b0c",
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="nz-nhi-2026",
            name=_("NHI number"),
            example="ZBN77VL",
            pattern=rf"{_LETTER}{{3}}\d{{2}}{_LETTER}{{2}}",
            lengths=(7,),
            printed=rf"{_LETTER}{{3}}\d{{2}}{_LETTER}{{2}}",
            words=_NHI_WORDS,
            check=checks.nhi_letters,
            source="https://docs.rs/nhi/latest/nhi/",
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="si",
        hba1c=("mmol/mol",),
        source="https://pubmed.ncbi.nlm.nih.gov/23178606/",
        looked_at=LOOKED_AT,
    ),
    drug_naming=DrugNaming(
        convention="INN",
        note=_("Not fixed by law; Medsafe advises international names except adrenaline and noradrenaline."),
        source="https://hqsc.govt.nz/resources/resource-library/recommended-international-non-proprietary-names-rinns",
        looked_at=LOOKED_AT,
    ),
    emergency_numbers=(
        EmergencyNumber(
            number="111",
            answers=_("All emergency services"),
            source="https://www.nbr.co.nz/article/emergency-dial-111-or-112-ck-216147",
            looked_at=LOOKED_AT,
        ),
    ),
)
