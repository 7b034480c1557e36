"""A lounge in which every text carries a mark and the marks know who may read them.

Who may read what is written here by hand from the promises of the product, not asked from its access rules.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from community.cases import actions as cases
from community.cases.content import Content
from community.cases.models import Case
from community.discussion import actions as discussion
from community.discussion.models import Reply, Thread
from community.notices.models import Notice
from home.articles.models import ArticlePage
from home.editions.setup import ensure_editions
from portal.kit.audience import ALL_DOCTORS, EVERYONE
from search import index
from tests.factories.home import make_article, make_draft, make_editor
from tests.support.people import READERS, ROLES, Person, make_people

#: A word all cases and articles share, so that a search can ask for them without naming a mark.
COMMON = "quokkaitis"
GB, CA, HEART, KIDNEY = "gb", "ca", "cardiology", "nephrology"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that only some roles may meet; `below` limits where even they may."""

    text: str
    readers: frozenset[str]
    what: str
    below: str = "/"

    @property
    def is_text(self) -> bool:
        """Tell whether somebody wrote it, as against a fact about a person."""
        return self.text.startswith("zq")


@dataclass
class Lounge:
    """The whole world: people, what they wrote, and its marks."""

    people: dict[str, Person]
    say: Callable[[str], str] = str
    marks: list[Mark] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)
    articles: dict[str, ArticlePage] = field(default_factory=dict)

    def mark(self, name: str, readers: frozenset[str]) -> str:
        """Return a text of one's own for `name`, remembered with who may read it."""
        word = f"zq{name.replace('-', '')}qz"
        self.marks.append(Mark(word, readers, name))
        return word

    def forbidden(self, role: str, path: str) -> list[Mark]:
        """Return the marks that this role must not meet at this address."""
        return [m for m in self.marks if role not in m.readers or not path.startswith(m.below)]

    def arguments(self) -> dict[str, list[Any]]:
        """Return values for the parameters of addresses: everything there is, and something that is not."""
        threads = Thread.objects.values_list("pk", flat=True)
        return {
            "case_id": [*Case.objects.values_list("pk", flat=True), UUID(int=7)],
            "thread_id": [*threads, UUID(int=7)],
            "reply_id": [*Reply.objects.values_list("pk", flat=True), UUID(int=7)],
            "notice_id": [*Notice.objects.values_list("pk", flat=True), UUID(int=7)],
            "pages": [self.articles[name].pk for name in ("draft-gb", "draft-ca", *self.articles)],
        }


def make_lounge(say: Callable[[str], str] = str, language: str = "") -> Lounge:
    """Make everyone and everything, through the product's own actions."""
    ensure_editions()
    lounge = make_company(say, language)
    _make_cases(lounge)
    _make_replies(lounge)
    _make_articles(lounge)
    return lounge


def make_company(say: Callable[[str], str] = str, language: str = "") -> Lounge:
    """Make everyone, before anything is written."""
    lounge = Lounge(make_people(say, language), say)
    for person in lounge.people.values():
        _mark_person(lounge, person)
    return lounge


def _mark_person(lounge: Lounge, person: Person) -> None:
    own = frozenset({person.role})
    lounge.marks += [Mark(text, own, f"identity of {person.role}", "/account/") for text in person.sealed]
    if person.doctor:
        lounge.marks += [Mark(text, frozenset(), f"account of {person.role}") for text in person.handles]
        seen = READERS | own | {"moderator"}
        lounge.marks += [Mark(person.doctor.pseudonym, seen, f"pseudonym of {person.role}")]
        lounge.marks += [Mark(str(person.doctor.pk), seen, f"doctor id of {person.role}")]


def _make_cases(lounge: Lounge) -> None:
    readers, moderated = READERS, READERS | {"moderator"}
    _ask(lounge, "open", "colleague-gb", readers)
    _ask(lounge, "urgent", "colleague-ca", moderated, urgency="today")
    _ask(lounge, "mine", "doctor-gb", readers)
    _ask(lounge, "only-gb", "colleague-gb", frozenset({"colleague-gb", "doctor-gb", "lapsed"}), audience="country")
    only_ca = frozenset({"colleague-ca", "doctor-ca", "moderator"})
    _ask(lounge, "only-ca", "colleague-ca", only_ca, audience="country")
    heart = frozenset({"colleague-ca", "doctor-gb", "lapsed", "moderator"})
    _ask(lounge, "only-heart", "colleague-ca", heart, audience="specialty")
    kidney = frozenset({"colleague-gb", "doctor-ca"})
    _ask(lounge, "only-kidney", "colleague-gb", kidney, audience="specialty", specialty=KIDNEY)
    _ask(lounge, "closed", "colleague-ca", moderated)
    _ask(lounge, "edited", "colleague-gb", readers)
    _ask(lounge, "draft-gb", "doctor-gb", frozenset({"doctor-gb"}), post=False)
    _ask(lounge, "draft-ca", "doctor-ca", frozenset({"doctor-ca"}), post=False)
    _ask(lounge, "withdrawn-gb", "colleague-gb", frozenset())
    _ask(lounge, "withdrawn-ca", "colleague-ca", frozenset({"moderator"}))
    _published(lounge, readers)


