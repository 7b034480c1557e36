"""Cases and what each edit of them replaced; what a case may never be is forbidden by the database itself."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from community.cases.enums import AudienceChoice, CaseState, Origin, Status, Urgency
from portal.kit.audience import AudienceModel
from portal.kit.models import UUIDModel

# What a doctor writes and an edit replaces, in the order of the page.
TEXTS = ("title", "question", "presentation", "history", "examination", "investigations")
FACTS = ("specialty", "age_band", "sex", "urgency", "language")
AUDIENCE = ("audience_choice", "audience_countries", "audience_specialties")
CONTENT = (*TEXTS, *FACTS, *AUDIENCE)

_POSTED = Q(state="posted")
_LOUNGE = Q(origin="lounge")
_WAITING = _POSTED & _LOUNGE & Q(closed_at=None, answer_count=0)


class CaseQuerySet(models.QuerySet["Case"]):
    """Words for lists of cases."""

    def posted(self) -> "CaseQuerySet":
        """Keep those that readers may meet."""
        return self.filter(_POSTED)

    def drafts(self) -> "CaseQuerySet":
        """Keep those still being written."""
        return self.filter(state=CaseState.DRAFT)

    def open(self) -> "CaseQuerySet":
        """Keep those asked here and not closed; a published report was never asked."""
        return self.filter(_POSTED & _LOUNGE, closed_at=None)

    def unanswered(self) -> "CaseQuerySet":
        """Keep open ones that no colleague has answered."""
        return self.filter(_WAITING)

    def newest(self) -> "CaseQuerySet":
        """Order by posting, latest first; the order of every list."""
        return self.order_by("-posted_at", "-id")


class Case(AudienceModel, UUIDModel):
    """A patient's case put before colleagues, or a published report kept for finding.

    `author` is empty for a published report, and for a posted case whose writer has left. `version` counts the
    saves, so that an old page never overwrites a newer text; `saved_from` names the open page that saved last, and
    `post_token` the form that began it. A draft for "this specialty" may be saved before the specialty is chosen:
    `audience_choice` remembers it, so that the case is never posted to more doctors than its writer wanted.
    """

    author = models.ForeignKey("doctors.Doctor", null=True, on_delete=models.SET_NULL, related_name="cases")
    thread = models.OneToOneField("discussion.Thread", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=CaseState.DRAFT)
    origin = models.CharField(max_length=10, default=Origin.LOUNGE)

    specialty = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=10)
    age_band = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    urgency = models.CharField(max_length=10, default=Urgency.ROUTINE)
    audience_choice = models.CharField(max_length=10, default=AudienceChoice.DOCTORS)
    title = models.CharField(max_length=200, blank=True)
    question = models.TextField(blank=True)
    presentation = models.TextField(blank=True)
    history = models.TextField(blank=True)
    examination = models.TextField(blank=True)
    investigations = models.TextField(blank=True)

    saved_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    edited_after_replies = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reply_count = models.PositiveIntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    last_reply_at = models.DateTimeField(null=True)

    version = models.PositiveIntegerField(default=0)
    post_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    saved_from = models.UUIDField(null=True, editable=False)

    source = models.CharField(max_length=200, blank=True)
    authors = models.TextField(blank=True)
    licence = models.CharField(max_length=60, blank=True)
    doi = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "posted", "withdrawn"]), name="cases_state_known"),
            models.CheckConstraint(condition=Q(origin__in=["lounge", "published"]), name="cases_origin_known"),
            models.CheckConstraint(condition=Q(urgency__in=["routine", "today"]), name="cases_urgency_known"),
            models.CheckConstraint(condition=Q(sex__in=["", "female", "male", "intersex"]), name="cases_sex_known"),
            models.CheckConstraint(condition=~Q(country="") & ~Q(language=""), name="cases_has_country_language"),
            models.CheckConstraint(condition=Q(audience_public=False), name="cases_never_public"),
            models.CheckConstraint(
                condition=Q(audience_choice="doctors", audience_countries="", audience_specialties="")
                | Q(audience_choice="country") & ~Q(audience_countries="")
                | Q(audience_choice="specialty") & (Q(state="draft") | ~Q(audience_specialties="")),
                name="cases_audience_is_as_chosen",
            ),
            models.CheckConstraint(
                condition=~Q(state="draft")
                | Q(origin="lounge", posted_at=None, thread=None, closed_at=None, edited_at=None, reply_count=0)
                & Q(author__isnull=False),
                name="cases_draft_is_private_to_a_doctor",
            ),
            models.CheckConstraint(
                # A published report may leave its specialty open: a wrong guess would mislead.
                condition=Q(state="draft")
                | Q(posted_at__isnull=False) & ~Q(title="") & (~Q(specialty="") | Q(origin="published")),
                name="cases_posted_is_whole",
            ),
            models.CheckConstraint(
                condition=~(_LOUNGE & ~Q(state="draft")) | Q(thread__isnull=False) & ~Q(question=""),
                name="cases_asked_has_question_and_thread",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="cases_withdrawn_has_time",
            ),
            models.CheckConstraint(
                condition=Q(origin="lounge")
                | Q(author=None, closed_at=None, urgency="routine", reply_count=0)
                & ~Q(state="draft")
                & ~Q(source="")
                & ~Q(external_id=""),
                name="cases_published_has_source_and_is_never_asked",
            ),
            models.CheckConstraint(
                condition=Q(origin="published") | Q(source="", external_id="", doi="", url="", authors="", licence=""),
                name="cases_asked_has_no_source",
            ),
            models.CheckConstraint(
                condition=Q(answer_count__gte=0) & Q(reply_count__gte=models.F("answer_count")),
                name="cases_counts_agree",
            ),
            models.CheckConstraint(
                condition=Q(reply_count=0, last_reply_at=None) | Q(reply_count__gt=0, last_reply_at__isnull=False),
                name="cases_last_reply_has_time",
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=Q(origin="published"), name="cases_published_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-posted_at", "-id"], condition=_POSTED, name="cases_newest"),
            models.Index(fields=["-posted_at", "-id"], condition=_WAITING, name="cases_unanswered"),
            models.Index(fields=["specialty", "-posted_at", "-id"], condition=_POSTED, name="cases_by_specialty"),
            models.Index(fields=["country", "-posted_at", "-id"], condition=_POSTED, name="cases_by_country"),
            models.Index(fields=["author", "state", "-posted_at"], name="cases_by_author"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_published(self) -> bool:
        """Tell whether this is a report published elsewhere."""
        return self.origin == Origin.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Tell whether colleagues can still answer."""
        return self.state == CaseState.POSTED and not self.is_published and self.closed_at is None

    @property
    def is_urgent(self) -> bool:
        """Tell whether an answer is still wanted today."""
        return self.urgency == Urgency.TODAY and self.is_open

    @property
    def status(self) -> Status:
        """Return what a reader is told about a posted case."""
        if self.is_published:
            return Status.PUBLISHED
        if self.closed_at:
            return Status.CLOSED
        return Status.ANSWERED if self.answer_count else Status.OPEN

    @property
    def key(self) -> str:
        """Return the case's key in search, audit and jobs."""
        return f"case:{self.pk}"

    def content(self) -> dict[str, Any]:
        """Return what a doctor wrote, by field: what a save replaces and a revision keeps."""
        return {name: getattr(self, name) for name in CONTENT}


class CaseRevision(UUIDModel):
    """What one edit of a posted case replaced: the content before, who changed it, and whether replies stood then."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="revisions")
    by = models.ForeignKey("doctors.Doctor", null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    after_replies = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_revision_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cases_revision_from_one"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of case {self.case_id}"
