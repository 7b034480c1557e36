"""The only writer of entries: `schedule` in the caller's transaction, `sync` copies to Elasticsearch and proves it.

An Entry and its IndexJob commit with the change that caused them; no service is called inside that transaction.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from portal.kit.audience import pack, unpack
from portal.kit.jobs import enqueue
from portal.kit.text import clean_text
from search import registry, statistics
from search.contract import Document, Engine
from search.engines.database import DatabaseEngine
from search.models import Entry, IndexJob

BATCH = 500
#: A copy that was refused waits longer each time, never more than this.
LONGEST_PAUSE = timedelta(minutes=10)
_WRITTEN = [
    "kind", "group", "language", "past_languages", "title", "body", "summary", "url", "country", "specialties",
    "status", "year", "published_at", "owner", "facts", "hash", "version", "removed", "changed_at",
    "audience_public", "audience_countries", "audience_specialties", "audience_named",
]  # fmt: skip


_gathering: ContextVar[set[str] | None] = ContextVar("gathering", default=None)


def copies_to_elasticsearch() -> bool:
    """Tell whether Elasticsearch is configured."""
    return bool(settings.ELASTICSEARCH_URL)


def schedule(*keys: str) -> int:
    """Bring the entries of these keys up to date in the caller's transaction; return how many changed.

    Documents are read from their source after the entries are locked, so that two writers of one item
    never leave the older text behind. Safe to call twice: an unchanged document changes nothing.
    """
    waiting = _gathering.get()
    if waiting is not None:
        waiting.update(keys)
        return 0
    changed = 0
    with transaction.atomic():
        for start in range(0, len(keys), BATCH):
            changed += _schedule_batch(sorted(set(keys[start : start + BATCH])))
        if changed:
            enqueue("search.sync", key="sync")
    return changed


@contextmanager
def gathered() -> Iterator[None]:
    """Collect what is scheduled inside one transaction and write it once at its end; for long scripts of actions."""
    waiting: set[str] = set()
    with transaction.atomic():
        token = _gathering.set(waiting)
        try:
            yield
        finally:
            _gathering.reset(token)
        schedule(*sorted(waiting))


def _schedule_batch(keys: Sequence[str]) -> int:
    known = _locked(keys)
    documents = _documents(keys)
    missing = sorted(key for key in documents if key not in known)
    if missing:
        now = timezone.now()
        Entry.objects.bulk_create(
            [Entry(key=key, group=key, removed=True, published_at=now) for key in missing], ignore_conflicts=True
        )
        fresh = _locked(missing)
        # Somebody else wrote the entry a moment ago: what our source said before their commit may be outdated.
        overtaken = [key for key, entry in fresh.items() if entry.version]
        if overtaken:
            documents = {key: document for key, document in documents.items() if key not in overtaken}
            documents |= _documents(overtaken)
        known |= fresh
    changed = [entry for key, entry in sorted(known.items()) if _update(entry, documents.get(key))]
    store(changed)
    return len(changed)


def store(entries: Sequence[Entry], using: str = "default") -> None:
    """Write changed entries with their text index rows and, where configured, their jobs."""
    if not entries:
        return
    Entry.objects.using(using).bulk_create(
        entries, update_conflicts=True, unique_fields=["key"], update_fields=_WRITTEN
    )
    DatabaseEngine(using).write(entries)
    if copies_to_elasticsearch() and using == "default":
        now = timezone.now()
        IndexJob.objects.bulk_create(
            [IndexJob(key=entry.key, version=entry.version, not_before=now) for entry in entries],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["version", "not_before"],
        )


def _locked(keys: Sequence[str]) -> dict[str, Entry]:
    rows = Entry.objects.select_for_update().filter(key__in=keys).order_by("key")
    return {entry.key: entry for entry in rows}


def _documents(keys: Sequence[str]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for kind, group in registry.by_source(keys).items():
        source = registry.source_of(f"{kind}:")
        if source is not None:
            wanted = set(group)
            found |= {document.key: document for document in source.documents(group) if document.key in wanted}
    return found


def _update(entry: Entry, document: Document | None) -> bool:
    """Make an entry say what the document says; return whether that is a change."""
    if document is None:
        if entry.removed:
            return False
        _bury(entry)
    else:
        if entry.hash == content_hash(document) and not entry.removed:
            return False
        _fill(entry, document)
    entry.version += 1
    entry.changed_at = timezone.now()
    return True


def _bury(entry: Entry) -> None:
    entry.removed = True
    entry.title = entry.body = entry.summary = entry.url = entry.hash = entry.owner = ""
    entry.country = entry.specialties = entry.status = ""
    entry.year, entry.facts = 0, {}
    entry.audience_public = False
    entry.audience_countries = entry.audience_specialties = entry.audience_named = ""


def _fill(entry: Entry, document: Document) -> None:
    if entry.version and entry.language and entry.language != document.language:
        entry.past_languages = pack({*unpack(entry.past_languages), entry.language})
    for name, value in fields_of(document).items():
        setattr(entry, name, value)
    entry.audience = document.audience
    entry.hash = content_hash(document)
    entry.removed = False


def entry_of(document: Document) -> Entry:
    """Return a new entry for a document, not saved: for measuring and tests."""
    entry = Entry(key=document.key, version=1)
    _fill(entry, document)
    return entry


def fields_of(document: Document) -> dict[str, object]:
    """Return the columns a document fills, cleaned of what no text column or page should hold."""
    return {
        "kind": document.kind,
        "group": document.group,
        "language": document.language,
        "title": clean_text(document.title),
        "body": clean_text(document.body),
        "summary": clean_text(document.summary),
        "url": document.url,
        "country": document.country,
        "specialties": pack(document.specialties),
        "status": document.status,
        "year": document.published_at.year,
        "published_at": document.published_at,
        "owner": document.owner,
        "facts": {name: clean_text(value) for name, value in document.facts.items()},
    }


def content_hash(document: Document) -> str:
    """Return the fingerprint of everything an entry copies from a document."""
    audience = document.audience
    content = [
        fields_of(document),
        [audience.public, sorted(audience.countries), sorted(audience.specialties), sorted(audience.named)],
    ]
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


def sync(*, limit: int | None = None) -> int:
    """Count new words, copy what is due to Elasticsearch, drop the jobs that compared equal; return how many."""
    statistics.fold()
    if not copies_to_elasticsearch():
        return 0
    from search.engines.elastic.engine import ElasticEngine  # The client library loads only where it is used.

    engine = ElasticEngine()
    engine.check()
    if engine.ensure():
        _ask_for_everything()
    done = 0
    while limit is None or done < limit:
        due = list(IndexJob.objects.filter(not_before__lte=timezone.now()).order_by("not_before", "id")[:BATCH])
        if not due:
            break
        equal = _copy(engine, due)
        done += equal
        if equal < len(due):
            break
    return done


def _ask_for_everything() -> None:
    """Ask for a copy of every entry and tombstone, because an index was missing and has been made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_indexjob (key, version, attempts, not_before, error)"
            " SELECT key, version, 0, %s, '' FROM search_entry WHERE version > 0 ON CONFLICT (key) DO NOTHING",
            [connection.ops.adapt_datetimefield_value(timezone.now())],
        )


def _copy(engine: Engine, due: Sequence[IndexJob]) -> int:
    """Write a batch of jobs' entries, compare, and return how many jobs are gone."""
    entries = list(Entry.objects.filter(key__in=[job.key for job in due]))
    engine.write(entries)
    differing = set(engine.differing(entries))
    versions = {entry.key: entry.version for entry in entries}
    equal = [job for job in due if job.key not in differing]
    with connection.cursor() as cursor:
        # A newer change raised the job's version meanwhile: then it stays.
        cursor.executemany(
            "DELETE FROM search_indexjob WHERE id = %s AND version <= %s",
            [(job.pk, versions.get(job.key, job.version)) for job in equal],
        )
    _postpone([job for job in due if job.key in differing], "differs")
    return len(equal)


def _postpone(jobs: Iterable[IndexJob], error: str) -> None:
    now = timezone.now()
    for attempts in {job.attempts for job in jobs}:
        pause = min(LONGEST_PAUSE, timedelta(seconds=2 ** min(attempts + 1, 10)))
        IndexJob.objects.filter(pk__in=[job.pk for job in jobs if job.attempts == attempts]).update(
            attempts=F("attempts") + 1, not_before=now + pause, error=error[:200]
        )
