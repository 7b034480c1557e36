"""A thread under anything that hosts one, its numbered replies, their earlier texts, and who follows."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.kit.models import UUIDModel


class Thread(UUIDModel):
    """The discussion of one subject; what a subject is, its host knows (see `hosts`)."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    # Replies that stand; a withdrawn one keeps its number and leaves this count.
    reply_count = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_reply_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="discussion_thread_per_subject"),
            models.CheckConstraint(condition=~Q(subject_kind=""), name="discussion_thread_kind"),
            models.CheckConstraint(condition=Q(reply_count__lte=F("last_number")), name="discussion_thread_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Words for lists of replies."""

    def standing(self) -> "ReplyQuerySet":
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def in_order(self) -> "ReplyQuerySet":
        """Sort oldest first; the number is dense and unique, so it is also the key of a page."""
        return self.order_by("number")


class Reply(UUIDModel):
    """One doctor's words in a thread; without an author they are a former member's."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("doctors.Doctor", null=True, on_delete=models.SET_NULL, related_name="replies")
    number = models.PositiveIntegerField()
    text = models.TextField()
    quoted = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Rises with each edit, so that two tabs never overwrite each other silently.
    revision = models.PositiveIntegerField(default=1)
    # Names one filled-in form: the second click of a double click finds the first one's reply.
    token = models.CharField(max_length=64)
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    # Readers are told when colleagues may have answered an earlier text.
    edited_after_replies = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="discussion_reply_number"),
            models.UniqueConstraint(fields=["author", "token"], name="discussion_reply_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(token=""), name="discussion_reply_says_something"),
            models.CheckConstraint(condition=Q(number__gte=1) & Q(revision__gte=1), name="discussion_reply_counted"),
        ]
        indexes = [
            models.Index(fields=["thread", "posted_at", "id"], name="discussion_reply_posted"),
            models.Index(fields=["author", "posted_at"], name="discussion_reply_author"),
        ]

    def __str__(self) -> str:
        return f"reply {self.number} of {self.thread_id}"

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether only a tombstone is shown."""
        return self.withdrawn_at is not None


class ReplyRevision(UUIDModel):
    """What a reply said before an edit."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "revision"], name="discussion_revision_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="discussion_revision_counted"),
        ]

    def __str__(self) -> str:
        return f"revision {self.revision} of {self.reply_id}"


class Follow(UUIDModel):
    """A doctor who wants to be told of new replies."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows")
    doctor = models.ForeignKey("doctors.Doctor", on_delete=models.CASCADE, related_name="follows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "doctor"], name="discussion_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.doctor_id} follows {self.thread_id}"
