"""The two ways around `save()` of the own page type: the base `Page` class, and moving."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import pre_page_move

from home.workflow import gate
from portal.kit.errors import NotAllowed


@receiver(pre_save, sender=Page, dispatch_uid="workflow.hold_base_page")
def hold_base_page(instance: Page, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
    """Let a page through the gate also when code saves its base class."""
    if instance.pk and instance.live and issubclass(instance.specific_class or Page, gate.GatedPage):
        gate.check(instance, update_fields)


@receiver(pre_page_move, dispatch_uid="workflow.hold_moves")
def hold_moves(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Keep a page in its edition: another country's readers get it by adoption, not by a move."""
    if parent_page_after.locale_id != instance.locale_id:
        raise NotAllowed(_("A page cannot move to another edition. Copy it as a draft there."), code="other-edition")
