"""The thirteen Canadian authorities that license doctors, each with its law, privacy law and guidance.

Their names were read at their federation. College numbers, laws and most guidance are not confirmed yet and say so.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.countries.contract import (
    GENERAL_KNOWLEDGE,
    Guidance,
    Jurisdiction,
    Law,
    LicenceForm,
    Regulator,
    Words,
)

LOOKED_AT = date(2026, 11, 23)
_FEDERATION = "http://fmrac.ca/registration-working-group/"

GUIDANCE = Guidance(
    title=_("CMPA: How to engage and advocate safely on social media"),
    version="",
    url="https://cmpa-acpm.ca/en/education-events/cmpa-webinars/how-to-engage-and-advocate-safely-on-social-media",
    says=_(
        "Confidentiality and boundaries hold in closed rooms too: a breach can exist when only the patient "
        "recognises the story. Coarsen what you tell."
    ),
    source="https://cmpa-acpm.ca/en/education-events/cmpa-webinars/how-to-engage-and-advocate-safely-on-social-media",
    looked_at=LOOKED_AT,
)

_OWN_GUIDANCE = {
    "mb": Guidance(
        title=_("CPSM Standard of Practice: Social Media"),
        version="2023-06-28",
        url="https://www.cpsm.mb.ca/news/social-media-and-the-code-of-ethics-and-professionalism",
        source="https://www.cpsm.mb.ca/news/social-media-and-the-code-of-ethics-and-professionalism",
        looked_at=LOOKED_AT,
    ),
    "on": Guidance(
        title=_("CPSO Policy: Social Media"),
        version="2024-11",
        url="https://www.cpso.on.ca/en/Physicians/Policies-Guidance/Policies/Social-Media",
        says=_("The policy names discussion forums, and private ones follow the same rules as public ones."),
        source="https://www.cpso.on.ca/en/Physicians/Policies-Guidance/Policies/Social-Media",
        looked_at=LOOKED_AT,
    ),
    "sk": Guidance(
        title=_("CPSS Guideline: Physicians and social media"),
        version="2021-03",
        url="https://saskatoon.ctvnews.ca/sask-regulator-sets-ground-rules-for-how-doctors-can-use-social-media-1.5364312",
        says=_("An unnamed patient may be recognised by place and condition alone, even in a private forum."),
        source="https://saskatoon.ctvnews.ca/"
        "sask-regulator-sets-ground-rules-for-how-doctors-can-use-social-media-1.5364312",
        looked_at=LOOKED_AT,
    ),
}

# code, name, authority, its site, law on licensing, law on health information
_AUTHORITIES: tuple[tuple[str, Words, Words, str, str, str], ...] = (
    (
        "ab",
        _("Alberta"),
        _("College of Physicians and Surgeons of Alberta"),
        "https://cpsa.ca/",
        "Health Professions Act",
        "Health Information Act",
    ),
    (
        "bc",
        _("British Columbia"),
        _("College of Physicians and Surgeons of British Columbia"),
        "https://www.cpsbc.ca/",
        "Health Professions and Occupations Act",
        "Personal Information Protection Act",
    ),
    (
        "mb",
        _("Manitoba"),
        _("College of Physicians and Surgeons of Manitoba"),
        "https://www.cpsm.mb.ca/",
        "Regulated Health Professions Act",
        "Personal Health Information Act",
    ),
    (
        "nb",
        _("New Brunswick"),
        _("College of Physicians and Surgeons of New Brunswick"),
        "https://cpsnb.org/",
        "Medical Act",
        "Personal Health Information Privacy and Access Act",
    ),
    (
        "nl",
        _("Newfoundland and Labrador"),
        _("College of Physicians and Surgeons of Newfoundland and Labrador"),
        "https://cpsnl.ca/",
        "Medical Act, 2011",
        "Personal Health Information Act",
    ),
    (
        "ns",
        _("Nova Scotia"),
        _("College of Physicians and Surgeons of Nova Scotia"),
        "https://cpsns.ns.ca/",
        "Regulated Health Professions Act",
        "Personal Health Information Act",
    ),
    (
        "nt",
        _("Northwest Territories"),
        _("Government of the Northwest Territories, professional licensing"),
        "https://www.hss.gov.nt.ca/",
        "Medical Profession Act",
        "Health Information Act",
    ),
    (
        "nu",
        _("Nunavut"),
        _("Government of Nunavut, Department of Health"),
        "https://www.gov.nu.ca/",
        "Medical Profession Act",
        "Access to Information and Protection of Privacy Act",
    ),
    (
        "on",
        _("Ontario"),
        _("College of Physicians and Surgeons of Ontario"),
        "https://www.cpso.on.ca/",
        "Regulated Health Professions Act, 1991; Medicine Act, 1991",
        "Personal Health Information Protection Act, 2004",
    ),
    (
        "pe",
        _("Prince Edward Island"),
        _("College of Physicians and Surgeons of Prince Edward Island"),
        "https://cpspei.ca/",
        "Regulated Health Professions Act",
        "Health Information Act",
    ),
    (
        "qc",
        _("Quebec"),
        _("Collège des médecins du Québec"),
        "https://www.cmq.org/",
        "Medical Act; Professional Code",
        "Law 25; Act respecting health and social services information",
    ),
    (
        "sk",
        _("Saskatchewan"),
        _("College of Physicians and Surgeons of Saskatchewan"),
        "https://www.cps.sk.ca/",
        "The Medical Profession Act, 1981",
        "The Health Information Protection Act",
    ),
    (
        "yt",
        _("Yukon"),
        _("Yukon Medical Council"),
        "https://yukonmedicalcouncil.ca/",
        "Medical Profession Act",
        "Health Information Privacy and Management Act",
    ),
)


def _college_number(code: str) -> LicenceForm:
    return LicenceForm(
        code=f"{code}-number",
        label=_("Registration number with your college or council"),
        help=_("The number as your authority’s public register shows it."),
        example="12345",
        pattern=r"[A-Z]{0,3}\d{3,9}",
        source=GENERAL_KNOWLEDGE,
        looked_at=LOOKED_AT,
        confirmed=False,
    )


def _unconfirmed(title: str) -> Law:
    return Law(title=title, source=GENERAL_KNOWLEDGE, looked_at=LOOKED_AT, confirmed=False)


JURISDICTIONS = tuple(
    Jurisdiction(
        code=code,
        name=name,
        regulator=Regulator(name=authority, url=site, source=_FEDERATION, looked_at=LOOKED_AT),
        licence_form=_college_number(code),
        guidance=_OWN_GUIDANCE.get(code, GUIDANCE),
        law=_unconfirmed(law),
        privacy_law=_unconfirmed(privacy_law),
    )
    for code, name, authority, site, law, privacy_law in _AUTHORITIES
)
