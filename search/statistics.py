"""Keep word and term statistics equal to the entries: counted after commit, as differences, by one writer at a time.

A search right after a change may use counts some seconds old; they only weigh terms, they never decide who sees what.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connections, transaction
from django.db.models import F

from search import analysis
from search.models import Corpus, Entry, EntryWords, Term, Word

BATCH = 200
_LOCK = 7_250_401


@dataclass(slots=True)
class _Change:
    """What a batch of entries changes in one language."""

    entries: int = 0
    length: int = 0
    words: Counter[str] = field(default_factory=Counter)
    public: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)

    def add(self, words: Sequence[str], length: int, language: str, *, public: bool, sign: int) -> None:
        """Count one entry's words, or with sign -1 take them back."""
        self.entries += sign
        self.length += sign * length
        for word in words:
            self.words[word] += sign
            if public:
                self.public[word] += sign
        for term in {analysis.term_of(word, language) for word in words} - {""}:
            self.terms[term] += sign


def fold(using: str = "default", *, limit: int | None = None) -> int:
    """Count every entry whose version is not counted yet; return how many there were."""
    done = 0
    while limit is None or done < limit:
        counted = _fold_batch(using)
        done += counted
        if counted < BATCH:
            break
    return done


def recount(using: str = "default") -> int:
    """Forget all statistics and count anew."""
    with transaction.atomic(using):
        for model in (EntryWords, Word, Term, Corpus):
            model.objects.using(using).all().delete()
        Entry.objects.using(using).update(counted_version=0)
    return fold(using)


def _fold_batch(using: str) -> int:
    with transaction.atomic(using):
        _one_writer(using)
        uncounted = Entry.objects.using(using).filter(counted_version__lt=F("version"))
        entries = list(uncounted.order_by("id")[:BATCH])
        if not entries:
            return 0
        changes: dict[str, _Change] = {}
        before = EntryWords.objects.using(using).in_bulk([entry.pk for entry in entries])
        for old in before.values():
            change = changes.setdefault(old.language, _Change())
            change.add(old.words.split(), old.length, old.language, public=old.public, sign=-1)
        kept = [_words_of(entry) for entry in entries if not entry.removed]
        for new in kept:
            change = changes.setdefault(new.language, _Change())
            change.add(new.words.split(), new.length, new.language, public=new.public, sign=1)
        _replace(using, entries, kept)
        for language in sorted(changes):
            _apply(using, language, changes[language])
        for entry in entries:
            entry.counted_version = entry.version
        _mark_counted(using, entries)
        return len(entries)


def _one_writer(using: str) -> None:
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _words_of(entry: Entry) -> EntryWords:
    language = analysis.analysed_as(entry.language)
    text = f"{entry.title}\n{entry.summary}\n{entry.body}"
    found = [word for word, _term in analysis.pairs(text, language)]
    return EntryWords(
        entry_id=entry.pk,
        language=language,
        words=" ".join(sorted(set(found))),
        length=len(found),
        public=entry.audience_public,
    )


def _replace(using: str, entries: Sequence[Entry], kept: Sequence[EntryWords]) -> None:
    rows = EntryWords.objects.using(using)
    rows.filter(entry_id__in=[entry.pk for entry in entries if entry.removed]).delete()
    rows.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["language", "words", "length", "public"],
    )


def _mark_counted(using: str, entries: Sequence[Entry]) -> None:
    """Note the version that was counted; an entry changed meanwhile stays uncounted."""
    with connections[using].cursor() as cursor:
        cursor.executemany(
            "UPDATE search_entry SET counted_version = %s WHERE id = %s",
            [(entry.version, entry.pk) for entry in entries],
        )


def _apply(using: str, language: str, change: _Change) -> None:
    words = [
        (language, word, analysis.term_of(word, language), word[:3], word[-3:], number, change.public[word])
        for word, number in sorted(change.words.items())
        if number or change.public[word]
    ]
    upsert(
        using,
        "INSERT INTO search_word (language, word, term, head, tail, entries, public_entries) VALUES ",
        " ON CONFLICT (language, word) DO UPDATE SET entries = search_word.entries + excluded.entries,"
        " public_entries = search_word.public_entries + excluded.public_entries",
        words,
    )
    upsert(
        using,
        "INSERT INTO search_term (language, term, entries) VALUES ",
        " ON CONFLICT (language, term) DO UPDATE SET entries = search_term.entries + excluded.entries",
        [(language, term, number) for term, number in sorted(change.terms.items()) if number],
    )
    upsert(
        using,
        "INSERT INTO search_corpus (language, entries, length) VALUES ",
        " ON CONFLICT (language) DO UPDATE SET entries = search_corpus.entries + excluded.entries,"
        " length = search_corpus.length + excluded.length",
        [(language, change.entries, change.length)],
    )
    if any(number < 0 for number in change.words.values()):
        Word.objects.using(using).filter(language=language, entries__lte=0).delete()
        Term.objects.using(using).filter(language=language, entries__lte=0).delete()


def upsert(using: str, insert: str, conflict: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows in as few statements as SQLite's limit on parameters allows."""
    rows = list(rows)
    if not rows:
        return
    width = len(rows[0])
    step = 900 // width
    mark = f"({', '.join(['%s'] * width)})"
    with connections[using].cursor() as cursor:
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            cursor.execute(insert + ", ".join([mark] * len(part)) + conflict, [value for row in part for value in row])
