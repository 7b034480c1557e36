"""Nobody is identified: everything every role can reach is opened and searched for what it must not hold."""

import json
import logging
import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from portal.kit.models import AuditEntry, Job, Mail
from search.models import Entry
from tests.support.crawl import Crawl, Visit, known_addresses
from tests.support.lounge import COMMON, Lounge, Mark, addresses_of
from tests.support.people import ROLES, VISITOR, sign_in

pytestmark = pytest.mark.django_db

NEWSROOM = {"editor", "manager"}
SAMPLE = {VISITOR, "doctor-ca", "editor"}
HIDDEN = ("case-draft", "case-withdrawn", "reply-withdrawn", "reply-gone", "article-draft", "article-unpublished")
ROOMS = ("/cases/", "/discussion/", "/notices/", "/search/", "/account/")


def starts_for(role: str, lounge: Lounge) -> list[str]:
    """Return where a crawl begins; the admin's own hundreds of addresses only for people whom it opens to."""
    arguments = lounge.arguments()
    others = [path for path in known_addresses(arguments, most=18) if not path.startswith("/admin/")]
    admin = [path for path in known_addresses(arguments, most=2) if path.startswith("/admin/")]
    homes = ["/", "/en-gb/", "/en-ca/", "/fr-ca/", "/en-au/", *(page.url_path for page in lounge.articles.values())]
    return [*homes, *others, *addresses_of(lounge, role), *(admin if role in NEWSROOM else admin[::25])]


def faults(lounge: Lounge, role: str, visit: Visit) -> list[str]:
    """Return what an answer holds and must not."""
    path = urlsplit(visit.path).path
    text = visit.everything.casefold().replace(visit.path.casefold(), "")
    found = [f"{visit.path}: {m.what} ({m.text})" for m in lounge.forbidden(role, path) if m.text.casefold() in text]
    if visit.status >= 500:
        found.append(f"{visit.path}: answered {visit.status}")
    return found


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_its_reader_must_not_see(lounge, role):
    if connection.vendor == "postgresql" and role not in SAMPLE:
        pytest.skip("PostgreSQL has a sample of the crawl; SQLite has all of it")
    crawl = Crawl(sign_in(lounge.people.get(role)))
    wrong, met = [], set()
    for visit in crawl.walk(starts_for(role, lounge)):
        wrong += faults(lounge, role, visit)
        met |= {m.what for m in lounge.marks if m.is_text and m.text in visit.everything}

    assert "\n".join(wrong) == ""
    # The crawl went everywhere: it met every text that this person may read, so it would have met the others.
    assert met == {m.what for m in lounge.marks if m.is_text and role in m.readers}


def test_no_address_counts_anything(lounge):
    """A case, reply or doctor is named by a random id: a number in an address would tell how many there are."""
    crawl = Crawl(sign_in(lounge.people["doctor-gb"]))
    starts = [reverse("cases:list"), reverse("cases:drafts"), reverse("notices:list"), f"/search/?q={COMMON}"]
    starts += [reverse("cases:detail", args=[case.pk]) for case in lounge.cases.values()]
    shown = [visit for visit in crawl.walk(starts) if urlsplit(visit.path).path.startswith(ROOMS)]
    counted = re.compile(r"/\d+(/|$)|[?&](id|pk|case|reply|doctor|user)=\d+")

    links = {link for visit in shown for link in visit.links if not link.startswith("/static/")}

    assert len(links) > 60
    assert sorted(link for link in links if counted.search(link)) == []


def test_no_search_entry_identifies_anybody(lounge):
    rows = [" ".join(str(value) for value in row) for row in Entry.objects.values_list()]

    assert len(rows) >= len(lounge.cases) + len(lounge.replies)
    assert _marks_in(lounge, rows, besides=("pseudonym", "account", "doctor id")) == []
    # The owner of a case is its doctor by random id; the pseudonym and the account behind it are not there.
    assert [m.what for m in lounge.marks if m.what.startswith(("pseudonym", "account")) and _holds(rows, m)] == []
    assert [m.what for m in lounge.marks if m.what.startswith(HIDDEN) and _holds(rows, m)] == []


def test_no_job_audit_or_waiting_mail_identifies_anybody(lounge):
    rows = [" ".join(map(str, row)) for model in (Job, AuditEntry) for row in model.objects.values_list()]
    waiting = [" ".join(map(str, row)) for row in Mail.objects.filter(state=Mail.SENT).values_list()]

    assert len(rows) > 30
    assert _marks_in(lounge, rows + waiting, besides=("account", "doctor id")) == []
    assert [m.what for m in lounge.marks if m.is_text and _holds(rows, m)] == []


@pytest.mark.elastic
def test_no_document_of_the_index_identifies_anybody(lounge):
    if not settings.ELASTICSEARCH_URL:
        pytest.skip("needs ELASTICSEARCH_URL")
    from search import analysis
    from search.engines.elastic import admin
    from search.engines.elastic.client import client

    names = [admin.read_alias(language) for language in analysis.LANGUAGES]
    found = client().search(index=",".join(names), size=1000)["hits"]["hits"]
    rows = [json.dumps(document) for document in found]

    assert len(rows) >= len(lounge.cases)
    assert _marks_in(lounge, rows, besides=("doctor id",)) == []
    assert [m.what for m in lounge.marks if m.what.startswith(HIDDEN) and _holds(rows, m)] == []


def test_no_log_line_holds_what_people_wrote_or_who_they_are(lounge, log):
    """The lounge was made, crawled and signed in to while this log was written."""
    person = lounge.people["doctor-ca"]
    client = sign_in(person)
    client.get(f"/cases/{lounge.replies['plain'].pk}/?q=mailmarker001@example.org")
    client.post(reverse("cases:ask"), {"question": f"{lounge.marks[-1].text}", "specialty": "no such"})
    client.post(reverse("account_login"), {"login": person.email, "password": "wrong-and-long-enough"})
    error = ValueError(f"{person.email} wrote {lounge.marks[-1].text}")
    logging.getLogger("community.cases").error("could not save", exc_info=(ValueError, error, None))
    lines = log.getvalue().splitlines()

    assert any("Not Found" in line for line in lines)
    assert any("could not save" in line for line in lines)
    assert _marks_in(lounge, lines) == []
    assert [m.what for m in lounge.marks if m.is_text and _holds(lines, m)] == []


def _marks_in(lounge: Lounge, rows: list[str], *, besides: tuple[str, ...] = ()) -> list[str]:
    sealed = [m for m in lounge.marks if not m.is_text and not m.what.startswith(besides or ("-",))]
    return [m.what for m in sealed if _holds(rows, m)]


def _holds(rows: list[str], mark: Mark) -> bool:
    return any(mark.text.casefold() in row.casefold() for row in rows)
