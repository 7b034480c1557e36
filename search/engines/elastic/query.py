"""A plan as Elasticsearch's query language: words in `must`, who may see it in `filter`, chosen facets after counting.

Everything a person typed is a value, never query syntax.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.kit.viewers import Viewer
from search.contract import FACETS, NEWEST
from search.engines.elastic.mapping import ANY
from search.plan import FOREIGN_WEIGHT, Alternative, Group, Plan, preferred

Clause = dict[str, Any]

#: Signs around a match; entries never hold them, as cleaning drops private-use characters.
MARK_START, MARK_END = "\ue000", "\ue001"
_MOST_VALUES = 60


def visible_to(viewer: Viewer) -> list[Clause]:
    """Return the viewer's filter, the same rule as `search.models.visible_to`."""
    allowed: list[Clause] = [{"term": {"public": True}}]
    if viewer.is_doctor:
        limits = {
            "countries": [viewer.country],
            "specialties": sorted(viewer.specialties),
            "named": [str(viewer.doctor_id)],
        }
        allowed.append(
            {"bool": {"filter": [{"terms": {name: [ANY, *filter(None, own)]}} for name, own in limits.items()]}}
        )
    if viewer.doctor_id:
        allowed.append({"term": {"owner": str(viewer.doctor_id)}})
    return [{"term": {"removed": False}}, {"bool": {"should": allowed, "minimum_should_match": 1}}]


def search_body(
    plan: Plan, viewer: Viewer, *, size: int, after: Sequence[Any] | None, facets: bool, collapse: bool
) -> Clause:
    """Return the whole request for one page."""
    query = plan.query
    newest = query.sort == NEWEST or plan.is_empty
    chosen = [_chosen(name, values) for name, values in query.filters.items() if values]
    body: Clause = {
        "query": {"bool": {"filter": visible_to(viewer), "must": _words(plan)}},
        "sort": [{"published_at" if newest else "_score": "desc"}, {"key": "asc"}],
        "size": size,
        "_source": False,
        "docvalue_fields": ["group"],
        "version": True,
        "track_total_hits": False,
        "track_scores": True,
    }
    if chosen:
        body["post_filter"] = {"bool": {"filter": chosen}}
    if collapse:
        body["collapse"] = {"field": "group"}
    if after:
        body["search_after"] = list(after)
    body["aggs"] = {"total": _narrowed(query.filters, "", {"cardinality": {"field": "group"}})}
    if facets:
        body["aggs"] |= {name: _facet(query.filters, name) for name in FACETS}
    if query.excerpts and not plan.is_empty:
        body["highlight"] = _highlight()
    return body


def best_of_groups(plan: Plan, viewer: Viewer, groups: Sequence[str]) -> Clause:
    """Return the request for the first hit of each group, to tell parts whose group stood on an earlier page."""
    body = search_body(plan, viewer, size=len(groups), after=None, facets=False, collapse=True)
    body["query"]["bool"]["filter"] = [*body["query"]["bool"]["filter"], {"terms": {"group": list(groups)}}]
    for name in ("aggs", "highlight"):
        body.pop(name, None)
    return body


def suggest_body(words: Sequence[str], viewer: Viewer, *, limit: int) -> Clause:
    """Return the request for titles that have the words, the last one as a beginning."""
    typed = {"match_bool_prefix": {"title.words": {"query": " ".join(words), "operator": "and"}}}
    return {
        "query": {"bool": {"filter": [*visible_to(viewer), {"term": {"whole": True}}, typed]}},
        "sort": [{"published_at": "desc"}, {"key": "asc"}],
        "size": limit,
        "_source": False,
        "docvalue_fields": ["key"],
        "track_total_hits": False,
    }


def _words(plan: Plan) -> list[Clause]:
    languages = []
    for language, groups in plan.groups.items():
        if groups:
            boost = 1.0 if language == preferred(plan.query.language) else FOREIGN_WEIGHT
            clause = _language(groups, strict=plan.strict)
            clause["bool"]["filter"] = [*clause["bool"].get("filter", []), {"term": {"language": language}}]
            clause["bool"]["boost"] = boost
            languages.append(clause)
    if not languages:
        return []
    return [{"bool": {"should": languages, "minimum_should_match": 1}}]


def _language(groups: Sequence[Group], *, strict: bool) -> Clause:
    """Score plain words in one match and groups with several wordings each by the best of them."""
    plain = [group.alternatives[0] for group in groups if len(group.alternatives) == 1]
    loose = " ".join(" ".join(one.words) for one in plain if not one.phrase)
    should: list[Clause] = [{"match": {"text": {"query": loose}}}] if loose else []
    should += [_wording(one) for one in plain if one.phrase]
    should += [
        {"dis_max": {"queries": [_wording(one) for one in group.alternatives]}}
        for group in groups
        if len(group.alternatives) > 1
    ]
    required = [_whole(group) for group in groups if group.required or strict]
    return {"bool": {"should": should, "minimum_should_match": 0 if required else 1, "filter": required}}


def _wording(one: Alternative) -> Clause:
    kind = "match_phrase" if one.phrase else "match"
    return {kind: {"text": {"query": " ".join(one.words), "boost": one.weight}}}


def _whole(group: Group) -> Clause:
    """Return what makes a group count as found: one wording, whole."""
    wordings = [
        _wording(one) if one.phrase else {"match": {"text": {"query": " ".join(one.words), "operator": "and"}}}
        for one in group.alternatives
    ]
    return wordings[0] if len(wordings) == 1 else {"bool": {"should": wordings, "minimum_should_match": 1}}


def _chosen(name: str, values: Sequence[str]) -> Clause:
    return {"terms": {name: list(values)}} if name in FACETS else {"match_none": {}}


def _facet(filters: Mapping[str, Sequence[str]], name: str) -> Clause:
    """Count groups per value; a facet's own choice does not narrow its own values."""
    count = {"terms": {"field": name, "size": _MOST_VALUES}, "aggs": {"groups": {"cardinality": {"field": "group"}}}}
    return _narrowed(filters, name, count)


def _narrowed(filters: Mapping[str, Sequence[str]], own: str, count: Clause) -> Clause:
    others = [_chosen(name, values) for name, values in filters.items() if values and name != own]
    return {"filter": {"bool": {"filter": others}}, "aggs": {"in": count}}


def _highlight() -> Clause:
    return {
        "type": "unified",
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "require_field_match": False,
        "max_analyzed_offset": 100_000,
        "fields": {
            "title": {"number_of_fragments": 0},
            "body": {"number_of_fragments": 1, "fragment_size": 180},
        },
    }
