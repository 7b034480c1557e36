"""Scheduled publishing and expiry, every minute; one page that fails does not hold up the others."""

import logging
from datetime import timedelta

from django.db import transaction

from portal.kit.errors import DomainError
from portal.kit.jobs import Run, job

logger = logging.getLogger(__name__)


@job("workflow.keep_schedule", every=timedelta(minutes=1))
def keep_schedule(run: Run) -> None:
    """Publish approved revisions whose time has come and take down pages whose time is over."""
    from django.utils import timezone
    from wagtail.models import Page, Revision

    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lte=now).specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in (
        Revision.objects.page_revisions().filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    ):
        try:
            with transaction.atomic():  # Refused at the gate, the schedule must stand as it was.
                revision.publish(log_action="wagtail.publish.scheduled")
        except DomainError as error:
            # The reason is a rule's, not a fault: a traceback would say nothing more.
            logger.error("scheduled revision %s was not published: %s", revision.pk, error.code)  # noqa: TRY400
