"""Cases as entries: what is handed to search, in which order keys come, and the last word on who sees them."""

import uuid
from datetime import date

import pytest

from community.cases.actions import close_case
from community.cases.documents import CaseSource
from community.cases.models import Case
from community.discussion.actions import withdraw_reply
from portal.kit.viewers import ANONYMOUS, Viewer
from search import registry
from tests.factories.cases import make_case, make_draft, make_many, make_published, make_reply, make_withdrawn
from tests.factories.doctors import make_doctor, viewer_of

pytestmark = pytest.mark.django_db
SOURCE = CaseSource()


def test_the_room_registers_its_source():
    assert isinstance(registry.source_of("case:x"), CaseSource)


def test_a_case_is_handed_over_whole():
    author = make_doctor(country="ie")
    case = make_case(author, question="Scan **now**?", presentation="Fever & rigors.", urgency="today")
    (document,) = SOURCE.documents([case.key])
    assert (document.key, document.group, document.kind, document.language) == (case.key, case.key, "case", "en")
    assert document.body == "Scan now?\n\nFever & rigors."
    assert (document.summary, document.country, document.specialties) == ("Scan now?", "ie", ("cardiology",))
    assert (document.status, document.owner, document.url) == ("open", str(author.pk), f"/cases/{case.pk}/")
    assert dict(document.facts) == {"age_band": "60-69", "sex": "male", "urgency": "today", "replies": "0"}


def test_a_reply_is_a_part_with_the_facets_of_its_case():
    author = make_doctor()
    case = make_case(author, audience="country")
    reply = make_reply(case, make_doctor(), "Think of *Coxiella*.")
    whole, part = SOURCE.documents([case.key, f"{case.key}:{reply.pk}"])
    assert (part.group, part.body, part.title) == (case.key, "Think of Coxiella.", case.title)
    for shared in ("status", "country", "specialties", "audience", "owner", "published_at", "facts", "language"):
        assert getattr(part, shared) == getattr(whole, shared)
    assert part.url == f"/discussion/reply/{reply.pk}/"


def test_a_published_report_has_its_source_and_no_owner():
    case = make_published(language="fr", published_on=date(2012, 4, 14))
    (document,) = SOURCE.documents([case.key])
    assert (document.status, document.owner, document.language) == ("published", "", "fr")
    assert dict(document.facts) == {
        "source": "Journal of Reports", "authors": "A. Writer, B. Writer", "licence": "CC BY 4.0", "doi": "10.1000/xyz",
    }  # fmt: skip


def test_no_document_names_a_doctor():
    author = make_doctor()
    case = make_case(author)
    reply = make_reply(case)
    for document in SOURCE.documents([case.key, f"{case.key}:{reply.pk}"]):
        said = str(document)
        for name in (author.pseudonym, author.user.username, author.user.email, reply.author.pseudonym):
            assert name not in said


def test_what_may_not_be_found_yields_nothing():
    case, other = make_case(), make_case()
    reply = make_reply(case)
    gone = make_reply(case)
    withdraw_reply(reply=gone, by=gone.author)
    withdrawn = make_withdrawn()
    keys = [
        make_draft().key, withdrawn.key, f"case:{uuid.uuid4()}", "case:nonsense", "article:1", "case:", "",
        f"{case.key}:{gone.pk}", f"{other.key}:{reply.pk}", f"{case.key}:{uuid.uuid4()}", f"{case.key}:x",
    ]  # fmt: skip
    assert list(SOURCE.documents(keys)) == []


def test_keys_ascend_and_go_on_after_any_of_them():
    make_many(4)
    make_draft()
    for case in Case.objects.posted()[:2]:
        for _reply in range(2):
            make_reply(case)
    keys = list(SOURCE.keys())
    assert (len(keys), keys) == (8, sorted(keys))
    assert {document.key for document in SOURCE.documents(keys)} == set(keys)
    for position, key in enumerate(keys):
        assert list(SOURCE.keys(after=key)) == keys[position + 1 :]


def test_the_database_has_the_last_word(django_assert_num_queries):
    author = make_doctor(country="gb")
    for_all, for_country = make_case(author), make_case(author, audience="country")
    reply = make_reply(for_country, make_doctor(country="gb"))
    gone = make_withdrawn(author)
    keys = [
        for_all.key,
        for_country.key,
        f"{for_country.key}:{reply.pk}",
        f"{for_all.key}:{reply.pk}",
        gone.key,
        make_draft(author).key,
    ]
    outside, inside, own = (
        viewer_of(make_doctor(country="nz")),
        viewer_of(make_doctor(country="gb")),
        viewer_of(author),
    )
    assert SOURCE.visible(outside, keys) == {for_all.key}
    assert SOURCE.visible(inside, keys) == SOURCE.visible(own, keys) == set(keys[:3])
    assert SOURCE.visible(ANONYMOUS, keys) == SOURCE.visible(Viewer(user_id=author.user_id), keys) == set()
    with django_assert_num_queries(2):
        SOURCE.visible(inside, keys)


def test_statuses_follow_the_case():
    author = make_doctor()
    case = make_case(author)
    assert [document.status for document in SOURCE.documents([case.key])] == ["open"]
    make_reply(case)
    assert [document.status for document in SOURCE.documents([case.key])] == ["answered"]
    close_case(by=author, case_id=case.pk)
    assert [document.status for document in SOURCE.documents([case.key])] == ["closed"]


def test_facet_values_have_names():
    labels = [SOURCE.facet_label(*pair) for pair in (
        ("status", "open"), ("specialty", "cardiology"), ("country", "nz"), ("country", "xx"), ("year", "2026"),
    )]  # fmt: skip
    assert labels == ["Open", "Cardiology", "New Zealand", "", ""]
