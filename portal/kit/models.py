"""Abstract bases, and the kit's own rows: jobs, outgoing mail, audit entries."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class UUIDModel(models.Model):
    """A random primary key, so that no address counts anything, and the time of creation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job(UUIDModel):
    """Background work as a row of the transaction that asked for it; a broker only makes it start sooner."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, blank=True)
    queue = models.CharField(max_length=20, default="default")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cursor = models.JSONField(null=True)
    error = models.CharField(max_length=200, blank=True)
    stop_asked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"], condition=Q(state="waiting") & ~Q(key=""), name="kit_one_waiting_job_per_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "stopped"]), name="kit_job_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="kit_job_due"),
            models.Index(fields=["beat_at"], condition=Q(state="running"), name="kit_job_running"),
            models.Index(fields=["finished_at"], condition=Q(state="done"), name="kit_job_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class Tick(models.Model):
    """When each periodic job was last asked for, so that beat and clock never both ask."""

    name = models.CharField(max_length=80, primary_key=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="kit_tick_named")]

    def __str__(self) -> str:
        return self.name


class Mail(UUIDModel):
    """One outgoing message; its text is dropped once it is sent."""

    WAITING, SENDING, SENT, UNCERTAIN, FAILED = "waiting", "sending", "sent", "uncertain", "failed"

    state = models.CharField(max_length=10, default=WAITING)
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "uncertain", "failed"]),
                name="kit_mail_state_known",
            )
        ]
        indexes = [models.Index(fields=["state", "changed_at"], name="kit_mail_state")]

    def __str__(self) -> str:
        return f"mail {self.id} ({self.state})"


class AuditEntry(models.Model):
    """What was done, by whom, to what: codes and ids only, never names or texts; rows are only ever added."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(action="") & ~Q(subject=""), name="kit_audit_says_what")]
        indexes = [models.Index(fields=["subject", "at"], name="kit_audit_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
