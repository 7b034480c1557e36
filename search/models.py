"""Entries, the truth about what can be found, with the jobs that copy them and the statistics that rank them.

Written only by `search.index` and, for the statistics, `search.statistics`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.kit.audience import AudienceModel, admitting, unpack
from portal.kit.viewers import Viewer


class EntryQuerySet(models.QuerySet["Entry"]):
    """Words for reading entries."""

    def live(self) -> "EntryQuerySet":
        """Leave out tombstones."""
        return self.filter(removed=False)

    def admitting(self, viewer: Viewer) -> "EntryQuerySet":
        """Keep live entries whose audience admits the viewer, or that are the viewer's own."""
        return self.filter(visible_to(viewer))


def visible_to(viewer: Viewer) -> Q:
    """Return the viewer's filter on entries: a first sieve, the source has the last word."""
    allowed = admitting(viewer)
    if viewer.doctor_id:
        allowed |= Q(owner=str(viewer.doctor_id))
    return Q(removed=False) & allowed


class Entry(AudienceModel):
    """One searchable item, written in the transaction of its source; `version` only ever rises.

    A removed entry stays as a tombstone without text, so that a late copy of an older version
    never brings it back. `counted_version` says which version the statistics know.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    group = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    past_languages = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    url = models.TextField(blank=True)
    country = models.CharField(max_length=8, blank=True)
    specialties = models.TextField(blank=True)
    status = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField()
    owner = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    hash = models.CharField(max_length=64, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    counted_version = models.PositiveBigIntegerField(default=0)
    removed = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(group=""), name="search_entry_has_key"),
            models.CheckConstraint(
                condition=Q(removed=False) | Q(title="", body="", summary=""),
                name="search_tombstone_has_no_text",
            ),
        ]
        indexes = [
            models.Index(fields=["group"], name="search_entry_group"),
            models.Index(fields=["-published_at", "key"], condition=Q(removed=False), name="search_entry_newest"),
            models.Index(fields=["id"], condition=Q(counted_version__lt=F("version")), name="search_entry_uncounted"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def specialty_codes(self) -> tuple[str, ...]:
        """Return the specialties as codes, in order."""
        return tuple(sorted(unpack(self.specialties)))


class EntryWords(models.Model):
    """The distinct words of an entry as the statistics counted them, so that a change is a difference."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="words")
    language = models.CharField(max_length=2)
    words = models.TextField(blank=True)
    length = models.PositiveIntegerField(default=0)
    public = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(language=""), name="search_entrywords_language")]

    def __str__(self) -> str:
        return f"words of entry {self.pk}"


class Word(models.Model):
    """A word of the entries: how many hold it, how many of those are public. Corrects and completes typing."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=64)
    term = models.CharField(max_length=64)
    head = models.CharField(max_length=3)
    tail = models.CharField(max_length=3)
    entries = models.IntegerField(default=0)
    public_entries = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once")]
        indexes = [
            models.Index(fields=["language", "term"], name="search_word_term"),
            models.Index(fields=["language", "head"], name="search_word_head"),
            models.Index(fields=["language", "tail"], name="search_word_tail"),
        ]

    def __str__(self) -> str:
        return self.word


class Term(models.Model):
    """How many entries of a language hold a term: what BM25 weighs on PostgreSQL."""

    language = models.CharField(max_length=2)
    term = models.CharField(max_length=64)
    entries = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "term"], name="search_term_once")]

    def __str__(self) -> str:
        return self.term


class Corpus(models.Model):
    """How many entries a language has and how long they are in all."""

    language = models.CharField(max_length=2, primary_key=True)
    entries = models.BigIntegerField(default=0)
    length = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "corpora"
        constraints = [models.CheckConstraint(condition=~Q(language=""), name="search_corpus_language")]

    def __str__(self) -> str:
        return self.language


class IndexJob(models.Model):
    """An entry that Elasticsearch may not hold yet; gone only when a comparison found both equal."""

    key = models.CharField(max_length=200, unique=True)
    version = models.PositiveBigIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gt=0), name="search_indexjob_version")]
        indexes = [models.Index(fields=["not_before", "id"], name="search_indexjob_due")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Rebuild(models.Model):
    """A rebuild under way: the fresh index of a language and the last entry written to it."""

    language = models.CharField(max_length=2, primary_key=True)
    index = models.CharField(max_length=200)
    cursor = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(index=""), name="search_rebuild_index")]

    def __str__(self) -> str:
        return f"{self.index} after {self.cursor}"


class QueryLog(models.Model):
    """How often a query was asked on a day and how much it found; never who, and only words that are public anyway."""

    day = models.DateField()
    query = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="search_querylog_once")]

    def __str__(self) -> str:
        return f"{self.day}: {self.query}"
