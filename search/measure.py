"""Measure ranking on judged collections in BEIR's layout, through the product's own mapping and query path.

Metrics as trec_eval defines them (https://github.com/usnistgov/trec_eval, measures ndcg_cut_10, map, recall_100,
recip_rank): nDCG with gain = judgement and discount log2(rank + 1); MAP over all relevant documents; ranks count
only judged queries.
"""

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Judgements = dict[str, dict[str, int]]


class BadCollection(Exception):
    """The folder does not hold a collection in BEIR's layout."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions and who judged what relevant."""

    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    judgements: Judgements


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over all judged queries."""

    ndcg_10: float
    average_precision: float
    recall_100: float
    reciprocal_rank: float
    queries: int


def read(folder: Path) -> Collection:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (or `qrels/test.tsv`), each plain or gzipped."""
    documents = {str(row["_id"]): (row.get("title") or "", row.get("text") or "") for row in _rows(folder, "corpus")}
    queries = {str(row["_id"]): row.get("text") or "" for row in _rows(folder, "queries")}
    judgements: Judgements = {}
    with _open(folder, "qrels.tsv", "qrels/test.tsv") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) >= 3 and parts[2].lstrip("-").isdigit():
                judgements.setdefault(parts[0], {})[parts[1]] = int(parts[2])
    judged = {query: text for query, text in queries.items() if any(v > 0 for v in judgements.get(query, {}).values())}
    if not documents or not judged:
        raise BadCollection(f"{folder}: no documents, or no judged query")
    return Collection(documents, judged, judgements)


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with _open(folder, f"{name}.jsonl") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BadCollection(f"{name}.jsonl line {number}: {error}") from error


def _open(folder: Path, *names: str) -> IO[str]:
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.exists():
                if path.suffix == ".gz":
                    return gzip.open(path, "rt", encoding="utf-8")
                return path.open(encoding="utf-8")
    raise BadCollection(f"{folder}: there is no {names[0]} or {names[0]}.gz")


def score(ranked: Mapping[str, Sequence[str]], judgements: Judgements) -> Scores:
    """Return the means over the ranked queries."""
    each = [_one(found, judgements[query]) for query, found in ranked.items()]
    means = [sum(values) / len(each) for values in zip(*each, strict=True)]
    return Scores(*means, queries=len(each))


def _one(found: Sequence[str], judged: Mapping[str, int]) -> tuple[float, float, float, float]:
    relevant = {document for document, value in judged.items() if value > 0}
    gains = [max(0, judged.get(document, 0)) for document in found]
    ideal = sorted((value for value in judged.values() if value > 0), reverse=True)
    ndcg = _dcg(gains[:10]) / _dcg(ideal[:10])
    hits, precision = 0, 0.0
    first = 0.0
    for rank, document in enumerate(found, 1):
        if document in relevant:
            hits += 1
            precision += hits / rank
            first = first or 1 / rank
    recall = len(relevant & set(found[:100])) / len(relevant)
    return ndcg, precision / len(relevant), recall, first


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which the given part of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]
