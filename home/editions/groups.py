"""The Wagtail groups behind duties: one a country and kind, holding exactly what that duty needs in the admin.

Nobody holds `publish_page`: publishing follows from the duty itself (`home.workflow.permissions`).
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import Admin
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from community.doctors.enums import DutyKind

# Duties that work in the admin, and what they may do to pages there.
PAGE_ACTIONS: dict[str, tuple[str, ...]] = {
    DutyKind.EDITOR: ("add", "change"),
    DutyKind.REGIONAL_MANAGER: ("add", "change"),
}
# Wagtail asks for these on the stock models, whatever the own ones are called.
MEDIA_ACTIONS = [(Image, action) for action in ("add", "change", "choose")] + [
    (Document, action) for action in ("add", "change", "choose")
]


def group_name(country: str, kind: str) -> str:
    """Return the name of a country's group for a kind of duty."""
    return f"{country}:{kind}"


def ensure_group(country: str, kind: str, homes: Iterable[Page], collection: Collection) -> Group:
    """Make the group hold its permissions on the country's homes and collection, and no others."""
    group, _ = Group.objects.get_or_create(name=group_name(country, kind))
    group.permissions.set([_permission(Admin, "access_admin", "Can access Wagtail admin")])
    pages = {(home.pk, action) for home in homes for action in PAGE_ACTIONS[kind]}
    rows = GroupPagePermission.objects.filter(group=group).select_related("permission")
    held = {(row.page_id, row.permission.codename): row for row in rows}
    for page_id, action in pages:
        if held.pop((page_id, f"{action}_page"), None) is None:
            GroupPagePermission.objects.create(
                group=group, page_id=page_id, permission=_permission(Page, f"{action}_page", f"Can {action} page")
            )
    for row in held.values():
        row.delete()
    for model, action in MEDIA_ACTIONS:
        name = model._meta.model_name
        permission = _permission(model, f"{action}_{name}", f"Can {action} {name}")
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


def _permission(model: type, codename: str, name: str) -> Permission:
    # Made here when `migrate` has not come to that app yet; Django adds only what is missing.
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]
