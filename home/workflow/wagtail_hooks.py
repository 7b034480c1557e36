"""The admin's side of the gate: the Publish button is an editor's approval; other ways out are shut politely."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from home.workflow.actions import approve

if TYPE_CHECKING:
    from community.doctors.models import User


@hooks.register("before_publish_page")
def approve_by_publishing(request: HttpRequest, page: Page) -> None:
    """Record the one-step approval of the revision the editor is about to publish."""
    approve(page=page, revision=page.get_latest_revision(), by=cast("User", request.user))


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say that a copy starts as a draft, instead of failing at the gate."""
    if request.method == "POST" and (request.POST.get("publish_copies") or request.POST.get("alias")):
        messages.error(request, _("A copy starts as a draft and needs its own approval. Leave both boxes empty."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


@hooks.register("before_bulk_action")
def publish_one_by_one(
    request: HttpRequest, action_type: str, objects: Sequence[object], action: object
) -> HttpResponse | None:
    """Refuse publishing in bulk: each page is approved as it reads."""
    if action_type == "publish":
        messages.error(request, _("Pages are published one by one, so that each is approved as it reads."))
        return redirect("wagtailadmin_explore_root")
    return None
