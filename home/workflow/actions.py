"""Approving and publishing: the only ways through the gate, each recorded and safe to repeat."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from community.doctors.models import User
from home.workflow.access import check_may_approve, country_of
from home.workflow.enums import Step
from home.workflow.models import Approval
from portal.kit import audit
from portal.kit.errors import Invalid, NotAllowed


@transaction.atomic
def approve(*, page: Page, revision: Revision, by: User) -> Approval:
    """Vouch for a revision as an editor of its country; approving it again changes nothing."""
    check_may_approve(by, page)
    return _record(page, revision, Step.EDITOR, by)


@transaction.atomic
def approve_and_publish(*, page: Page, revision: Revision, by: User) -> bool:
    """Approve a revision and publish or schedule it; return whether anything changed."""
    approve(page=page, revision=revision, by=by)
    return _publish(page, revision, by)


@transaction.atomic
def publish_structure(*, page: Page) -> bool:
    """Publish a page that the portal itself lays out: a country home or a section, never editorial content."""
    if not getattr(page.specific_class, "is_structure", False):
        raise NotAllowed(_("Only the frame of an edition is published without an editor."), code="not-structure")
    if page.first_published_at:
        return False  # From its first publication on, an editor's changes to it need an editor's approval.
    revision = page.get_latest_revision() or page.save_revision()
    _record(page, revision, Step.STRUCTURE, None)
    return _publish(page, revision, None)


@transaction.atomic
def publish_reviewed(*, workflow_state: WorkflowState, by: User | None) -> bool:
    """Publish the latest revision once every task of the workflow approved exactly that revision."""
    page = workflow_state.content_object.specific
    revision = page.get_latest_revision()
    wanted = set(workflow_state.workflow.tasks.values_list("pk", flat=True))
    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED, revision=revision)
    if not wanted or wanted - set(approved.values_list("task_id", flat=True)):
        raise NotAllowed(_("This version has not been approved at every step."), code="steps-missing")
    _record(page, revision, Step.WORKFLOW, by)
    return _publish(page, revision, by)


def _record(page: Page, revision: Revision, step: Step, by: User | None) -> Approval:
    if str(revision.object_id) != str(page.pk) or revision.base_content_type_id != page.get_base_content_type().pk:
        raise Invalid(_("This version belongs to another page."), code="foreign-revision")
    country = country_of(page)
    approval, created = Approval.objects.get_or_create(
        revision=revision, step=step, defaults={"page_id": page.pk, "approved_by": by, "country": country}
    )
    if created:
        audit.record(
            "page.approved",
            by=by.pk if by else None,
            subject=f"page:{page.pk}",
            country=country,
            detail={"revision": revision.pk, "step": str(step)},
        )
    return approval


def _publish(page: Page, revision: Revision, by: User | None) -> bool:
    current = Page.objects.select_for_update().get(pk=page.pk)
    revision.refresh_from_db(fields=["approved_go_live_at"])
    is_scheduled = revision.approved_go_live_at and revision.approved_go_live_at > timezone.now()
    if is_scheduled or (current.live and current.live_revision_id == revision.pk):
        return False
    revision.publish(user=by, skip_permission_checks=True)
    return True
