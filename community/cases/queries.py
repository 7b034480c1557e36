"""What the room's pages show, read for one viewer, in a number of queries that does not grow with the cases."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.cases import access
from community.cases.emergency import emergency_number, sounds_urgent
from community.cases.enums import AgeBand, CaseState, Sex, Urgency
from community.cases.models import Case, CaseQuerySet
from community.cases.titles import propose_title
from community.doctors.queries import Byline, bylines, former_member
from community.doctors.specialties import specialty_name
from portal import countries
from portal.kit.audience import ALL_DOCTORS
from portal.kit.errors import Invalid
from portal.kit.paging import KeysetPage, page_of
from portal.kit.text import excerpt, to_html
from portal.kit.viewers import Viewer

PAGE_SIZE = 25
COUNT_LIMIT = 99
_OPENING = 400
_LISTED = [
    "title",
    "specialty",
    "country",
    "age_band",
    "sex",
    "urgency",
    "state",
    "origin",
    "source",
    "closed_at",
    "answer_count",
    "reply_count",
    "posted_at",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list, in words."""

    title: str
    url: str
    specialty_name: str
    country_name: str
    patient: str
    excerpt: str
    urgent: bool
    state_tag: str
    reply_count: int
    posted_at: datetime
    origin: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One list of the room, and how many it holds up to a limit ("99+")."""

    name: str
    label: str
    url: str
    current: bool
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """A page of one list with its tabs and its neighbours."""

    tab: str
    tabs: tuple[Tab, ...]
    rows: tuple[CaseRow, ...]
    newer_url: str
    older_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case as this viewer sees it, texts already safe HTML, and what the viewer may do."""

    case: Case
    title: str
    byline: Byline | None
    is_asked: bool
    question: SafeString
    sections: tuple[tuple[str, SafeString], ...]
    specialty_name: str
    country_name: str
    patient: str
    audience_tag: str
    status: str
    facts: tuple[tuple[str, str], ...]
    is_bare: bool
    wants_today: bool
    is_author: bool
    can_edit: bool
    can_withdraw: bool
    emergency: str
    doi_url: str
    source_url: str


def tab_names(viewer: Viewer) -> dict[str, str]:
    """Return the lists this viewer has; somebody who is no doctor has no specialty or country of practice."""
    names = {"newest": _("Newest"), "unanswered": _("Unanswered")}
    if viewer.specialties:
        names["specialty"] = _("My specialty") if len(viewer.specialties) == 1 else _("My specialties")
    if viewer.country:
        names["country"] = _("My country")
    return names


def case_list(viewer: Viewer, tab: str = "", cursor: str | None = None) -> CaseList:
    """Return a page of one of the room's lists; raises Invalid for a list or a cursor that is not ours."""
    names = tab_names(viewer)
    tab = tab or "newest"
    if tab not in names:
        raise Invalid(_("There is no such list. Start again from the newest cases."), code="bad-tab")
    page = _page(listed(viewer, tab), cursor)
    return CaseList(
        tab=tab,
        tabs=tuple(_tab(viewer, name, label, tab) for name, label in names.items()),
        rows=tuple(case_row(case) for case in page.items),
        newer_url=_address(tab, page.previous),
        older_url=_address(tab, page.next),
    )


def listed(viewer: Viewer, tab: str) -> CaseQuerySet:
    """Return the cases of a list that this viewer may read."""
    cases = access.visible_to(viewer).posted()
    if tab == "unanswered":
        return cases.unanswered()
    if tab == "specialty":
        return cases.filter(specialty__in=sorted(viewer.specialties))
    if tab == "country":
        return cases.filter(country=viewer.country)
    return cases


