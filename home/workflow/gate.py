"""The gate every editorial page passes before readers see it: what is live is what somebody approved.

It sits in `save()`, because the admin's views, bulk actions, scheduled publishing, copies, aliases, the API and
plain code all end there; `Page.publish()` is only one of the ways. A live page is saved only when an approval of
its live revision exists *and* the content saved is the content of that revision. Nothing in the project uses
`QuerySet.update(live=…)`, which no model could refuse; a test reads the sources for it.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from home.workflow.permissions import EditorialPermissions
from portal.kit.errors import NotAllowed

if TYPE_CHECKING:
    # What it always stands before; at run time it stays a plain mixin, so that `Page` is mixed in once.
    from wagtail.models import Page as Base
else:
    Base = models.Model

# Where a page stands and who holds it; everything else is content, and content needs an approval.
STATE = frozenset(
    {
        "id", "page_ptr", "path", "depth", "numchild", "url_path", "content_type", "translation_key", "locale",
        "owner", "locked", "locked_at", "locked_by", "draft_title", "has_unpublished_changes", "latest_revision",
        "latest_revision_created_at", "first_published_at", "last_published_at", "expired",
    }
)  # fmt: skip
DECIDES = frozenset({"live", "live_revision", "alias_of"})


def check(page: Page, update_fields: Iterable[str] | None = None) -> None:
    """Refuse to save a page as live when what would be live was never approved; aliases even as drafts."""
    if page.alias_of_id:
        # Wagtail republishes aliases with their source and asks nobody.
        raise NotAllowed(_("An alias goes live with its source, unreviewed. Copy the page instead."), code="alias")
    if not page.live:
        return
    names = {field.name for field in page._meta.concrete_fields}
    touched = names if update_fields is None else names & set(update_fields)
    content = touched - STATE - DECIDES
    if not content and not touched & DECIDES:
        return
    revision = approved_revision(page)
    if revision is None:
        raise NotAllowed(_("This version has not been approved, so it cannot be published."), code="unapproved")
    if _values(page.serializable_data(), content) != _values(revision.content, content):
        raise NotAllowed(_("What would be published is not what was approved."), code="not-what-was-approved")


def approved_revision(page: Page) -> Revision | None:
    """Return the page's live revision when somebody approved it for this very page."""
    if not page.pk or not page.live_revision_id:
        return None
    return Revision.objects.filter(pk=page.live_revision_id, approvals__page_id=page.pk).first()


def _values(data: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    plain = json.loads(json.dumps({name: data.get(name) for name in names}, cls=DjangoJSONEncoder))
    return {name: _parsed(value) for name, value in plain.items()}


def _parsed(value: Any) -> Any:
    """Read a body's JSON, so that two spellings of the same blocks are equal."""
    if isinstance(value, str) and value.startswith(("[", "{")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


class GatedPage(Base):
    """Mixin before `Page`: starts as a draft, passes the gate on every save, publishes by duty."""

    # The frame of an edition (homes, sections), which the portal may lay out itself, once.
    is_structure = False

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's default is True, and "create and publish" inserts the page before it has a revision at all.
        if not args and "live" not in kwargs and self._state.adding:
            self.live = False

    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Save through the gate."""
        check(self, kwargs.get("update_fields"))
        return super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def permissions_for_user(self, user: Any) -> EditorialPermissions:
        """Return what the admin lets this person do here."""
        return EditorialPermissions(user, self)
