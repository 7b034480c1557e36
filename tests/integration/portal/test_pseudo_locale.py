"""Every word of the interface is a message: in a language that brackets them all, nothing stands outside.

The bracketed catalogue takes the place of English, so that visitors' and editions' pages speak it too. All data of
this lounge stand in brackets of their own.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from community.notices.models import Notice
from portal import countries
from portal.management.commands.catalogues import collected
from tests.support import pseudo
from tests.support.crawl import Crawl, known_addresses
from tests.support.lounge import COMMON, Lounge, make_lounge
from tests.support.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.embedded_only, pytest.mark.timeout(600)]

OUT_OF_SCOPE = ("/admin/", "/documents/", "/health/", "/.well-known/", "/media/", "/metrics", "/styleguide/")


@pytest.fixture(scope="module")
def messages() -> str:
    """Return the catalogue of what code and templates say now, leaving the kept one as it is."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI"):
            pytest.fail("GNU gettext is missing: in CI the catalogues must be checked")
        pytest.skip("needs GNU gettext (Debian package gettext)")
    path = settings.BASE_DIR / "locale" / "en" / "LC_MESSAGES" / "django.po"
    kept, here = path.read_text(), Path.cwd()
    os.chdir(settings.BASE_DIR)
    try:
        return collected(path)
    finally:
        os.chdir(here)
        path.write_text(kept)


@pytest.fixture(scope="module")
def bracketed(messages, tmp_path_factory) -> Iterator[None]:
    folder = pseudo.catalogue(messages, tmp_path_factory.mktemp("locale"))
    with override_settings(LOCALE_PATHS=[folder]), translation.override("en-gb"):
        yield


@pytest.fixture(scope="module")
def world(opened, bracketed) -> Lounge:
    """Return the lounge with every datum in brackets, names of editions and sections too."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = make_lounge(pseudo.say)
    for page in Page.objects.filter(depth__in=(2, 3)):
        Page.objects.filter(pk=page.pk).update(title=pseudo.say(page.title))
    return made


def test_english_is_bracketed(world):
    assert translation.gettext("Cases") == "⟦Cases⟧"
    assert pseudo.outside("⟦Asked by ‹Wren›⟧ 12.5 mg, Cases") == ["Cases"]
    assert pseudo.unsaid("<p lang='fr'>Français</p><p>⟦a <b>‹b›</b>⟧</p><p title='Say'>…cut›</p>") == ["p[title]=Say"]


@pytest.mark.parametrize(
    "role", ["visitor", "member", "doctor-gb", "doctor-ca", "lapsed", "moderator", "administrator"]
)
def test_every_page_speaks_in_messages(world, role):
    crawl = Crawl(_reader(world, role), per_view=4)
    homes = [f"/{edition.locale}/" for edition in countries.editions() if edition.language == "en"]
    articles = [page.url_path for page in world.articles.values()]
    starts = ["/", *homes, *articles, *known_addresses(_few(world), most=14)]
    found = {}
    for visit in crawl.walk([path for path in starts if not path.startswith((*OUT_OF_SCOPE, "/fr-ca/"))]):
        if "text/html" in visit.headers and not visit.path.startswith((*OUT_OF_SCOPE, "/fr-ca/")):
            for words in pseudo.unsaid(visit.body):
                found.setdefault(words, visit.path)

    assert "\n".join(f"{words}    ({path})" for words, path in found.items()) == ""


def _few(world: Lounge) -> dict[str, list]:
    """Return one of each state of everything: their pages differ in words, not their numbers."""
    values = world.arguments()
    named = (
        "open",
        "urgent",
        "closed",
        "mine",
        "draft-gb",
        "draft-ca",
        "withdrawn-ca",
        "published",
        "edited",
        "only-gb",
    )
    return values | {"case_id": [world.cases[name].pk for name in named] + values["case_id"][-1:]}


def _reader(world: Lounge, role: str) -> Client:
    client = sign_in(world.people.get(role))
    client.defaults["HTTP_USER_AGENT"] = pseudo.say("agent")
    return client


def test_every_refusal_speaks_in_messages(world):
    doctor, visitor = _reader(world, "doctor-gb"), _reader(world, "visitor")
    found = []
    for client, path, data in _wrong_forms(world):
        response = (doctor if client == "doctor" else visitor).post(path, data)
        assert response.status_code < 500, path
        if response.status_code in {301, 302}:
            response = doctor.get(response["Location"])
        said = response.json().values() if "json" in response["Content-Type"] else ()
        found += [f"{words}    ({path})" for words in pseudo.words_of(map(str, said))]
        if "html" in response["Content-Type"]:
            found += [f"{words}    ({path})" for words in pseudo.unsaid(response.content.decode())]

    assert "\n".join(dict.fromkeys(found)) == ""


def _wrong_forms(world: Lounge) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield forms that are empty, too long, forbidden, stale or damaged, with who sends them."""
    marks = {"token": str(uuid4()), "page": str(uuid4()), "version": "0"}
    long, mailed = pseudo.say("z" * 30_000), pseudo.say("Write to ward.seven@example.org or call +44 20 7946 0958.")
    case, mine = world.cases["open"], world.cases["mine"]
    draft = world.cases["draft-gb"]
    reply = reverse("discussion:reply", args=[case.thread.pk])
    own = reverse("discussion:edit", args=[world.replies["plain"].pk])
    for text in ("", long, mailed):
        yield "doctor", reverse("cases:ask"), {"question": text, "specialty": "nowhere", **marks}
        yield "doctor", reverse("cases:ask"), {"question": text, "specialty": "cardiology", **marks}
        wrong = {"question": text, "title": long, "sex": "x", "age_band": "x", "urgency": "x", "audience": "x"}
        yield "doctor", reverse("cases:new"), {**wrong, "do": "post", **marks}
        yield "doctor", reverse("cases:autosave"), {"question": text, "title": long, **marks}
        yield "doctor", reverse("cases:edit", args=[mine.pk]), {"question": text, **marks}
        yield "doctor", reverse("cases:draft", args=[draft.pk]), {"question": text, "do": "post", **marks}
        yield "doctor", reply, {"text": text, "token": uuid4().hex}
        yield "doctor", own, {"text": text, "seen": "1"}
        yield "visitor", reply, {"text": text, "token": uuid4().hex}
        yield "visitor", reverse("cases:ask"), {"question": text, **marks}
    yield "doctor", reverse("cases:ask"), {"question": pseudo.say("?"), "specialty": "cardiology"}
    yield "doctor", own, {"text": pseudo.say("other"), "seen": "77"}
    yield "doctor", reverse("discussion:reply", args=[world.cases["closed"].thread.pk]), {"text": pseudo.say("late")}
    for name in ("follow", "unfollow"):
        yield "doctor", reverse(f"discussion:{name}", args=[case.thread.pk]), {}
    for name in ("close", "reopen", "withdraw"):
        yield "doctor", reverse(f"cases:{name}", args=[mine.pk]), {}
    yield "doctor", reverse("cases:post", args=[draft.pk]), {"version": "999"}
    yield "doctor", reverse("cases:discard", args=[draft.pk]), {}
    for name in ("account_email", "account_change_password", "mfa_activate_totp", "account_reauthenticate"):
        yield (
            "doctor",
            reverse(name),
            {"email": "not an address", "password1": "short", "password2": "x", "action_add": "1"},
        )
    for name in ("account_login", "account_signup", "account_reset_password"):
        yield "visitor", reverse(name), {}
        passwords = {"password": "wrong", "password1": "12345", "password2": "password"}
        yield "visitor", reverse(name), {"email": "nobody", "login": "nobody", **passwords}
    yield (
        "visitor",
        reverse("account_signup"),
        {"email": "a@example.org", "password1": "1234567890", "password2": "12345678"},
    )