def waiting_for(viewer: Viewer, limit: int) -> tuple[CaseRow, ...]:
    """Return open cases for a doctor to look at: those in the own specialties first, then any without an answer."""
    openings = {"asked": Substr("question", 1, _OPENING), "told": Substr("presentation", 1, _OPENING)}
    found: dict[UUID, Case] = {}
    for cases in (listed(viewer, "specialty").open(), listed(viewer, "unanswered")):
        others = cases.exclude(author=viewer.doctor_id).only(*_LISTED).annotate(**openings)
        found |= {case.pk: case for case in others.newest()[:limit] if case.pk not in found}
    return tuple(case_row(case) for case in list(found.values())[:limit])


def _page(cases: QuerySet[Case], cursor: str | None) -> KeysetPage:
    openings = {"asked": Substr("question", 1, _OPENING), "told": Substr("presentation", 1, _OPENING)}
    return page_of(cases.only(*_LISTED).annotate(**openings), cursor=cursor, size=PAGE_SIZE)


def _tab(viewer: Viewer, name: str, label: str, current: str) -> Tab:
    count = listed(viewer, name).order_by()[: COUNT_LIMIT + 1].count()
    shown = f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)
    return Tab(name=name, label=label, url=_address(name, "start"), current=name == current, count=shown)


def _address(tab: str, cursor: str) -> str:
    if not cursor:
        return ""
    query = {"tab": tab if tab != "newest" else "", "cursor": cursor if cursor != "start" else ""}
    pairs = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{reverse('cases:list')}?{pairs}".rstrip("?")


def case_row(case: Case) -> CaseRow:
    """Put a case into the words of a list; uses the annotated openings where the texts were not read."""
    opening = " ".join((getattr(case, "asked", "") or getattr(case, "told", "")).split())
    # A title made from the first sentence says it already.
    opening = opening.removeprefix(case.title).lstrip(" .?!:;,…")
    return CaseRow(
        title=case.title,
        url=reverse("cases:detail", args=[case.pk]),
        specialty_name=specialty_name(case.specialty),
        country_name=country_name(case.country),
        patient=patient(case),
        excerpt=excerpt(opening, 200),
        urgent=case.is_urgent,
        state_tag=_("Closed") if case.closed_at else "",
        reply_count=case.reply_count,
        posted_at=case.posted_at or case.created_at,
        origin=case.origin,
        source=case.source,
    )


def case_page(case: Case, viewer: Viewer) -> CasePage:
    """Return a case ready to be shown, posted or still a draft: two queries, for the byline."""
    is_author = access.is_author(viewer, case)
    title = case.title or propose_title(case.question, case.presentation) or _("Without a title yet")
    texts = tuple((label, to_html(getattr(case, name))) for name, label in sections() if getattr(case, name))
    return CasePage(
        case=case,
        title=title,
        is_asked=bool(case.question),
        byline=None if case.is_published else byline_of(case.author_id, viewer),
        question=to_html("" if _same(case.question, title) else case.question),
        sections=texts,
        specialty_name=specialty_name(case.specialty),
        country_name=country_name(case.country),
        patient=patient(case),
        audience_tag=audience_names(case) if case.audience != ALL_DOCTORS else "",
        status=_status(case),
        facts=_facts(case),
        is_bare=not texts and not case.age_band,
        wants_today=case.urgency == Urgency.TODAY and (case.is_open or case.state == CaseState.DRAFT),
        is_author=is_author,
        can_edit=access.can_edit(viewer, case),
        can_withdraw=access.can_withdraw(viewer, case),
        emergency=_emergency(case, viewer) if is_author else "",
        doi_url=f"https://doi.org/{quote(case.doi)}" if case.doi.startswith("10.") else "",
        source_url=case.url if case.url.startswith("https://") else "",
    )


def _same(question: str, title: str) -> bool:
    """Tell whether a one-sentence question became the title as it is: it is then said once."""
    return " ".join(question.split()).rstrip(".") == title.rstrip(".")


def _status(case: Case) -> str:
    return str(CaseState(case.state).label) if case.state != CaseState.POSTED else str(case.status.label)


