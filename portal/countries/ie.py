"""Ireland: its facts for the portal, and how its patient and doctor numbers look."""

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

COUNTRY = Country(
    code="ie",
    english_name="Ireland",
    name=_("Ireland"),
    state=CountryState.OPEN,
    editions=(Edition("ie", "en", "en-ie", _("Ireland")),),
    languages=Languages(
        official=(_("Irish"), _("English")),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("Medical Council"),
        short_name="IMC",
        url="https://www.medicalcouncil.ie/",
        register=_("The register is public and online."),
        source="http://www.irishstatutebook.ie/eli/2009/si/592/made/en/print",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="imc",
            label=_("Medical Council registration number"),
            help=_("Usually 5 or 6 digits, for example 123456, as the register shows it."),
            example="123456",
            pattern=r"\d{5,6}",
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
    guidance=Guidance(
        title=_("Medical Council: Guide to Professional Conduct and Ethics"),
        version="9 (2023-11)",
        url="https://www.medicalcouncil.ie/",
        says=_(
            "Closed professional networks are useful for case studies and advice; as far as possible give nothing "
            "that identifies a patient, and check security and privacy settings. This is the wording of the 8th "
            "edition, paragraph 20.5; the 9th still has to be compared."
        ),
        source="https://www.themdu.com/guidance-and-advice/guides/"
        "social-media-top-tips-for-doctors-in-the-republic-of-ireland",
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    privacy=PrivacyRegime(
        name=_("GDPR and Data Protection Act 2018"),
        laws=("GDPR", "Data Protection Act 2018", "Health Identifiers Act 2014"),
        means=_(
            "A case is anonymous only when identification is not reasonably likely. "
            "A doctor’s pseudonymous account is personal data."
        ),
        source="https://legalize.dev/ie/law/IE-2014-act-15",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="ie-ihi",
            name=_("Individual Health Identifier"),
            example="5398000 812000001 3 4",
            pattern=r"\d{7}8[1-5]\d{9}",
            lengths=(18,),
            words=("ihi", "individual health identifier", "health identifier"),
            check=checks.irish_ihi,
            signs=two_signs,  # a second check digit, and a reserved block
            source="https://aristotle.cloud/item/605036/related",
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="ie-ihi-core",
            name=_("core of an Individual Health Identifier"),
            example="812 000 0013",
            pattern=r"8[1-5]\d{8}",
            lengths=(10,),
            printed=r"\d{3}[ -]\d{3}[ -]\d{4}",
            words=("ihi", "individual health identifier", "health identifier"),
            check=checks.mod11_ten,
            source="https://github.com/uk-fci/nhs-number/issues/9",
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="ie-pps",
            name=_("PPS number"),
            example="1234567T",
            pattern=r"\d{7}[A-W][ABHWTX]?",
            lengths=(8, 9),
            words=("pps", "ppsn", "pps number", "pps no", "personal public service"),
            check=checks.pps,
            signs=lambda number: 1 if len(number) == 9 else 0,  # the second letter
            source="https://github.com/arthurdejong/python-stdnum",
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="si",
        hba1c=("mmol/mol",),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    drug_naming=DrugNaming(
        convention="rINN",
        note=_("International names, by a rule of the European Union."),
        source="http://pd2016.palliativedrugs.com/drug-names.html",
        looked_at=LOOKED_AT,
    ),
    emergency_numbers=(
        EmergencyNumber(
            number="112",
            answers=_("All emergency services"),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
        EmergencyNumber(
            number="999",
            answers=_("All emergency services"),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
)
