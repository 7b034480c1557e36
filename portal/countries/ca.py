"""Canada: its facts for the portal, and how its patient and doctor numbers look, province by province."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.countries import checks
from portal.countries.ca_colleges import GUIDANCE, JURISDICTIONS
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
    one_sign,
)

LOOKED_AT = date(2026, 11, 23)
_CARDS = "https://github.com/petalmd/health_card"
_REDACTOR = "https://github.com/karim-bhalwani/context-aware-redactor"
_CARD_WORDS = (
    "phn", "personal health number", "health card", "health card number", "health number", "health insurance number",
    "carte santé", "assurance maladie", "numéro d'assurance maladie",
)  # fmt: skip

PATIENT_IDENTIFIERS = (
    PatientIdentifier(
        code="ca-sin",
        name=_("Social Insurance Number"),
        example="130 692 544",
        # 8 is for businesses; 0 was never given out but stands in every published example, so it is stopped too.
        pattern=r"[0-79]\d{8}",
        lengths=(9,),
        printed=r"\d{3}-\d{3}-\d{3}",
        words=("sin", "social insurance", "social insurance number", "nas", "assurance sociale"),
        check=checks.luhn,
        source="https://github.com/arthurdejong/python-stdnum",
        looked_at=LOOKED_AT,
    ),
    PatientIdentifier(
        code="ca-on",
        name=_("Ontario health card number"),
        example="1234-567-897",
        pattern=r"[1-9]\d{9}(?:[A-Z]{1,2})?",
        lengths=(10, 11, 12),
        printed=r"\d{4}[ -]\d{3}[ -]\d{3}(?:[ -]?[A-Z]{1,2})?",
        words=("ohip", "hcn", *_CARD_WORDS),
        check=lambda number: checks.luhn(number[:10]),
        signs=lambda number: 1 if len(number) > 10 else 0,  # the version letters
        source=_CARDS,
        looked_at=LOOKED_AT,
    ),
    PatientIdentifier(
        code="ca-bc",
        name=_("British Columbia personal health number"),
        example="9698 658 215",
        pattern=r"9\d{9}",
        lengths=(10,),
        printed=r"\d{4}[ -]\d{3}[ -]\d{3}",
        words=("msp", "care card", "services card", *_CARD_WORDS),
        check=checks.bc_phn,
        source="https://github.com/arthurdejong/python-stdnum",
        looked_at=LOOKED_AT,
    ),
    PatientIdentifier(
        code="ca-qc",
        name=_("Quebec health insurance number"),
        example="TREM 5802 1415",
        pattern=r"[A-Z]{4}\d{2}(?:[05][1-9]|[16][0-2])\d{4}",
        lengths=(12,),
        printed=r"[A-Z]{4}[ -]?\d{4}[ -]?\d{4}",
        words=("ramq", "nam", "carte soleil", *_CARD_WORDS),
        check=checks.ramq_day,
        signs=one_sign,  # a birth date that exists
        source=_CARDS,
        looked_at=LOOKED_AT,
    ),
    # No check digit that a source confirms from here on: these count next to their words only.
    PatientIdentifier(
        code="ca-nine",
        name=_("provincial health number"),
        example="123 456 789",
        pattern=r"\d{9}",
        lengths=(9,),
        words=("phn", "uli", "phin", "mhsc", *_CARD_WORDS),
        source=_REDACTOR,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    PatientIdentifier(
        code="ca-ns",
        name=_("Nova Scotia health card number"),
        example="1234 567 890",
        pattern=r"\d{10}",
        lengths=(10,),
        words=("msi", "nova scotia health", "nova scotia health card"),
        source=_REDACTOR,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    PatientIdentifier(
        code="ca-nl",
        name=_("Newfoundland and Labrador MCP number"),
        example="123 456 789 012",
        pattern=r"\d{12}",
        lengths=(12,),
        words=("mcp", "mcp number"),
        source=_REDACTOR,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    PatientIdentifier(
        code="ca-nt",
        name=_("Northwest Territories health care number"),
        example="N1234567",
        pattern=r"[NMTD]\d{7}",
        lengths=(8,),
        words=("health care number", "health care card", *_CARD_WORDS),
        source=_REDACTOR,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
)

COUNTRY = Country(
    code="ca",
    english_name="Canada",
    name=_("Canada"),
    state=CountryState.OPEN,
    editions=(
        Edition("ca", "en", "en-ca", _("Canada (English)")),
        Edition("ca", "fr", "fr-ca", _("Canada (French)")),
    ),
    languages=Languages(
        official=(_("English"), _("French")),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("Thirteen provincial and territorial authorities; their federation is FMRAC"),
        short_name="FMRAC",
        url="https://fmrac.ca/",
        register=_("Each authority has a public register of its own."),
        source="http://fmrac.ca/registration-working-group/",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="minc",
            label=_("Medical Identification Number for Canada (MINC)"),
            help=_("A MINC is CAMD and 8 digits, for example CAMD-1234-5679."),
            example="CAMD-1234-5679",
            pattern=r"CAMD\d{8}",
            note=_("The last digit is a check digit whose rule is not published. Compare it with the register."),
            source="https://mcc.ca/examinations/minc",
            looked_at=LOOKED_AT,
        ),
    ),
    guidance=GUIDANCE,
    jurisdictions=JURISDICTIONS,
    privacy=PrivacyRegime(
        name=_("PIPEDA and provincial laws"),
        laws=("PIPEDA", "provincial health information acts", "Law 25 (Quebec) and its regulation of May 2024"),
        means=_(
            "A case may be personal information when a reasonably available means identifies the patient; Quebec "
            "also asks whether a person can be singled out, linked or inferred. Offer to take a case down."
        ),
        source="https://mondaq.co.uk/canada/privacy-protection/1480478/"
        "quebec-adopts-the-regulation-on-anonymization-of-personal-information",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=PATIENT_IDENTIFIERS,
    units=Units(
        system="si",
        hba1c=("%",),
        source="https://www.smarterblood.org/blood-test-units-explained",
        looked_at=LOOKED_AT,
    ),
    drug_naming=DrugNaming(
        convention="Health Canada proper name",
        note=_("Acetaminophen and epinephrine are in use."),
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
