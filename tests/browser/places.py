"""Addresses of one page of every kind in the demo, some of them made for the purpose."""

import json

from tests.browser.site import Site

_SCRIPT = """
import json, uuid
from datetime import date, timedelta
from allauth.account.models import EmailAddress
from django.utils import timezone
from community.cases import actions
from community.cases.content import Content
from community.cases.models import Case
from community.discussion.actions import add_reply, edit_reply
from home.articles.models import ArticlePage
from search import index

me = EmailAddress.objects.get(email="doctor-gb@demo.invalid").user.doctor
others = Case.objects.posted().filter(origin="lounge", audience_countries="", audience_specialties="")
others = others.exclude(author=me)

def ask(words, **facts):
    content = Content(question=words, presentation="Two weeks of cough.", specialty="cardiology", **facts)
    return actions.quick_ask(by=me, token=uuid.uuid4(), content=content)

def place(case, way=""):
    return f"/cases/{case.pk}/{way}"

own = ask("Would you anticoagulate after one short run of flutter?")
changed = actions.edit_case(by=me, case_id=own.pk, version=own.version, content=Content(
    title=own.title, question=own.question, presentation="Three weeks of cough.", specialty="cardiology"))
own_closed = actions.close_case(by=me, case_id=ask("Is this murmur innocent in a runner?").pk)
own_urgent = ask("Chest pain at rest now: which troponin would you trust?", urgency="today")
withdrawn = actions.withdraw_case(by=me, case_id=ask("A question that was taken back?").pk)
draft = actions.save_draft(by=me, token=uuid.uuid4(), content=Content(
    question="Write to ward7@example.org about him?", presentation="Half a story.", specialty="cardiology"))
open_case = others.filter(closed_at=None).order_by("-reply_count").first()
reply = add_reply(thread=open_case.thread, by=me, text="I would wait for the second sample.", token=uuid.uuid4().hex)
reply = edit_reply(reply=reply, by=me, text="I would wait for the *second* sample.")
published = Case.objects.filter(origin="published").first() or Case.objects.create(
    state="posted", origin="published", country="gb", language="en", specialty="cardiology",
    title="A heart on the right: a report of two brothers", presentation="Two brothers were seen.",
    posted_at=timezone.now() - timedelta(days=400), source="Journal of Cases", external_id="PMC1",
    licence="CC BY 4.0", doi="10.5555/12345678", authors="Okafor A, Lindqvist B", published_on=date(2024, 3, 1))
index.schedule(published.key)
articles = ArticlePage.objects.live()
print(json.dumps({
    "case open": place(open_case), "case own": place(own), "case own closed": place(own_closed),
    "case own urgent": place(own_urgent), "case withdrawn": place(withdrawn), "case published": place(published),
    "case closed": place(others.exclude(closed_at=None).first()),
    "case urgent": place(others.filter(urgency="today", closed_at=None).first() or own_urgent),
    "edit": place(own, "edit/"), "history": place(own, "history/"), "withdraw": place(own, "withdraw/"),
    "draft": place(draft, "draft/"), "preview": place(draft, "preview/"),
    "reply edit": f"/discussion/reply/{reply.pk}/edit/", "reply history": f"/discussion/reply/{reply.pk}/history/",
    "article": articles.filter(audience_public=True).first().url_path,
    "doctors' article": articles.filter(audience_public=False).first().url_path,
    "section": articles.filter(audience_public=True).first().get_parent().url_path,
}))
"""


def make_places(site: Site) -> dict[str, str]:
    """Return the address of each kind of page."""
    return json.loads(site.manage("shell", "-v", "0", "-c", _SCRIPT).strip().splitlines()[-1])
