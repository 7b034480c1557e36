"""Posting: a complete, guarded text becomes a case that colleagues see, once however often it is clicked."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.cases import access
from community.cases.actions.drafting import save_draft
from community.cases.actions.marking import locked, record, schedule
from community.cases.checking import check_complete, check_guarded
from community.cases.content import Content, read, write
from community.cases.enums import CaseState
from community.cases.models import Case
from community.cases.titles import propose_title
from community.discussion.actions import follow, open_thread
from community.discussion.models import Thread
from community.doctors.access import viewer_for
from community.doctors.models import Doctor
from portal.kit.errors import Conflict


@transaction.atomic
def post_case(*, by: Doctor, case_id: UUID, version: int | None = None, at: datetime | None = None) -> Case:
    """Post a draft; posting it again returns it as it is.

    `version` is the one that was read before posting; raises Conflict when the draft changed since, Refused when it
    is incomplete or holds identifiers. `at` dates a case that was asked elsewhere (demo data).
    """
    viewer = viewer_for(by.user)
    case = access.get_case_for(viewer, case_id)
    access.check_is_author(viewer, case)
    access.check_may_write(viewer)
    case = locked(case_id)
    if case.state != CaseState.DRAFT:
        return case
    if version is not None and version != case.version:
        raise Conflict(_("This draft was changed in another window. Read it again before you post it."), code="stale")
    content = read(case)
    check_complete(content)
    check_guarded(content, case.country)
    thread = _make_public(case, content, by, at or timezone.now())
    record("case.posted", case, by, specialty=case.specialty, urgency=case.urgency, audience=case.audience_choice)
    schedule(case)
    follow(thread=thread, by=by)
    return case


def quick_ask(
    *,
    by: Doctor,
    token: UUID,
    content: Content,
    version: int = 0,
    page: UUID | None = None,
    at: datetime | None = None,
) -> Case:
    """Save and post in one go; the same form sent twice gives the same case.

    The text is kept as a draft first, in a transaction of its own, so that a refusal loses nothing.
    """
    earlier = Case.objects.filter(post_token=token, author=by).exclude(state=CaseState.DRAFT).first()
    if earlier is not None:
        return _same_or_conflict(earlier, content)
    draft = save_draft(by=by, token=token, content=content, version=version, page=page)
    return post_case(by=by, case_id=draft.pk, at=at)


def _make_public(case: Case, content: Content, by: Doctor, at: datetime) -> Thread:
    # Read anew: a doctor who moved since the draft was begun asks from where they practise now.
    case.country = by.country
    write(case, content)
    case.title = content.title or propose_title(content.question, content.presentation)
    case.state, case.posted_at, case.version = CaseState.POSTED, at, case.version + 1
    case.thread = thread = open_thread(subject_kind="case", subject_id=case.pk)
    case.save()
    return thread


def _same_or_conflict(earlier: Case, content: Content) -> Case:
    titled = replace(content, title=content.title or earlier.title)
    if titled == read(earlier) or earlier.edited_at is not None:
        return earlier
    raise Conflict(
        _("A case was already posted from this form. What you typed since is not posted: ask it as a new one."),
        code="already-posted",
    )
