"""Whatever arrives, the answer is calm, in place, and keeps what was typed."""

import html
import re
import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from community.cases.models import Case
from community.discussion.models import Reply
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db

MEGABYTE = "Fever and a new murmur. " * 45_000
HOSTILE = "\x00Tired\u202e and <script>alert(1)</script> <img src=x onerror=alert(2)> 🫀 & “quoted” مرحبا"
KEPT = "Tired and <script>alert(1)</script> <img src=x onerror=alert(2)> 🫀 & “quoted” مرحبا"
LUCENE = [
    "title:(* OR [* TO *])",
    '"unclosed phrase',
    "/.*/ AND NOT (",
    "a~2 b^9 {!func}x",
    "\\",
    '+-=&&||><!(){}[]^"~*?:\\/',
]


@pytest.fixture
def doctor():
    return make_doctor()


@pytest.fixture
def client(doctor, signed_in) -> Client:
    return signed_in(doctor.user)


def ask_form(question: str, **more: str) -> dict[str, str]:
    marks = {"token": str(uuid4()), "page": str(uuid4()), "version": "0"}
    return {"question": question, "specialty": "cardiology", **marks, **more}


def asked(client: Client, question: str = "Would you treat tonight?", **more: str) -> Case:
    client.post(reverse("cases:ask"), ask_form(question, **more))
    return Case.objects.get(question=question)


def typed_back(response, name: str) -> str:
    """Return what a form's text area holds when it is shown again."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', response.content.decode(), re.DOTALL)
    return html.unescape(found.group(1))


def words(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    ("address", "field", "limit", "more"),
    [("cases:ask", "question", 4000, {}), ("cases:new", "presentation", 20_000, {"do": "post"})],
)
def test_a_megabyte_is_told_its_length_and_comes_back(client, address, field, limit, more):
    form = ask_form("Would you treat tonight?", **more) | {field: MEGABYTE}

    response = client.post(reverse(address), form)

    assert response.status_code == 422
    length = len(MEGABYTE.strip())
    said = f"This has {length} characters; at most {limit} fit. Shorten it by {length - limit}."
    assert said in words(response)
    assert typed_back(response, field).strip() == MEGABYTE.strip()
    assert Case.objects.count() == 0


def test_a_megabyte_of_reply_comes_back(client):
    case = asked(client)

    response = client.post(reverse("discussion:reply", args=[case.thread.pk]), {"text": MEGABYTE, "token": "t"})

    assert response.status_code == 422
    assert f"This has {len(MEGABYTE.strip())} characters; at most 20000 fit." in words(response)
    assert typed_back(response, "text").strip() == MEGABYTE.strip()
    assert Reply.objects.count() == 0


def test_more_than_the_server_reads_is_refused_without_an_error(client):
    response = client.post(reverse("cases:ask"), ask_form("z" * 7_000_000))

    assert response.status_code in {400, 413}
    assert Case.objects.count() == 0


def test_hostile_text_is_kept_as_words_and_shown_as_words(client):
    client.post(reverse("cases:ask"), ask_form(HOSTILE))

    case = Case.objects.get()
    assert case.question == KEPT
    for address in (
        reverse("cases:detail", args=[case.pk]),
        reverse("cases:list"),
        reverse("cases:edit", args=[case.pk]),
    ):
        shown = client.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    detail = client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in detail
    assert "🫀" in detail


def test_hostile_text_in_a_reply_is_kept_as_words(client):
    case = asked(client)

    client.post(reverse("discussion:reply", args=[case.thread.pk]), {"text": HOSTILE, "token": "t"})

    assert Reply.objects.get().text == KEPT
    shown = client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    assert ("<script>alert" in shown, "<img src=x" in shown) == (False, False)


def test_a_double_click_asks_once_and_replies_once(client):
    form = ask_form("Would you treat tonight?")
    places = {client.post(reverse("cases:ask"), form)["Location"] for _ in range(2)}
    case = Case.objects.get()
    reply = {"text": "I would.", "token": "one-form"}
    landed = {client.post(reverse("discussion:reply", args=[case.thread.pk]), reply)["Location"] for _ in range(2)}

    assert places == {reverse("cases:detail", args=[case.pk])}
    assert len(landed) == 1
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("address", ["cases:ask", "cases:new", "reply"])
def test_a_form_open_for_two_days_keeps_its_text(doctor, address):
    """Its mark against forgery is of an earlier sign-in by then."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    place = reverse("discussion:reply", args=[uuid4()]) if address == "reply" else reverse(address)

    response = client.post(place, {**ask_form(KEPT), "text": KEPT, "csrfmiddlewaretoken": "x" * 64})

    assert response.status_code == 403
    assert "This form was open too long, or in another sign-in." in words(response)
    assert KEPT in words(response)
    assert "<script>alert(1)" not in response.content.decode()
    assert Case.objects.count() == 0