def _content(lounge: Lounge, name: str, word: str, **facts: Any) -> Content:
    say = lounge.say
    return Content(
        title=say(f"{COMMON} {word} title"),
        question=say(f"Would you treat {COMMON} {word} tonight?"),
        presentation=say(f"Evening fevers and {word}."),
        history=say(f"Nothing like {word} before."),
        examination=say(f"A murmur of {word}."),
        investigations=say(f"CRP 142 mg/L, {word}."),
        specialty=facts.pop("specialty", HEART),
        age_band="40-49",
        sex="female",
        **facts,
    )


def _ask(lounge: Lounge, name: str, author: str, readers: frozenset[str], *, post: bool = True, **facts: Any) -> None:
    by = lounge.people[author].doctor
    content = _content(lounge, name, lounge.mark(f"case-{name}", readers), **facts)
    if post:
        case = cases.quick_ask(by=by, token=uuid4(), content=content, at=timezone.now() - timedelta(hours=30))
    else:
        case = cases.save_draft(by=by, token=uuid4(), content=content)
    lounge.cases[name] = case


def _published(lounge: Lounge, readers: frozenset[str]) -> None:
    word = lounge.mark("case-published", readers)
    case = Case.objects.create(
        state="posted", origin="published", country=GB, language="en", specialty=HEART,
        title=lounge.say(f"{COMMON} {word} title"), presentation=lounge.say(f"A report of {word}."),
        posted_at=timezone.now() - timedelta(days=400), source=lounge.say("Journal of Cases"),
        external_id="PMC1", licence=lounge.say("CC BY 4.0"), doi="10.5555/12345678", authors=lounge.say("Okafor A, Lindqvist B"),
        published_on=date(2024, 3, 1), url="https://example.org/report",
    )  # fmt: skip
    index.schedule(case.key)
    lounge.cases["published"] = case


def _make_replies(lounge: Lounge) -> None:
    people, doctor = lounge.people, {role: person.doctor for role, person in lounge.people.items()}
    thread = lounge.cases["open"].thread
    discussion.follow(thread=thread, by=doctor["doctor-ca"])
    first = _reply(lounge, "plain", "open", "doctor-gb", READERS)
    _reply(lounge, "quoting", "open", "colleague-ca", READERS, quoted=first.pk)
    edited = _reply(lounge, "edited", "open", "colleague-ca", READERS)
    later = lounge.say(f"I changed my mind: {lounge.mark('reply-later', READERS)}.")
    discussion.edit_reply(reply=edited, by=doctor["colleague-ca"], text=later)
    taken = _reply(lounge, "withdrawn", "open", "colleague-ca", frozenset())
    _reply(lounge, "on-withdrawn", "open", "doctor-ca", READERS, quoted=taken.pk)
    discussion.withdraw_reply(reply=taken, by=doctor["colleague-ca"])
    _reply(lounge, "only-gb", "only-gb", "doctor-gb", frozenset({"doctor-gb", "lapsed", "colleague-gb"}))
    _reply(lounge, "gone", "withdrawn-gb", "doctor-gb", frozenset())
    _reply(lounge, "hidden", "edited", "doctor-ca", frozenset({"doctor-gb", "lapsed", "colleague-gb"}))
    _reply(lounge, "closing", "closed", "doctor-gb", READERS | {"moderator"})
    cases.close_case(by=doctor["colleague-ca"], case_id=lounge.cases["closed"].pk)
    cases.withdraw_case(by=doctor["colleague-gb"], case_id=lounge.cases["withdrawn-gb"].pk)
    cases.withdraw_case(by=doctor["colleague-ca"], case_id=lounge.cases["withdrawn-ca"].pk)
    _narrow(lounge, people["colleague-gb"])


