"""What Wagtail calls when a workflow is finished; imported before any model is, so it imports late."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from community.doctors.models import User


def publish_after_workflow(workflow_state: "WorkflowState", user: "User | None" = None) -> None:
    """Publish the approved revision; needs approvals of the latest one, not a publish permission."""
    from home.workflow.actions import publish_reviewed

    publish_reviewed(workflow_state=workflow_state, by=user)
