"""What the database engine stores of an entry: its terms, and the hash that says they are current."""

from dataclasses import dataclass

from search import analysis
from search.models import Entry


@dataclass(frozen=True, slots=True)
class Terms:
    """One entry as both databases index it."""

    entry_id: int
    language: str
    title: list[str]
    body: list[str]
    title_words: list[str]
    hash: str


def terms_of(entry: Entry) -> Terms:
    """Analyse an entry."""
    language = analysis.analysed_as(entry.language)
    return Terms(
        entry_id=entry.pk,
        language=language,
        title=analysis.terms(entry.title, language),
        body=analysis.terms(f"{entry.summary}\n{entry.body}" if entry.summary else entry.body, language),
        title_words=[token.word for token in analysis.tokens(entry.title, language)],
        hash=stored_hash(entry),
    )


def stored_hash(entry: Entry) -> str:
    """Return the hash a current copy of the entry carries; another analysis makes another hash."""
    return f"{analysis.ANALYSIS_VERSION}:{entry.hash}"
