"""Who may do what: turns an account into a `Viewer`, the one thing every other rule looks at."""

from django.contrib.auth.models import AnonymousUser

from community.doctors.enums import DoctorState
from community.doctors.models import Doctor, Duty, User
from portal.kit.viewers import ANONYMOUS, Viewer

# A lapsed or frozen doctor still reads; only a verified one writes.
READS = {DoctorState.VERIFIED, DoctorState.LAPSED, DoctorState.FROZEN}


def viewer_for(user: User | AnonymousUser) -> Viewer:
    """Return the viewer behind an account: three queries, none of them a name."""
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    duties = frozenset(Duty.objects.current().filter(user=user).values_list("kind", "country"))
    doctor = Doctor.objects.filter(user=user).first()
    if doctor is None:
        return Viewer(user_id=user.pk, duties=duties, language=user.language)
    return Viewer(
        user_id=user.pk,
        doctor_id=doctor.pk,
        is_doctor=doctor.state in READS,
        may_post=doctor.state == DoctorState.VERIFIED,
        country=doctor.country,
        specialties=frozenset(doctor.specialties.values_list("specialty", flat=True)),
        duties=duties,
        language=user.language,
    )
