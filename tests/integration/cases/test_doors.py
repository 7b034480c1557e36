"""Every role at every address of every kind of case: the exact status, and never a word of what is not theirs."""

import uuid
from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from community.cases.actions import close_case
from community.cases.models import Case
from tests.factories.cases import make_case, make_draft, make_many, make_reply, make_withdrawn
from tests.factories.doctors import make_doctor, make_duty, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARK = "Zebrafinch"
WORDS = {"title": f"{MARK} title", "question": f"{MARK} question", "presentation": f"{MARK} story"}

ROLES = (
    "visitor", "member", "inside", "outside", "author", "moderator-gb", "moderator-ca", "editor", "administrator",
)  # fmt: skip
GETS = ("detail", "draft", "preview", "edit", "history", "withdraw", "post", "close", "reopen", "discard")
POSTS = ("draft", "post", "edit", "close", "reopen", "withdraw", "discard")
KINDS = ("draft", "open", "closed", "country", "specialty", "withdrawn")

# What a refused person gets: a visitor signs in, somebody without a licence is told so, others find nothing.
REFUSED = {"visitor": 302, "member": 403, "editor": 403, "administrator": 403}
# These answer a GET by leading back to the page that has their button; the page itself then decides.
LEADS_BACK = {"post": 302, "close": 302, "reopen": 302, "discard": 302}


@dataclass(frozen=True)
class World:
    clients: dict[str, Client]
    cases: dict[str, Case]


@pytest.fixture
def world(signed_in) -> World:
    author = make_doctor(country="gb", specialties=("cardiology",))
    people = {
        "member": make_user(),
        "inside": make_doctor(country="gb", specialties=("cardiology",)).user,
        "outside": make_doctor(country="nz", specialties=("urology",)).user,
        "author": author.user,
        "moderator-gb": make_duty("moderator", "gb"),
        "moderator-ca": make_duty("moderator", "ca"),
        "editor": make_duty("editor", "gb"),
        "administrator": make_duty("administrator"),
    }
    cases = {
        "draft": make_draft(author, **WORDS),
        "open": make_case(author, **WORDS),
        "closed": make_case(author, **WORDS),
        "country": make_case(author, audience="country", **WORDS),
        "specialty": make_case(author, audience="specialty", **WORDS),
        "withdrawn": make_withdrawn(author, **WORDS),
    }
    close_case(by=author, case_id=cases["closed"].pk)
    make_reply(cases["open"], people["inside"].doctor, f"{MARK} reply")
    return World({"visitor": Client()} | {role: signed_in(user) for role, user in people.items()}, cases)


def reads(role: str, kind: str) -> bool:
    """Who may read what, said once more in the plainest way."""
    if role == "author":
        return True
    if kind == "draft":
        return False
    if role == "moderator-gb":
        return True
    if role == "inside":
        return kind != "withdrawn"
    return role == "outside" and kind in ("open", "closed")


def expected_get(role: str, kind: str, name: str) -> int:
    if role in REFUSED:
        return REFUSED[role]
    if name in LEADS_BACK:
        return 302
    if not reads(role, kind):
        return 404
    if role == "author":
        if kind == "draft":
            return {"detail": 302, "draft": 200, "preview": 200, "edit": 302, "history": 404, "withdraw": 404}[name]
        if kind == "withdrawn":
            return {"detail": 200, "draft": 302, "preview": 302, "edit": 403, "history": 404, "withdraw": 302}[name]
        return {"draft": 302, "preview": 302}.get(name, 200)
    return {"detail": 200, "history": 200}.get(name, 403)


def test_every_page_answers_exactly(world):
    wrong = []
    for role, kind, name in product(ROLES, KINDS, GETS):
        response = world.clients[role].get(reverse(f"cases:{name}", args=[world.cases[kind].pk]))
        wanted = expected_get(role, kind, name)
        if response.status_code != wanted:
            wrong.append((role, kind, name, response.status_code, wanted))
        if (response.status_code != 200 or not reads(role, kind)) and MARK in response.content.decode():
            wrong.append((role, kind, name, "words leaked"))
    assert wrong == []


def test_nobody_but_the_author_changes_a_case(world):
    wrong = []
    before = list(Case.objects.order_by("pk").values())
    for role, kind, name in product(ROLES, KINDS, POSTS):
        if role == "author":
            continue
        sent = {"title": "Mine now", "do": "post", "token": uuid.uuid4(), "page": uuid.uuid4(), "version": 9}
        response = world.clients[role].post(reverse(f"cases:{name}", args=[world.cases[kind].pk]), sent)
        wanted = 403 if role in REFUSED or reads(role, kind) else 404
        # A moderator who is no doctor is told so before any case is looked at.
        if role.startswith("moderator") and name == "post":
            wanted = 403
        if response.status_code != wanted:
            wrong.append((role, kind, name, response.status_code, wanted))
        if MARK in response.content.decode():
            wrong.append((role, kind, name, "words leaked"))
    assert wrong == []
    assert list(Case.objects.order_by("pk").values()) == before


def test_rooms_pages_by_role(world):
    for role, name in product(ROLES, ["list", "ask", "new", "drafts"]):
        wanted = REFUSED.get(role, 200)
        if role.startswith("moderator") and name in ("ask", "new"):
            wanted = 403
        response = world.clients[role].get(reverse(f"cases:{name}"))
        assert (role, name, response.status_code) == (role, name, wanted)
        if name == "drafts":
            assert (MARK in response.content.decode()) is (role == "author")


def test_lists_hold_what_the_viewer_may_read(world):
    for role, tab in product(ROLES, ["newest", "unanswered", "specialty", "country"]):
        response = world.clients[role].get(reverse("cases:list"), {"tab": tab})
        listed = {kind for kind, case in world.cases.items() if str(case.pk) in response.content.decode()}
        posted = {kind for kind in KINDS if reads(role, kind)} - {"draft", "withdrawn"}
        if role in REFUSED:
            posted = set()
        if tab == "unanswered":
            posted -= {"open", "closed"}
        elif tab in ("specialty", "country") and role in ("outside", "moderator-gb", "moderator-ca"):
            posted = set()
        assert (role, tab, listed) == (role, tab, posted)


def test_absent_case_and_hidden_draft_answer_alike(world):
    for role, name in product(ROLES, GETS):
        if role == "author":
            continue
        hidden = world.clients[role].get(reverse(f"cases:{name}", args=[world.cases["draft"].pk]))
        absent = world.clients[role].get(reverse(f"cases:{name}", args=[uuid.uuid4()]))
        assert (role, name, hidden.status_code) == (role, name, absent.status_code)


def test_replies_of_a_hidden_case_are_hidden_too(world):
    reply = make_reply(world.cases["country"], make_doctor(country="gb"), f"{MARK} inside reply")
    for role, name in product(["visitor", "member", "outside", "moderator-ca"], ["find", "history", "edit"]):
        response = world.clients[role].get(reverse(f"discussion:{name}", args=[reply.pk]), follow=True)
        assert MARK not in response.content.decode()


def test_long_lists_page_by_key_without_a_gap(signed_in):
    doctor = make_doctor()
    cases = make_many(103, doctor)
    client, seen, address = signed_in(doctor.user), [], reverse("cases:list")
    while address:
        page = client.get(address)
        assert page.status_code == 200
        found = page.context["list"]
        seen += [row.url for row in found.rows]
        address = found.older_url
    assert seen == [reverse("cases:detail", args=[case.pk]) for case in cases]
