"""Approvals: who vouched for which revision of which page, when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.models import Page, Revision

from home.workflow.enums import Step
from portal.kit.models import UUIDModel


class Approval(UUIDModel):
    """One person's word for one revision; an edit makes a new revision, which needs a new word."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="approvals")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="approvals")
    step = models.CharField(max_length=20, default=Step.EDITOR)
    country = models.CharField(max_length=2, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    # An approval is a record, not content: Wagtail need not list it among a page's uses.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "step"], name="workflow_one_approval_per_step"),
            models.CheckConstraint(condition=~Q(step=""), name="workflow_approval_has_step"),
        ]
        indexes = [models.Index(fields=["page", "revision"], name="workflow_approval_page")]

    def __str__(self) -> str:
        return f"{self.step} approval of revision {self.revision_id}"
