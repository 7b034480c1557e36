"""A notice belongs to one doctor and is there for nobody else."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from community.notices.models import Notice, NoticeQuerySet
from portal.kit.errors import NotFound
from portal.kit.viewers import Viewer


def own_notices(viewer: Viewer) -> NoticeQuerySet:
    """Return the viewer's notices; whether their subjects may still be seen is asked when they are put into words."""
    if viewer.doctor_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(doctor=viewer.doctor_id)


def get_notice_for(viewer: Viewer, notice_id: UUID) -> Notice:
    """Return one of the viewer's notices, or raise NotFound."""
    notice = own_notices(viewer).filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(_("There is no such notice."))
    return notice