def _facts(case: Case) -> tuple[tuple[str, str], ...]:
    facts = [(_("Status"), _status(case)), (_("Audience"), audience_names(case))]
    if case.is_published:
        return (*facts, (_("Licence"), case.licence))
    facts += [(_("Urgency"), str(Urgency(case.urgency).label))]
    if case.closed_at:
        facts += [(_("Closed on"), date_format(timezone.localtime(case.closed_at), "DATE_FORMAT"))]
    return tuple(facts)


def _emergency(case: Case, viewer: Viewer) -> str:
    """Return the number to show the writer, "" where nothing sounds as if minutes mattered."""
    wanted = case.urgency == Urgency.TODAY or sounds_urgent(case.question, case.presentation)
    return emergency_number(viewer.country) if wanted and (case.state == CaseState.DRAFT or case.is_open) else ""


def sections() -> tuple[tuple[str, str], ...]:
    """Return the parts of a case's story with their headings, in reading order."""
    return (
        ("presentation", _("Presentation")),
        ("history", _("History")),
        ("examination", _("Examination")),
        ("investigations", _("Investigations")),
    )


def byline_of(doctor_id: UUID | None, viewer: Viewer) -> Byline:
    """Return how the writer appears; one who has left is a former member."""
    return bylines([doctor_id], viewer).get(doctor_id) or former_member() if doctor_id else former_member()


def patient(case: Case) -> str:
    """Say who the patient is, as coarsely as it is stored: "Male, 60–69 years"."""
    sex = str(Sex(case.sex).label) if case.sex in Sex.values else ""
    age = str(AgeBand(case.age_band).label) if case.age_band in AgeBand.values else ""
    return _("%(sex)s, %(age)s") % {"sex": sex, "age": age} if sex and age else sex or age


def country_name(code: str) -> str:
    """Return a country's name in the active language, or its code when the house no longer knows it."""
    try:
        return str(countries.get(code).name)
    except countries.UnknownCountry:
        return code.upper()


def audience_names(case: Case) -> str:
    """Say in words who may read the case."""
    audience = case.audience
    if audience.named:
        return _("Named doctors only")
    places = ", ".join(country_name(code) for code in sorted(audience.countries))
    kinds = ", ".join(specialty_name(code) for code in sorted(audience.specialties))
    if places and kinds:
        return _("Doctors: %(specialty)s, %(country)s") % {"specialty": kinds, "country": places}
    return _("Doctors: %(limit)s") % {"limit": places or kinds} if places or kinds else _("All doctors")


def drafts_of(viewer: Viewer) -> list[Case]:
    """Return the viewer's drafts, last saved first."""
    own = access.visible_to(viewer).drafts().filter(author=viewer.doctor_id)
    return list(own.order_by(F("saved_at").desc(nulls_last=True), "-id"))


def asked_by(viewer: Viewer, cursor: str | None = None) -> KeysetPage:
    """Return a page of the cases the viewer has posted, as rows."""
    page = _page(access.visible_to(viewer).posted().filter(author=viewer.doctor_id), cursor)
    return KeysetPage(items=[case_row(case) for case in page.items], next=page.next, previous=page.previous)


def draft_waiting(viewer: Viewer) -> Case | None:
    """Return the draft saved last, to be offered where a new case would begin."""
    return access.visible_to(viewer).drafts().filter(author=viewer.doctor_id).order_by("-saved_at").first()


def version_of(viewer: Viewer, token: UUID) -> int:
    """Return how often the viewer's draft begun with this token was saved; 0 before the first time."""
    own = access.visible_to(viewer).filter(author=viewer.doctor_id, post_token=token)
    return own.values_list("version", flat=True).first() or 0


def begun_with(viewer: Viewer, token: UUID) -> Case | None:
    """Return the viewer's case that was begun with this token."""
    return access.visible_to(viewer).filter(author=viewer.doctor_id, post_token=token).first()
