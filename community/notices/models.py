"""A line that tells a doctor of something; it holds ids only, the words are made when it is read."""

from django.db import models
from django.db.models import Q

from portal.kit.models import UUIDModel


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Words for lists of notices."""

    def unread(self) -> "NoticeQuerySet":
        """Keep those not opened yet."""
        return self.filter(read_at=None)


class Notice(UUIDModel):
    """One thing that happened, for one doctor; `kind` says who can put it into words (see `kinds`)."""

    doctor = models.ForeignKey("doctors.Doctor", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["doctor", "kind", "about"], name="notices_told_once"),
            models.CheckConstraint(condition=~Q(kind=""), name="notices_kind"),
        ]
        indexes = [
            models.Index(fields=["doctor", "-created_at", "-id"], name="notices_newest"),
            models.Index(fields=["doctor"], condition=Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.doctor_id}"
