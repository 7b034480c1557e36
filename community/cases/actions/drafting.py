"""Saving and discarding drafts: an old page never overwrites a newer text, and neither text is lost."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.cases import access
from community.cases.actions.marking import record
from community.cases.content import Content, read, write
from community.cases.enums import CaseState
from community.cases.models import Case
from community.doctors.access import viewer_for
from community.doctors.models import Doctor
from portal.kit.errors import Conflict, Invalid, NotFound

DRAFTS_LIMIT = 50


@transaction.atomic
def save_draft(*, by: Doctor, token: UUID, content: Content, version: int = 0, page: UUID | None = None) -> Case:
    """Save the draft begun by the form with this token; the first save makes it.

    `version` is the one the open page last saw and `page` names that page. Raises Conflict when another page saved
    meanwhile (code "other-page") or when the case is already posted (code "posted").
    """
    access.check_may_write(viewer_for(by.user))
    case = _begun(by, token)
    if case is None:
        case = _begin(by, token)
    else:
        _check_is_current(case, content, version, page)
    if case.version and read(case) == content:
        return case
    write(case, content)
    case.version, case.saved_from, case.saved_at = case.version + 1, page, timezone.now()
    case.save()
    return case


@transaction.atomic
def keep_apart(*, by: Doctor, page: UUID, content: Content) -> Case:
    """Keep what a refused page holds as a draft of its own, one a page, so that both texts survive."""
    case = _begun(by, page)
    return save_draft(by=by, token=page, content=content, version=case.version if case else 0, page=page)


@transaction.atomic
def discard_draft(*, by: Doctor, case_id: UUID) -> None:
    """Delete a draft of one's own; one that is gone already stays gone."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        return
    access.get_draft_for(viewer_for(by.user), case_id)
    record("case.discarded", case, by)
    case.delete()


def _begun(by: Doctor, token: UUID) -> Case | None:
    case = Case.objects.select_for_update().filter(post_token=token).first()
    if case is not None and case.author_id != by.pk:
        raise NotFound(_("There is no such draft."))
    return case


def _begin(by: Doctor, token: UUID) -> Case:
    """Make the row, or take the one that another request made a moment ago."""
    if Case.objects.drafts().filter(author=by).count() >= DRAFTS_LIMIT:
        message = _("You have %(count)s drafts. Post or discard some before you begin another.")
        raise Invalid(message % {"count": DRAFTS_LIMIT}, code="too-many-drafts")
    try:
        with transaction.atomic():
            return Case.objects.create(author=by, country=by.country, language="en", post_token=token)
    except IntegrityError:
        case = _begun(by, token)
        if case is None:
            raise
        return case


def _check_is_current(case: Case, content: Content, version: int, page: UUID | None) -> None:
    """Let the newest page save; a page whose last save is still on its way has one version to catch up."""
    if case.state != CaseState.DRAFT:
        raise Conflict(_("This case is already posted. Change it on its page."), code="posted")
    behind = case.version - version
    own = page is not None and case.saved_from == page
    if behind == 0 or (behind == 1 and own) or read(case) == content:
        return
    raise Conflict(
        _("This draft was changed in another window. Both texts are kept: nothing was overwritten."), code="other-page"
    )
