"""What the admin lets a person do with a page: publishing follows from duties, never from a stored permission.

No group holds `publish_page`. Whoever may approve a page here and now is treated by Wagtail's views as if they
held it; the gate in `gate.py` still asks for the approval itself.
"""

from wagtail.models import Page, PagePermissionTester

from community.doctors.models import User
from home.workflow.access import approving_countries, may_approve


class EditorialPermissions(PagePermissionTester):
    """Wagtail's tester, with publishing by duty and without Wagtail's own privacy settings."""

    def __init__(self, user: User, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and "change" in self.permissions and may_approve(user, page, held=_held(user)):
            self.permissions.add("publish")

    def can_set_view_restrictions(self) -> bool:
        """Never: the audience field is the one place that says who reads a page."""
        return False


class StructurePermissions(EditorialPermissions):
    """For pages an edition cannot do without: editable, but never taken away, moved or copied."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Never."""
        return False

    def can_move(self) -> bool:
        """Never."""
        return False

    def can_unpublish(self) -> bool:
        """Never."""
        return False

    def can_copy(self) -> bool:
        """Never."""
        return False


def _held(user: User) -> frozenset[str]:
    """Ask once a request: the account object lives as long as one."""
    known = user.__dict__
    if "_approving_countries" not in known:
        known["_approving_countries"] = approving_countries(user)
    return known["_approving_countries"]
