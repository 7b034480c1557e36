"""Australia: its facts for the portal, and how its patient and doctor numbers look."""

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
    Words,
    two_signs,
)

LOOKED_AT = date(2026, 11, 23)
_EMERGENCY_ARTICLE = "https://www.nbr.co.nz/article/emergency-dial-111-or-112-ck-216147"


def _is_a_doctor(number: str) -> tuple[Words, ...]:
    if number.startswith("MED"):
        return ()
    return (_("Doctors’ registration numbers start with MED. Other letters belong to other professions."),)


COUNTRY = Country(
    code="au",
    english_name="Australia",
    name=_("Australia"),
    state=CountryState.OPEN,
    editions=(Edition("au", "en", "en-au", _("Australia")),),
    languages=Languages(
        official=(_("English"),),
        note=_("No language is official by law; English is by use."),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    regulator=Regulator(
        name=_("Medical Board of Australia with Ahpra"),
        short_name="Ahpra",
        url="https://www.medicalboard.gov.au/",
        register=_("The register is public, by name or number."),
        source="http://hl7.org.au/fhir/StructureDefinition-au-ahpraregistrationnumber-definitions.html",
        looked_at=LOOKED_AT,
    ),
    licence_forms=(
        LicenceForm(
            code="ahpra",
            label=_("Ahpra registration number"),
            help=_("An Ahpra registration number is MED and 10 digits, for example MED0000932846."),
            example="MED0000932846",
            pattern=r"[A-Z]{3}\d{10}",
            check=_is_a_doctor,
            source="http://hl7.org.au/fhir/StructureDefinition-au-ahpraregistrationnumber-definitions.html",
            looked_at=LOOKED_AT,
        ),
    ),
    guidance=Guidance(
        title=_("Ahpra and National Boards: Social media, how to meet your obligations under the National Law"),
        version="2019-11",
        url="https://occupationaltherapyboard.gov.au/News/2019-11-11-Social-media-guide.aspx",
        says=_("The same duties hold in public and in a limited group: a closed room is no exception."),
        source="https://occupationaltherapyboard.gov.au/News/2019-11-11-Social-media-guide.aspx",
        looked_at=LOOKED_AT,
    ),
    privacy=PrivacyRegime(
        name=_("Privacy Act 1988 (Australian Privacy Principles)"),
        laws=("Privacy Act 1988", "state and territory health records acts"),
        means=_("Information is de-identified when a person is no longer reasonably identifiable."),
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    ),
    patient_identifiers=(
        PatientIdentifier(
            code="au-medicare",
            name=_("Medicare number"),
            example="2123 45670 1",
            pattern=r"[2-6]\d{9,10}",
            lengths=(10, 11),
            printed=r"\d{4}[ -]\d{5}[ -]\d(?:[ -/]?\d)?",
            words=("medicare", "medicare card", "medicare number", "medicare no"),
            check=checks.medicare_card,
            source="https://clearwater.com.au/code/medicare",
            looked_at=LOOKED_AT,
        ),
        PatientIdentifier(
            code="au-ihi",
            name=_("Individual Healthcare Identifier"),
            example="8003 6088 3335 7361",
            pattern=r"800360\d{10}",
            lengths=(16,),
            words=("ihi", "individual healthcare identifier", "healthcare identifier"),
            check=checks.luhn,
            signs=two_signs,  # six reserved digits in front
            source=_("Rule run against a published example"),
            looked_at=LOOKED_AT,
        ),
    ),
    units=Units(
        system="si",
        hba1c=("%", "mmol/mol"),
        source="https://mja.com.au/node/9059",
        looked_at=LOOKED_AT,
    ),
    drug_naming=DrugNaming(
        convention="INN",
        note=_("International names since April 2016, with dual labels such as adrenaline (epinephrine)."),
        source="http://kpiau.com/journal/2015/11/30/australia-to-adopt-inns/",
        looked_at=LOOKED_AT,
    ),
    emergency_numbers=(
        EmergencyNumber(
            number="000",
            answers=_("All emergency services"),
            source=_EMERGENCY_ARTICLE,
            looked_at=LOOKED_AT,
        ),
        EmergencyNumber(
            number="112",
            answers=_("All emergency services, from a mobile phone"),
            source=_EMERGENCY_ARTICLE,
            looked_at=LOOKED_AT,
        ),
    ),
)
