"""Cases and their replies as search entries: what may be found, in which words, and the last word on who sees it."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.cases import access
from community.cases.enums import AgeBand, Sex, Status, Urgency
from community.cases.models import Case
from community.discussion.models import Reply
from community.doctors.specialties import specialty_name
from portal import countries
from portal.kit.text import excerpt, plain, to_html
from portal.kit.viewers import Viewer
from search.contract import Document

_CHUNK = 500
_SUMMARY = 240
_WORDS = {"status": Status, "age_band": AgeBand, "sex": Sex, "urgency": Urgency}


class CaseSource:
    """Posted cases as whole entries, each standing reply as a part of its case's."""

    kind = "case"
    label: str | Promise = _("Case")
    label_plural: str | Promise = _("Cases")

    def documents(self, keys: Sequence[str]) -> Iterable[Document]:
        """Yield the documents of those keys that may be found."""
        wanted = _parse(keys)
        cases = {case.pk: case for case in Case.objects.posted().filter(pk__in=set(wanted.values()))}
        replies = _standing(key for key in keys if key.count(":") == 2)
        for key, case_id in wanted.items():
            case = cases.get(case_id)
            if case is None:
                continue
            if key == case.key:
                yield _whole(case)
            elif key in replies:
                yield _part(case, replies[key])

    def keys(self, after: str = "") -> Iterator[str]:
        """Yield every findable key past `after`, ascending: each case, then its replies."""
        posted = Case.objects.posted().order_by("pk")
        begun = list(_parse([after]).values())
        start = {"pk__gte": begun[0]} if begun else {}
        while chunk := list(posted.filter(**start).values_list("pk", "thread_id")[:_CHUNK]):
            yield from (key for key in _keys_of(chunk) if key > after)
            start = {"pk__gt": chunk[-1][0]}

    def visible(self, viewer: Viewer, keys: Sequence[str]) -> set[str]:
        """Return the keys this viewer may see now: the case decides, and a reply must still stand in it."""
        wanted = _parse(keys)
        cases = access.visible_to(viewer).posted().filter(pk__in=set(wanted.values()))
        readable = set(cases.values_list("pk", flat=True))
        parts = [key for key, case_id in wanted.items() if key.count(":") == 2 and case_id in readable]
        standing = _standing(parts)
        whole = {key for key, case_id in wanted.items() if key.count(":") == 1 and case_id in readable}
        # A reply asked for under another case than its own comes back under its own: that was not asked.
        return whole | (set(standing) & set(parts))

    def facet_label(self, facet: str, value: str) -> str:
        """Return what people call a facet value of a case."""
        if facet in _WORDS and value in _WORDS[facet].values:
            return str(_WORDS[facet](value).label)
        if facet == "replies":
            count = int(value)
            said = ngettext("%(count)d reply", "%(count)d replies", count) % {"count": count}
            return said if count else gettext("No reply yet")
        if facet == "specialty":
            return specialty_name(value)
        if facet == "country":
            return next((str(country.name) for country in countries.all() if country.code == value), "")
        return ""


def _parse(keys: Iterable[str]) -> dict[str, UUID]:
    """Return the case's id behind each key; keys that are none of ours fall away."""
    found = {}
    for key in keys:
        kind, _sep, rest = key.partition(":")
        case_id = _uuid(rest.partition(":")[0])
        if kind == "case" and case_id:
            found[key] = case_id
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _standing(keys: Iterable[str]) -> dict[str, Reply]:
    """Return the standing replies behind part keys, each only under the case it belongs to."""
    ids = {reply_id for key in keys if (reply_id := _uuid(key.rpartition(":")[2]))}
    if not ids:
        return {}
    replies = Reply.objects.standing().select_related("thread").filter(pk__in=ids, thread__subject_kind="case")
    return {f"case:{reply.thread.subject_id}:{reply.pk}": reply for reply in replies}


def _keys_of(chunk: Sequence[tuple[UUID, UUID | None]]) -> Iterator[str]:
    threads = [thread_id for _pk, thread_id in chunk if thread_id]
    replies: dict[UUID | None, list[str]] = {}
    rows = Reply.objects.standing().filter(thread__in=threads).values_list("thread_id", "pk")
    for below, reply_id in rows:
        replies.setdefault(below, []).append(str(reply_id))
    for case_id, thread_id in chunk:
        yield f"case:{case_id}"
        yield from (f"case:{case_id}:{reply_id}" for reply_id in sorted(replies.get(thread_id, [])))


def _whole(case: Case) -> Document:
    texts = (case.question, case.presentation, case.history, case.examination, case.investigations)
    return _document(
        case,
        key=case.key,
        body="\n\n".join(plain(to_html(text)) for text in texts if text),
        summary=excerpt(plain(to_html(case.question or case.presentation)), _SUMMARY),
        url=reverse("cases:detail", args=[case.pk]),
    )


def _part(case: Case, reply: Reply) -> Document:
    return _document(
        case,
        key=f"{case.key}:{reply.pk}",
        body=plain(to_html(reply.text)),
        url=reverse("discussion:find", args=[reply.pk]),
    )


def _document(case: Case, **own: str) -> Document:
    """Fill in what a case and its replies share, so that facets and filters treat them as one item."""
    return Document(
        kind="case",
        group=case.key,
        language=case.language,
        title=case.title,
        country=case.country,
        specialties=(case.specialty,),
        status=str(case.status),
        published_at=case.posted_at or case.created_at,
        audience=case.audience,
        owner=str(case.author_id or ""),
        facts=_facts(case),
        **own,
    )


def _facts(case: Case) -> dict[str, str]:
    """Return what a hit shows beside its title: codes and numbers, named when they are shown."""
    facts = {"age_band": case.age_band, "sex": case.sex, "urgency": "today" if case.is_urgent else ""}
    if case.is_published:
        facts |= {"source": case.source, "authors": case.authors, "licence": case.licence, "doi": case.doi}
    else:
        facts["replies"] = str(case.reply_count)
    return {name: value for name, value in facts.items() if value}