@pytest.mark.parametrize("address", ["cases:ask", "cases:new"])
def test_a_lost_session_keeps_a_case(doctor, client, signed_in, address):
    page = client.get(reverse(address)).content.decode()
    writer = re.search(r'name="writer" value="([^"]+)"', page).group(1)
    browser = Client()

    response = browser.post(reverse(address), ask_form(KEPT, writer=html.unescape(writer)))

    assert response.status_code == 403
    assert KEPT in words(response)
    assert f"{reverse('account_login')}?next={reverse(address)}" in words(response)
    browser.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert typed_back(browser.get(reverse(address)), "question") == KEPT
    browser.force_login(make_doctor().user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert KEPT not in words(browser.get(reverse(address)))


def test_a_lost_session_keeps_a_reply(doctor, client):
    case = asked(client)
    page = client.get(reverse("cases:detail", args=[case.pk])).content.decode()
    writer = re.search(r'name="writer" value="([^"]+)"', page).group(1)
    browser = Client()

    form = {"text": KEPT, "token": "t", "writer": html.unescape(writer)}
    response = browser.post(reverse("discussion:reply", args=[case.thread.pk]), form)

    assert response.status_code == 403
    assert KEPT in words(response)
    browser.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert typed_back(browser.get(reverse("cases:detail", args=[case.pk])), "text").strip() == KEPT


def test_a_query_of_ten_thousand_characters_is_told_its_length(client):
    typed = ("fever " * 1700)[:10_000].strip()

    response = client.get(reverse("search:results"), {"q": typed})

    assert response.status_code == 400
    assert f"This search has {len(typed)} characters; at most 500 can be searched." in words(response)
    assert typed in words(response)
    assert client.get(reverse("search:suggest"), {"q": typed}).json() == {"suggestions": []}


@pytest.mark.parametrize("typed", LUCENE)
def test_a_query_in_another_syntax_is_words(client, typed):
    asked(client)

    response = client.get(reverse("search:results"), {"q": typed})

    assert response.status_code in {200, 400}
    assert html.escape(typed) in response.content.decode() or typed in words(response)
    assert client.get(reverse("search:suggest"), {"q": typed}).status_code == 200


def test_a_query_with_null_bytes_and_hostile_marks_is_answered(client):
    response = client.get(
        reverse("search:results"), {"q": HOSTILE, "sort": "\x00", "after": "\x00", "country": "\x00"}
    )

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("cursor", ["damaged", "\x00", "9" * 5000, "eyJhIjoxfQ=="])
def test_a_damaged_address_is_told_so(client, cursor):
    case = asked(client)
    for address, name in (
        (reverse("cases:list"), "cursor"),
        (reverse("cases:drafts"), "cursor"),
        (reverse("notices:list"), "after"),
        (reverse("cases:detail", args=[case.pk]), "after"),
        (reverse("cases:history", args=[case.pk]), "before"),
        ("/en-gb/innovation/", "cursor"),
    ):
        response = client.get(address, {name: cursor})
        assert (address, response.status_code) == (address, 400)
        assert "Start again from the first page." in words(response)


def test_hostile_text_is_answered_quickly(client):
    """Pages of emphasis marks, quotations and digits cost the same as pages of words."""
    for text in ("*" * 19_000, "> " * 9_000, "1 " * 9_000, "a@" * 9_000, "`" * 19_000, "[" * 19_000):
        began = time.process_time()
        response = client.post(reverse("cases:new"), ask_form("Why?", presentation=text, do="preview"))
        assert response.status_code in {302, 422}
        assert time.process_time() - began < 5