def test_search_speaks_in_messages(world):
    doctor = _reader(world, "doctor-gb")
    found = []
    typed = (COMMON, "nothingatallhere", "z" * 900, '""', "", "quokkaitiss")
    queries = [urlencode({"q": pseudo.say(text)}) for text in typed]
    narrowed = [
        "kind=case",
        "sort=newest",
        "after=damaged",
        "exact=1",
        "country=gb&specialty=cardiology&status=closed",
    ]
    for query in queries + [f"{queries[0]}&{more}" for more in narrowed]:
        response = doctor.get(f"{reverse('search:results')}?{query}")
        # A correction is a word of the index, without the brackets around the text it was taken from.
        shown = response.content.decode().replace(COMMON, "")
        found += [f"{words}    ({query})" for words in pseudo.unsaid(shown)]
    for suggestion in doctor.get(f"{reverse('search:suggest')}?q={COMMON[:5]}").json()["suggestions"]:
        found += pseudo.words_of([suggestion["text"], suggestion["kind"]])

    assert "\n".join(dict.fromkeys(found)) == ""


def test_every_mail_speaks_in_messages(world):
    person = world.people["doctor-ca"]
    visitor, client = sign_in(None), sign_in(person)
    passwords = {"password1": "quiet-lamp-on-the-table", "password2": "quiet-lamp-on-the-table"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        for address in ("someone-new@example.org", person.email):
            visitor.post(reverse("account_signup"), {"email": address, **passwords})
            visitor.post(reverse("account_reset_password"), {"email": address})
        client.post(reverse("account_email"), {"email": "elsewhere@example.org", "action_add": "1"})
        client.post(reverse("account_change_password"), {"oldpassword": "a-long-test-password", **passwords})

    assert len(mail.outbox) >= 5
    found = [words for message in mail.outbox for words in pseudo.unsaid_in_mail(message.subject, message.body)]
    assert "\n".join(dict.fromkeys(found)) == ""
    assert EmailAddress.objects.filter(email=person.email).exists()
    assert Notice.objects.exists()
