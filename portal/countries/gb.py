"""The United Kingdom: its facts for the portal, and how its patient and doctor numbers look."""

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
    one_sign,
)

LOOKED_AT = date(2026, 11, 23)
_FORMAT_ARTICLE = "https://en.wikipedia.org/wiki/NHS_number"

COUNTRY = Country(
    code="gb",
    english_name="United Kingdom",
    name=_("United Kingdom"),
    state=CountryState.OPEN,
    editions=(Edition("gb", "en", "en-gb", _("United Kingdom")),),
    languages=Languages(
        official=(_("English"), _("Welsh")),
        note=_("English is official by use; Welsh by law in Wales."),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("General Medical Council"),
        short_name="GMC",
        url="https://www.gmc-uk.org/",
        register=_("The list of registered medical practitioners is public; a licensed daily feed exists."),
        source="https://www.theppr.org.uk/data-standards/gmc-information",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="gmc",
            label=_("GMC reference number"),
            help=_("A GMC reference number has 7 digits, for example 1234567. A C in front of it is fine."),
            example="1234567",
            pattern=r"C?\d{7}",
            source="https://build.fhir.org/ig/nw-gmsa/nw-gmsa.github.com/StructureDefinition-PractitionerIdentifier.html",
            looked_at=LOOKED_AT,
        ),
    ),
    guidance=Guidance(
        title=_("GMC: Using social media as a medical professional"),
        version="2024-01-30",
        url="https://doi.org/10.1136/bmj.r315",
        says=_(
            "In force since 30 January 2024. Paragraph 14 bans abuse, bullying, harassment and targeting. "
            "Pseudonyms stay behind sign-in; a public byline needs the doctor’s name."
        ),
        source="https://doi.org/10.1136/bmj.r315",
        looked_at=LOOKED_AT,
    ),
    privacy=PrivacyRegime(
        name=_("UK GDPR and Data Protection Act 2018"),
        laws=("UK GDPR", "Data Protection Act 2018"),
        means=_(
            "A case is anonymous only when identification is not reasonably likely, even for someone who tries. "
            "A doctor’s pseudonymous account is personal data."
        ),
        source="https://cy.ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/"
        "anonymisation/how-do-we-ensure-anonymisation-is-effective",
        looked_at=LOOKED_AT,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="gb-nhs",
            name=_("NHS number"),
            example="943 476 5870",
            pattern=r"\d{10}",
            lengths=(10,),
            printed=r"\d{3}[ -]\d{3}[ -]\d{4}",
            words=(
                "nhs",
                "national health service number",
                "nhs number",
                "nhs no",
                "h&c",
                "h and c",
                "hcn",
                "health and care number",
            ),
            check=checks.mod11_ten,
            source=_FORMAT_ARTICLE,
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="gb-chi",
            name=_("CHI number"),
            example="010101 0001",
            pattern=r"[0-3]\d[01]\d{7}",
            lengths=(10,),
            printed=r"\d{6}[ -]\d{4}",
            words=("chi", "chi number", "chi no", "community health index"),
            check=lambda number: checks.starts_with_day(number) and checks.mod11_ten(number),
            signs=one_sign,  # it starts with a day that exists
            source="https://docs.rs/heidi/latest/heidi/chi/index.html",
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="si",
        hba1c=("mmol/mol",),
        source="https://www.smarterblood.org/blood-test-units-explained",
        looked_at=LOOKED_AT,
    ),
    drug_naming=DrugNaming(
        convention="rINN",
        note=_("Adrenaline and noradrenaline are kept beside the international names."),
        source="http://pd2016.palliativedrugs.com/drug-names.html",
        looked_at=LOOKED_AT,
    ),
    emergency_numbers=(
        EmergencyNumber(
            number="999",
            answers=_("All emergency services"),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
        EmergencyNumber(
            number="112",
            answers=_("All emergency services"),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
    ),
)
