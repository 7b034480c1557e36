"""Who may read and change a case: each rule once for one case and once for a list, proved equal by a test.

The room's door comes first (`check_enters`): people without a verified licence learn nothing, not even which
addresses exist.
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.cases.enums import CaseState
from community.cases.models import Case, CaseQuerySet
from community.doctors.enums import DutyKind
from portal.kit.audience import admitting
from portal.kit.errors import Conflict, NotAllowed, NotFound
from portal.kit.viewers import Viewer


def moderates(viewer: Viewer, country: str = "") -> bool:
    """Tell whether the viewer moderates the cases of a country, or of any when none is named."""
    if country:
        return viewer.has_duty(DutyKind.MODERATOR, country)
    return bool(viewer.duty_countries(DutyKind.MODERATOR))


def can_enter(viewer: Viewer) -> bool:
    """Tell whether the viewer may open the room at all."""
    return viewer.is_doctor or moderates(viewer)


def check_enters(viewer: Viewer) -> None:
    """Raise NotAllowed, with what is missing, for people who are not verified doctors."""
    if not can_enter(viewer):
        raise NotAllowed(_("Cases are for doctors with a verified licence. Your account page shows what is missing."))


def is_author(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer wrote the case; nobody wrote a former member's."""
    return viewer.doctor_id is not None and case.author_id == viewer.doctor_id


def can_read(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may open the case: its author always, the audience and moderators once it is posted."""
    if viewer.is_doctor and is_author(viewer, case):
        return True
    if case.state == CaseState.DRAFT:
        return False
    if moderates(viewer, case.country):
        return True
    return case.state == CaseState.POSTED and viewer.is_doctor and case.audience.admits(viewer)


def visible_to(viewer: Viewer) -> CaseQuerySet:
    """Return every case the viewer may open; the same rule as `can_read`."""
    readable = _moderated(viewer)
    if viewer.is_doctor:
        readable |= Q(author=viewer.doctor_id) | Q(state=CaseState.POSTED) & admitting(viewer)
    return Case.objects.filter(readable)


def _moderated(viewer: Viewer) -> Q:
    countries = viewer.duty_countries(DutyKind.MODERATOR)
    if not countries:
        return Q(pk__in=[])
    beyond_drafts = Q(state__in=[CaseState.POSTED, CaseState.WITHDRAWN])
    return beyond_drafts if "" in countries else beyond_drafts & Q(country__in=countries)


def get_case_for(viewer: Viewer, case_id: UUID) -> Case:
    """Return a case the viewer may open; NotFound says the same whether it is absent or hidden."""
    check_enters(viewer)
    case = visible_to(viewer).filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("There is no such case."))
    return case


def get_own_case_for(viewer: Viewer, case_id: UUID) -> Case:
    """Return a case the viewer wrote and has posted; a draft is found by `get_draft_for`."""
    case = get_case_for(viewer, case_id)
    check_is_author(viewer, case)
    if case.state == CaseState.DRAFT:
        raise NotFound(_("There is no such case."))
    return case


def get_draft_for(viewer: Viewer, case_id: UUID) -> Case:
    """Return a draft of the viewer's; one already posted says so."""
    case = get_case_for(viewer, case_id)
    check_is_author(viewer, case)
    if case.state != CaseState.DRAFT:
        raise Conflict(_("This case is already posted."), code="posted")
    return case


def check_may_write(viewer: Viewer) -> None:
    """Raise NotAllowed, with the reason, when the viewer may not ask or change cases."""
    check_enters(viewer)
    if not viewer.is_doctor:
        raise NotAllowed(_("Only doctors with a verified licence ask cases."))
    if not viewer.may_post:
        raise NotAllowed(_("You can read but not write while your licence is not verified or posting is paused."))


def check_is_author(viewer: Viewer, case: Case) -> None:
    """Raise NotAllowed unless the viewer wrote the case."""
    if not (viewer.is_doctor and is_author(viewer, case)):
        raise NotAllowed(_("Only the doctor who asked this case can change it."))


def check_can_edit(viewer: Viewer, case: Case) -> None:
    """Raise NotAllowed, with the reason, when the viewer may not change the posted case."""
    check_is_author(viewer, case)
    check_may_write(viewer)
    if case.state != CaseState.POSTED:
        raise NotAllowed(_("A withdrawn case cannot be changed."))


def can_edit(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may change, close or reopen the posted case."""
    return viewer.is_doctor and viewer.may_post and is_author(viewer, case) and case.state == CaseState.POSTED


def check_can_withdraw(viewer: Viewer, case: Case) -> None:
    """Raise NotAllowed unless the viewer wrote the case; a paused doctor may still take a patient's story back."""
    check_is_author(viewer, case)


def can_withdraw(viewer: Viewer, case: Case) -> bool:
    """Tell whether the viewer may take the posted case back."""
    return viewer.is_doctor and is_author(viewer, case) and case.state == CaseState.POSTED


def check_can_see_history(viewer: Viewer, case: Case) -> None:
    """Raise NotFound where there is no history to read: a draft has none, a withdrawn case's is for moderators."""
    if case.state == CaseState.DRAFT or (case.state == CaseState.WITHDRAWN and not moderates(viewer, case.country)):
        raise NotFound(_("There is no such case."))


def check_can_reply(viewer: Viewer, case: Case) -> None:
    """Raise NotAllowed, with the reason, when the case takes no replies."""
    if case.is_published:
        raise NotAllowed(_("This is a published report. Its authors are not here to answer."))
    if case.closed_at is not None:
        raise NotAllowed(_("This case is closed. Its author can reopen it."))
    if not case.is_open:
        raise NotAllowed(_("This case takes no replies."))
    if not (viewer.is_doctor and (is_author(viewer, case) or case.audience.admits(viewer))):
        raise NotAllowed(_("Only doctors of this case's audience reply to it."))
