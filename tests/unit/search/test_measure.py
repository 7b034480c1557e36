"""Metrics agree with hand-computed values and with trec_eval's definitions."""

import gzip
import json
import math

import pytest

from search import measure


def test_metrics_by_hand():
    scores = measure.score({"q": ["a", "x", "b"], "r": []}, {"q": {"a": 2, "b": 1, "c": 1, "x": 0}, "r": {"z": 1}})
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert scores.ndcg_10 == pytest.approx((2 + 1 / math.log2(4)) / ideal / 2)
    assert scores.average_precision == pytest.approx((1 + 2 / 3) / 3 / 2)
    assert scores.recall_100 == pytest.approx(2 / 3 / 2)
    assert scores.reciprocal_rank == pytest.approx(0.5)
    assert scores.queries == 2


def test_a_perfect_answer_is_one():
    scores = measure.score({"q": ["a", "b"]}, {"q": {"a": 1, "b": 1}})
    assert (scores.ndcg_10, scores.average_precision, scores.recall_100, scores.reciprocal_rank) == (1, 1, 1, 1)


@pytest.mark.parametrize(("part", "value"), [(0.5, 2), (0.95, 4), (0.25, 1), (1.0, 4)])
def test_percentiles_are_nearest_rank(part, value):
    assert measure.percentile([4, 1, 3, 2], part) == value


def test_collections_are_read_plain_and_gzipped(tmp_path):
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": 1, "title": "T", "text": "x"}) + "\n")
    with gzip.open(tmp_path / "queries.jsonl.gz", "wt") as queries:
        queries.write('{"_id": "q", "text": "what"}\n{"_id": "unjudged", "text": "no"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n")
    collection = measure.read(tmp_path)
    assert (dict(collection.documents), dict(collection.queries)) == ({"1": ("T", "x")}, {"q": "what"})


def test_a_bad_collection_says_what_is_wrong(tmp_path):
    with pytest.raises(measure.BadCollection, match="corpus"):
        measure.read(tmp_path)
    (tmp_path / "corpus.jsonl").write_text("{broken\n")
    with pytest.raises(measure.BadCollection, match="line 1"):
        measure.read(tmp_path)