def _narrow(lounge: Lounge, author: Person) -> None:
    """Keep a case that doctors elsewhere have answered and follow to doctors of its country."""
    case = Case.objects.get(pk=lounge.cases["edited"].pk)
    word = lounge.mark("case-narrowed", frozenset({"colleague-gb", "doctor-gb", "lapsed"}))
    content = _content(lounge, "edited", word, audience="country")
    cases.edit_case(by=author.doctor, case_id=case.pk, version=case.version, content=content)
    lounge.marks[:] = [
        Mark(m.text, frozenset({"colleague-gb", "doctor-gb", "lapsed"}), m.what) if m.what == "case-edited" else m
        for m in lounge.marks
    ]


def _reply(
    lounge: Lounge, name: str, case: str, author: str, readers: frozenset[str], quoted: UUID | None = None
) -> Reply:
    word = lounge.mark(f"reply-{name}", readers)
    text = lounge.say(f"I saw {COMMON} once: {word}.")
    thread, by = lounge.cases[case].thread, lounge.people[author].doctor
    reply = discussion.add_reply(thread=thread, by=by, text=text, token=str(uuid4()), quoted=quoted)
    lounge.replies[name] = reply
    return reply


def _make_articles(lounge: Lounge) -> None:
    everyone = frozenset({*ROLES, *READERS})
    editors = {"gb": lounge.people["editor"].user, "ca": lounge.people["manager"].user}
    _article(lounge, "public-gb", "en-gb", everyone, audience=EVERYONE, by=editors["gb"])
    _article(lounge, "public-fr", "fr-ca", everyone, audience=EVERYONE, by=editors["ca"])
    _article(lounge, "public-au", "en-au", everyone, audience=EVERYONE, by=make_editor("au", byline="Eve Author"))
    _article(lounge, "doctors-gb", "en-gb", READERS | {"editor"}, audience=ALL_DOCTORS, by=editors["gb"])
    _article(lounge, "doctors-ca", "en-ca", READERS | {"manager"}, audience=ALL_DOCTORS, by=editors["ca"])
    _article(lounge, "unpublished-gb", "en-gb", frozenset({"editor"}), audience=EVERYONE, by=editors["gb"])
    lounge.articles["unpublished-gb"].unpublish(user=editors["gb"])
    for name, locale, role in (("draft-gb", "en-gb", "editor"), ("draft-ca", "en-ca", "manager")):
        draft = make_draft(locale=locale, title=name, by=lounge.people[role].user)
        word = lounge.mark(f"article-{name}", frozenset({role}))
        draft.title = draft.draft_title = lounge.say(f"{COMMON} {word} title")
        draft.save_revision(user=draft.owner)
        draft.save()
        lounge.articles[name] = draft


def _article(lounge: Lounge, name: str, locale: str, readers: frozenset[str], **fields: Any) -> None:
    word, say = lounge.mark(f"article-{name}", readers), lounge.say
    blocks = (
        {"type": "text", "html": f"<p>{say(f'Three patients had {word}.')}</p>"},
        {"type": "heading", "text": say("What we looked for")},
        {"type": "quote", "text": say("I would ask a colleague."), "attribution": say("A consultant")},
        {"type": "table", "caption": say("Delay"), "header": [say("Site"), say("Median")],
         "rows": [[say("Ward"), say("64 min")]]},
        {"type": "references", "items": [say("A guideline on endocarditis, 2023.")]},
    )  # fmt: skip
    lounge.articles[name] = make_article(
        locale=locale,
        title=say(f"{COMMON} {word} title"),
        slug=name,
        standfirst=say(f"Who gains from {word}."),
        byline=say("Amara Okafor"),
        blocks=blocks,
        **fields,
    )


def addresses_of(lounge: Lounge, role: str) -> Iterator[str]:
    """Yield searches that name no mark but could lead this role to every one it must not meet."""
    yield from (f"/search/?q={COMMON}", f"/search/?q={COMMON}&sort=newest", f"/search/suggest/?q={COMMON[:5]}")
    for text in sorted({mark.text[:-1] for mark in lounge.forbidden(role, "/") if mark.is_text}):
        # One letter is missing: a correction or a suggestion would complete the mark.
        yield from (f"/search/?q={text}", f"/search/suggest/?q={text}")
    yield from (f"/search/?q={word}" for word in ("Realname", "mailmarker", "LIC", "Pseudomark"))
    yield from (f"/search/suggest/?q={word}" for word in ("Realname", "mailmar", "LIC0", "Pseudom"))
