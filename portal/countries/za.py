"""South Africa: its facts for the portal, and how its patient and doctor numbers look."""

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
    Guidance,
    Languages,
    LicenceForm,
    PatientIdentifier,
    PrivacyRegime,
    Regulator,
    Units,
    two_signs,
)

LOOKED_AT = date(2026, 11, 23)
_EMERGENCY_ARTICLE = (
    "https://myworldglobal.co.za/it-has-come-to-an-end-for-the-infamous-emergency-numbers-in-south-africa"
)

COUNTRY = Country(
    code="za",
    english_name="South Africa",
    name=_("South Africa"),
    state=CountryState.OPEN,
    editions=(Edition("za", "en", "en-za", _("South Africa")),),
    languages=Languages(
        official=(_("English"), _("Afrikaans"), _("isiZulu"), _("isiXhosa"), _("South African Sign Language")),
        note=_("Twelve languages are official; these are the ones named in the source."),
        source="https://htxt.co.za/2023/07/south-africa-now-has-12-official-languages/",
        looked_at=LOOKED_AT,
    ),
    regulator=Regulator(
        name=_("Health Professions Council of South Africa, Medical and Dental Board"),
        short_name="HPCSA",
        url="https://www.hpcsa.co.za/",
        register=_("The iRegister is public."),
        source="https://www.thesouthafrican.com/news/check-online-is-your-doctor-registered-to-practice/",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="hpcsa",
            label=_("HPCSA registration number"),
            help=_("Usually MP and 7 digits, for example MP0123456."),
            example="MP0123456",
            pattern=r"MP\d{7}",
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
    guidance=Guidance(
        title=_("HPCSA Booklet 16: Ethical guidelines on social media"),
        version="2019",
        url="https://calabash.courses/talk/hpcsa-guidelines-on-the-use-of-social-media",
        says=_("It covers forums and blogs published without a name: being anonymous is no shield."),
        source="https://calabash.courses/talk/hpcsa-guidelines-on-the-use-of-social-media",
        looked_at=LOOKED_AT,
    ),
    privacy=PrivacyRegime(
        name=_("Protection of Personal Information Act"),
        laws=("POPIA", "National Health Act s14"),
        means=_("A case is outside the law only when it cannot be re-identified; health information is special."),
        source="https://www.mondaq.com/southafrica/privacy-protection/1125556/de-identified-information-under-popia",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="za-id",
            name=_("South African ID number"),
            example="750330 5044 08 9",
            pattern=r"\d{13}",
            lengths=(13,),
            printed=r"\d{6}[ -]\d{4}[ -]\d{2}[ -]?\d|\d{6}[ -]\d{4}[ -]\d{3}",
            words=(
                "id",
                "id number",
                "id no",
                "identity number",
                "identity document",
                "rsa id",
                "sa id",
                "id-nommer",
                "identiteitsnommer",
                "inombolo kamazisi",
                "umazisi",
                "isazisi",
            ),
            check=checks.south_african_id,
            signs=two_signs,  # a birth date that exists, and a citizenship digit
            source="https://github.com/arthurdejong/python-stdnum",
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="si",
        hba1c=("%",),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    drug_naming=DrugNaming(
        convention="INN",
        note=_("Mostly international names, with British usage."),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    emergency_numbers=(
        EmergencyNumber(number="10177", answers=_("Ambulance"), source=_EMERGENCY_ARTICLE, looked_at=LOOKED_AT),
        EmergencyNumber(number="10111", answers=_("Police"), source=_EMERGENCY_ARTICLE, looked_at=LOOKED_AT),
    ),
)
