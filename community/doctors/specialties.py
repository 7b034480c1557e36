"""The specialties a doctor or a case can have: data, never choices of a migration."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialty by its code, with the name people read."""

    code: str
    name: str | Promise


SPECIALTIES: dict[str, Specialty] = {
    code: Specialty(code, name)
    for code, name in (
        ("anaesthesia", _("Anaesthesia")),
        ("cardiology", _("Cardiology")),
        ("dermatology", _("Dermatology")),
        ("emergency-medicine", _("Emergency medicine")),
        ("endocrinology", _("Endocrinology")),
        ("gastroenterology", _("Gastroenterology")),
        ("general-practice", _("General practice")),
        ("general-surgery", _("General surgery")),
        ("geriatrics", _("Geriatrics")),
        ("haematology", _("Haematology")),
        ("infectious-diseases", _("Infectious diseases")),
        ("intensive-care", _("Intensive care")),
        ("internal-medicine", _("Internal medicine")),
        ("nephrology", _("Nephrology")),
        ("neurology", _("Neurology")),
        ("obstetrics-gynaecology", _("Obstetrics and gynaecology")),
        ("oncology", _("Oncology")),
        ("ophthalmology", _("Ophthalmology")),
        ("orthopaedics", _("Orthopaedics")),
        ("otolaryngology", _("Otolaryngology")),
        ("paediatrics", _("Paediatrics")),
        ("palliative-care", _("Palliative care")),
        ("psychiatry", _("Psychiatry")),
        ("radiology", _("Radiology")),
        ("respiratory-medicine", _("Respiratory medicine")),
        ("rheumatology", _("Rheumatology")),
        ("urology", _("Urology")),
    )
}


def specialty_name(code: str) -> str:
    """Return the specialty's name in the active language, or the code when it is no longer known."""
    return str(SPECIALTIES[code].name) if code in SPECIALTIES else code


def specialty_choices() -> list[tuple[str, str]]:
    """Return code and name of every specialty, by name."""
    return sorted(((code, str(specialty.name)) for code, specialty in SPECIALTIES.items()), key=lambda pair: pair[1])
