"""Turn text into the terms both database engines index and ask for: the same words in, the same terms out.

Order: tokens, lower case, elision or possessive, accents folded and Greek letters named, stop words, Snowball stem.
Pure: no database and no settings.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

ENGLISH, FRENCH, OTHER = "en", "fr", "xx"
#: Languages with an analysis (and an index) of their own; any other text is folded only.
LANGUAGES = (ENGLISH, FRENCH, OTHER)
#: Raised when the terms of the same text change, so that kept statistics and indexes are built anew.
ANALYSIS_VERSION = 1
#: Longer words are no words (base64, DNA, a stuck key); PostgreSQL refuses lexemes past 2,047 bytes.
MAX_WORD = 64
#: Words indexed of one field; a transcript is split into part-entries long before.
MAX_WORDS = 16_000

_HERE = Path(__file__).parent
_STEMMERS = {ENGLISH: "english", FRENCH: "french"}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*")
_APOSTROPHE = re.compile("['’ʼ]")
ELIDED = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "gamma", "Δ": "delta", "Ω": "omega",
}  # fmt: skip
_LETTERS = str.maketrans(GREEK | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as folded, as indexed ("" for a stop word), and where it stands."""

    word: str
    term: str
    start: int
    end: int


def analysed_as(language: str) -> str:
    """Return the analysis a language code gets: "fr-ca" is analysed as "fr", an unknown one as "xx"."""
    base = language.lower().replace("_", "-").split("-")[0]
    return base if base in _STEMMERS else OTHER


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower-case a word, drop its accents and name its Greek letters."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    # NFKD first turns the micro sign and superscripts into plain characters.
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the reviewed stop words of a language, folded."""
    path = _HERE / "stopwords" / f"{language}.txt"
    if not path.exists():
        return frozenset()
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


def _stemmer(language: str) -> Any:
    """Return this thread's stemmer: PyStemmer objects must not be shared between threads."""
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        import Stemmer

        stemmers[language] = Stemmer.Stemmer(_STEMMERS[language])
    return stemmers[language]


@lru_cache(maxsize=20_000)
def term_of(word: str, language: str) -> str:
    """Return the indexed term of one folded word, or "" for a stop word."""
    if word in stop_words(language):
        return ""
    if language not in _STEMMERS or not word.isascii() or word[0].isdigit():
        return word
    return str(_stemmer(language).stemWord(word))


def tokens(text: str, language: str) -> Iterator[Token]:
    """Yield every word of a text in order, stop words included with an empty term."""
    for start, raw in _raw(text):
        for piece, offset in _pieces(raw, language):
            word, term = _analysed(piece, language)
            yield Token(word, term, start + offset, start + offset + len(piece))


def pairs(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield folded word and term of every word that is no stop word: `tokens` for whole indexes, much faster."""
    for _start, raw in _raw(text):
        if raw.isalnum():
            found = _analysed(raw, language)
            if found[1]:
                yield found
        else:
            for piece, _offset in _pieces(raw, language):
                found = _analysed(piece, language)
                if found[1]:
                    yield found


def terms(text: str, language: str) -> list[str]:
    """Return the indexed terms of a text in order, stop words left out."""
    return [term for _word, term in pairs(text, language)]


def places(text: str, language: str, wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    """Return where the wanted terms stand: start, end and term, in order."""
    found = []
    for match in islice(_TOKEN.finditer(text), MAX_WORDS):
        raw = match.group()
        if raw.isalnum():
            term = _analysed(raw, language)[1]
            if term in wanted:
                found.append((match.start(), match.end(), term))
        else:
            start = match.start()
            for piece, offset in _pieces(raw, language):
                term = _analysed(piece, language)[1]
                if term in wanted:
                    found.append((start + offset, start + offset + len(piece), term))
    return found


def _raw(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text as written, and where they start."""
    return ((match.start(), match.group()) for match in islice(_TOKEN.finditer(text), MAX_WORDS))


@lru_cache(maxsize=50_000)
def _analysed(piece: str, language: str) -> tuple[str, str]:
    """Return a word folded, and its term ("" for a stop word)."""
    word = fold(piece).replace("’", "'")[:MAX_WORD]
    return word, term_of(word, language)


def _pieces(raw: str, language: str) -> list[tuple[str, int]]:
    """Split a word at its apostrophes the way its language does."""
    if raw.isalnum() or raw[0].isdigit():
        return [(raw, 0)]
    parts = _APOSTROPHE.split(raw)
    if language == FRENCH:
        pieces, offset = [], 0
        for part in parts:
            if fold(part) not in ELIDED:
                pieces.append((part, offset))
            offset += len(part) + 1
        return pieces
    if len(parts) == 2 and parts[1].lower() == "s":
        return [(parts[0], 0)]
    return [(raw, 0)]
