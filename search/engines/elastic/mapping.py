"""The index as Elasticsearch gets it: strict fields, and for each language the analysis the database engine has too.

Synonyms are not in here: they are added to queries, so a new list needs no new index.
"""

from collections.abc import Mapping
from typing import Any

from search import analysis
from search.models import Entry

#: Measured on biomedical questions and abstracts (docs/search.md); as in the PostgreSQL engine.
K1, B = 0.9, 0.5

#: Stands for "no limit" among the countries, specialties and names of an audience.
ANY = "*"

_SNOWBALL = {analysis.ENGLISH: "English", analysis.FRENCH: "French"}
_GREEK = [f"{letter} => {name}" for letter, name in analysis.GREEK.items()]
_KEYWORD = {"type": "keyword"}


def settings_of(language: str, *, filling: bool = False) -> dict[str, Any]:
    """Return the settings of one language's index."""
    stop = sorted(analysis.stop_words(language))
    filters: dict[str, Any] = {"own_stop": {"type": "stop", "stopwords": stop or "_none_"}}
    first: list[str] = []
    stem: list[str] = []
    if language in _SNOWBALL:
        filters["own_stem"] = {"type": "snowball", "language": _SNOWBALL[language]}
        stem = ["own_stem"]
    if language == analysis.ENGLISH:
        filters["possessive"] = {"type": "stemmer", "language": "possessive_english"}
        first = ["possessive"]
    if language == analysis.FRENCH:
        elided = sorted(analysis.ELIDED)
        filters["elided"] = {"type": "elision", "articles": elided, "articles_case": True}
        first = ["elided"]
    words = [*first, "lowercase", "asciifolding"]
    return {
        "number_of_shards": 1,
        # No replica on a single node, one as soon as there are two.
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1" if filling else None,
        "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
        "analysis": {
            "char_filter": {"greek": {"type": "mapping", "mappings": _GREEK}},
            "filter": filters,
            "analyzer": {
                "text": _analyzer([*words, "own_stop", *stem]),
                "words": _analyzer(words),
            },
        },
    }


def _analyzer(filters: list[str]) -> dict[str, Any]:
    return {"type": "custom", "char_filter": ["greek"], "tokenizer": "standard", "filter": filters}


def mappings() -> dict[str, Any]:
    """Return the fields, the same in every language; a field nobody declared is refused."""
    text = {"type": "text", "analyzer": "text"}
    return {
        "dynamic": "strict",
        "_source": {"enabled": True},
        "properties": {
            "key": _KEYWORD,
            "group": _KEYWORD,
            "whole": {"type": "boolean"},
            "kind": _KEYWORD,
            "language": _KEYWORD,
            # Ranked as one text, so that a missing or a long title changes nothing; kept apart to be highlighted.
            "text": text,
            "title": {
                **text,
                "copy_to": "text",
                "fields": {"words": {"type": "text", "analyzer": "words", "norms": False}},
            },
            "body": {**text, "copy_to": "text", "index_options": "offsets", "norms": False},
            "country": _KEYWORD,
            "specialty": _KEYWORD,
            "status": _KEYWORD,
            "year": _KEYWORD,
            "published_at": {"type": "date"},
            "public": {"type": "boolean"},
            "countries": _KEYWORD,
            "specialties": _KEYWORD,
            "named": _KEYWORD,
            "owner": _KEYWORD,
            "removed": {"type": "boolean"},
        },
    }


def document(entry: Entry) -> Mapping[str, Any]:
    """Return what the index holds of an entry; of a removed one nothing but that it is removed."""
    if entry.removed:
        return {"key": entry.key, "group": entry.group, "removed": True}
    audience = entry.audience
    return {
        "key": entry.key,
        "group": entry.group,
        "whole": entry.key == entry.group,
        "kind": entry.kind,
        "language": analysis.analysed_as(entry.language),
        "title": entry.title,
        "body": f"{entry.summary}\n{entry.body}" if entry.summary else entry.body,
        "country": entry.country,
        "specialty": list(entry.specialty_codes),
        "status": entry.status,
        "year": str(entry.year),
        "published_at": entry.published_at.isoformat(),
        "public": audience.public,
        "countries": sorted(audience.countries) or [ANY],
        "specialties": sorted(audience.specialties) or [ANY],
        "named": sorted(audience.named) or [ANY],
        "owner": entry.owner,
        "removed": False,
    }
