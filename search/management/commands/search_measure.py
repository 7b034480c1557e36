"""`manage.py search_measure DIR --engine elastic|database`: how well and how fast the search finds."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from portal.kit.audience import EVERYONE
from portal.kit.viewers import ANONYMOUS
from search import lookup, measure
from search.contract import Document, EngineDown, Query
from search.parse import LIMIT
from search.workbench import KIND, Bench, workbench

DEPTH = 100


class Command(BaseCommand):
    """Builds a temporary index through the product's own mapping and asks it every judged question."""

    help = "Measure ranking and speed on a judged collection in BEIR's layout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choices."""
        parser.add_argument("folder", type=Path, help="corpus.jsonl[.gz], queries.jsonl[.gz], qrels.tsv[.gz]")
        parser.add_argument("--engine", choices=["elastic", "database"], required=True)
        parser.add_argument("--language", default="en", help="language of documents and questions (default en)")
        parser.add_argument("--exact", action="store_true", help="without synonyms, spellings and corrections")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")

    def handle(self, *args: Any, folder: Path, engine: str, language: str, exact: bool, **options: Any) -> None:
        """Measure and print."""
        if engine == "elastic" and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        try:
            collection = measure.read(folder)
            with workbench(engine) as bench:
                answer = _measured(bench, collection, language, exact=exact)
        except (measure.BadCollection, OSError) as error:
            raise CommandError(str(error)) from error
        except EngineDown as error:
            raise CommandError(f"Elasticsearch did not answer: {error}") from error
        answer = {
            "engine": engine,
            "database": connection.vendor,
            "folder": folder.name,
            "language": language,
        } | answer
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name:>16}  {value}")


def _measured(bench: Bench, collection: measure.Collection, language: str, *, exact: bool) -> dict[str, Any]:
    began = time.perf_counter()
    number = bench.fill(_documents(collection, language))
    filled = time.perf_counter() - began
    ranked: dict[str, list[str]] = {}
    times: list[float] = []
    for query_id, text in tqdm(collection.queries.items(), desc="questions", disable=None):
        # Longer questions are cut as a person would be asked to.
        query = Query(text=text[:LIMIT], language=language, size=DEPTH, facets=False, excerpts=False, exact=exact)
        asked = time.perf_counter()
        found = lookup.search(query, ANONYMOUS, engine=bench.engine)
        times.append(time.perf_counter() - asked)
        ranked[query_id] = [hit.facts["id"] for hit in found.hits]
    scores = measure.score(ranked, collection.judgements)
    return {
        "documents": number,
        "queries": scores.queries,
        "ndcg@10": round(scores.ndcg_10, 4),
        "map": round(scores.average_precision, 4),
        "recall@100": round(scores.recall_100, 4),
        "mrr": round(scores.reciprocal_rank, 4),
        "fill_seconds": round(filled, 2),
        **{f"p{part}_ms": round(measure.percentile(times, part / 100) * 1000, 2) for part in (50, 90, 95, 99)},
    }


def _documents(collection: measure.Collection, language: str) -> Iterator[Document]:
    now = datetime.now(tz=UTC)
    for number, (document_id, (title, text)) in enumerate(collection.documents.items()):
        key = f"{KIND}:{number}"
        yield Document(
            key=key,
            kind=KIND,
            group=key,
            language=language,
            title=title,
            body=text,
            url="/",
            published_at=now,
            audience=EVERYONE,
            facts={"id": document_id},
        )
