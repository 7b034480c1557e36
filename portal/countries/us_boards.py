"""The medical boards of the American states, the District of Columbia and the territories.

Board names and laws are general knowledge, marked as not confirmed; what is known for all of them together (the
federation's policy) carries its source.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.countries.contract import GENERAL_KNOWLEDGE, Guidance, Jurisdiction, Law, LicenceForm, Regulator

LOOKED_AT = date(2026, 11, 23)

GUIDANCE = Guidance(
    title=_("FSMB: Social Media and Electronic Communications"),
    version="2019-04",
    url="https://fdocuments.us/document/"
    "social-media-and-electronic-2-professional-uses-of-social-media-will-often-involve.html",
    says=_(
        "Nothing that identifies a patient; privacy settings are not absolute; raise a colleague’s misconduct "
        "with the colleague first, then with the authorities."
    ),
    source="https://fdocuments.us/document/"
    "social-media-and-electronic-2-professional-uses-of-social-media-will-often-involve.html",
    looked_at=LOOKED_AT,
)

# State boards number their licences each in their own way, and several have changed it over the years.
LICENCE_FORM = LicenceForm(
    code="state-licence",
    label=_("State licence number"),
    help=_("The licence number as your board’s public look-up shows it, with its letters."),
    example="A12345",
    pattern=r"[A-Z]{0,6}\d{2,10}[A-Z]{0,3}",
    note=_("Forms differ from board to board, and osteopathic boards keep lists of their own."),
    source=GENERAL_KNOWLEDGE,
    looked_at=LOOKED_AT,
    confirmed=False,
)

_BOARDS = (
    ("al", _("Alabama"), "Alabama Board of Medical Examiners", "Code of Alabama, title 34, chapter 24"),
    ("ak", _("Alaska"), "Alaska State Medical Board", "Alaska Statutes, chapter 08.64"),
    ("az", _("Arizona"), "Arizona Medical Board", "Arizona Revised Statutes, title 32, chapter 13"),
    ("ar", _("Arkansas"), "Arkansas State Medical Board", "Arkansas Code, title 17, chapter 95"),
    ("ca", _("California"), "Medical Board of California", "Business and Professions Code, section 2000"),
    ("co", _("Colorado"), "Colorado Medical Board", "Colorado Revised Statutes, title 12, article 240"),
    ("ct", _("Connecticut"), "Connecticut Medical Examining Board", "Connecticut General Statutes, chapter 370"),
    ("de", _("Delaware"), "Delaware Board of Medical Licensure and Discipline", "Delaware Code, title 24, chapter 17"),
    ("dc", _("District of Columbia"), "District of Columbia Board of Medicine", "D.C. Code, title 3, chapter 12"),
    ("fl", _("Florida"), "Florida Board of Medicine", "Florida Statutes, chapter 458"),
    ("ga", _("Georgia"), "Georgia Composite Medical Board", "Official Code of Georgia, title 43, chapter 34"),
    ("hi", _("Hawaii"), "Hawaii Medical Board", "Hawaii Revised Statutes, chapter 453"),
    ("id", _("Idaho"), "Idaho State Board of Medicine", "Idaho Code, title 54, chapter 18"),
    (
        "il",
        _("Illinois"),
        "Illinois Department of Financial and Professional Regulation",
        "Medical Practice Act of 1987, 225 ILCS 60",
    ),
    ("in", _("Indiana"), "Medical Licensing Board of Indiana", "Indiana Code, article 25-22.5"),
    ("ia", _("Iowa"), "Iowa Board of Medicine", "Iowa Code, chapter 148"),
    ("ks", _("Kansas"), "Kansas State Board of Healing Arts", "Kansas Statutes, chapter 65, article 28"),
    ("ky", _("Kentucky"), "Kentucky Board of Medical Licensure", "Kentucky Revised Statutes, chapter 311"),
    ("la", _("Louisiana"), "Louisiana State Board of Medical Examiners", "Louisiana Revised Statutes 37:1261"),
    ("me", _("Maine"), "Maine Board of Licensure in Medicine", "Maine Revised Statutes, title 32, chapter 48"),
    ("md", _("Maryland"), "Maryland Board of Physicians", "Health Occupations Article, title 14"),
    (
        "ma",
        _("Massachusetts"),
        "Massachusetts Board of Registration in Medicine",
        "Massachusetts General Laws, chapter 112",
    ),
    ("mi", _("Michigan"), "Michigan Board of Medicine", "Public Health Code, part 170"),
    ("mn", _("Minnesota"), "Minnesota Board of Medical Practice", "Minnesota Statutes, chapter 147"),
    ("ms", _("Mississippi"), "Mississippi State Board of Medical Licensure", "Mississippi Code, title 73, chapter 25"),
    (
        "mo",
        _("Missouri"),
        "Missouri Board of Registration for the Healing Arts",
        "Missouri Revised Statutes, chapter 334",
    ),
    ("mt", _("Montana"), "Montana Board of Medical Examiners", "Montana Code, title 37, chapter 3"),
    ("ne", _("Nebraska"), "Nebraska Board of Medicine and Surgery", "Medicine and Surgery Practice Act"),
    ("nv", _("Nevada"), "Nevada State Board of Medical Examiners", "Nevada Revised Statutes, chapter 630"),
    ("nh", _("New Hampshire"), "New Hampshire Board of Medicine", "New Hampshire Statutes, chapter 329"),
    ("nj", _("New Jersey"), "New Jersey State Board of Medical Examiners", "New Jersey Statutes, title 45, chapter 9"),
    ("nm", _("New Mexico"), "New Mexico Medical Board", "New Mexico Statutes, chapter 61, article 6"),
    ("ny", _("New York"), "New York State Board for Medicine", "Education Law, article 131"),
    ("nc", _("North Carolina"), "North Carolina Medical Board", "General Statutes, chapter 90, article 1"),
    ("nd", _("North Dakota"), "North Dakota Board of Medicine", "North Dakota Century Code, chapter 43-17"),
    ("oh", _("Ohio"), "State Medical Board of Ohio", "Ohio Revised Code, chapter 4731"),
    (
        "ok",
        _("Oklahoma"),
        "Oklahoma Board of Medical Licensure and Supervision",
        "Oklahoma Statutes, title 59, section 480 and following",
    ),
    ("or", _("Oregon"), "Oregon Medical Board", "Oregon Revised Statutes, chapter 677"),
    ("pa", _("Pennsylvania"), "Pennsylvania State Board of Medicine", "Medical Practice Act of 1985"),
    (
        "ri",
        _("Rhode Island"),
        "Rhode Island Board of Medical Licensure and Discipline",
        "Rhode Island General Laws, chapter 5-37",
    ),
    (
        "sc",
        _("South Carolina"),
        "South Carolina Board of Medical Examiners",
        "South Carolina Code, title 40, chapter 47",
    ),
    (
        "sd",
        _("South Dakota"),
        "South Dakota Board of Medical and Osteopathic Examiners",
        "South Dakota Codified Laws, chapter 36-4",
    ),
    ("tn", _("Tennessee"), "Tennessee Board of Medical Examiners", "Tennessee Code, title 63, chapter 6"),
    ("tx", _("Texas"), "Texas Medical Board", "Occupations Code, title 3, subtitle B"),
    ("ut", _("Utah"), "Utah Division of Professional Licensing", "Utah Medical Practice Act, chapter 58-67"),
    ("vt", _("Vermont"), "Vermont Board of Medical Practice", "Vermont Statutes, title 26, chapter 23"),
    ("va", _("Virginia"), "Virginia Board of Medicine", "Code of Virginia, title 54.1, chapter 29"),
    ("wa", _("Washington"), "Washington Medical Commission", "Revised Code of Washington, chapter 18.71"),
    ("wv", _("West Virginia"), "West Virginia Board of Medicine", "West Virginia Code, chapter 30, article 3"),
    ("wi", _("Wisconsin"), "Wisconsin Medical Examining Board", "Wisconsin Statutes, chapter 448"),
    ("wy", _("Wyoming"), "Wyoming Board of Medicine", "Wyoming Statutes, title 33, chapter 26"),
    ("as", _("American Samoa"), "Health Services Regulatory Board", "the territory’s medical practice act"),
    ("gu", _("Guam"), "Guam Board of Medical Examiners", "Guam Code, title 10, chapter 12"),
    (
        "mp",
        _("Northern Mariana Islands"),
        "Health Care Professions Licensing Board",
        "the territory’s medical practice act",
    ),
    ("pr", _("Puerto Rico"), "Puerto Rico Board of Medical Licensure and Discipline", "Act 139 of 2008"),
    ("vi", _("United States Virgin Islands"), "Board of Medical Examiners", "Virgin Islands Code, title 27"),
)

JURISDICTIONS = tuple(
    Jurisdiction(
        code=code,
        name=name,
        regulator=Regulator(
            name=board,
            register=_("Each board has a public look-up of its own."),
            source=GENERAL_KNOWLEDGE,
            looked_at=LOOKED_AT,
            confirmed=False,
        ),
        licence_form=LICENCE_FORM,
        guidance=GUIDANCE,
        law=Law(title=law, source=GENERAL_KNOWLEDGE, looked_at=LOOKED_AT, confirmed=False),
    )
    for code, name, board, law in _BOARDS
)
