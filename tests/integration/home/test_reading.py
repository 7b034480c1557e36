"""What readers see: by edition, by audience, in lists and on the page, at a constant price."""

import pytest
from wagtail.models import Page

from home.articles.access import may_read, readable_by
from home.articles.models import ArticlePage
from home.workflow.actions import approve_and_publish
from portal.kit.audience import ALL_DOCTORS, EVERYONE, Audience
from portal.kit.viewers import ANONYMOUS
from tests.factories.cases import make_case
from tests.factories.doctors import make_doctor, make_user, viewer_of
from tests.factories.home import (
    home_of,
    make_article,
    make_doctors_article,
    make_draft,
    make_editor,
    make_image,
    section_of,
)

pytestmark = pytest.mark.django_db

SECRET = "Anticoagulation in frailty"


@pytest.fixture
def editor():
    return make_editor("gb")


def test_article_shows_its_parts(client, editor):
    page = make_article(by=editor, title="Handheld echo")
    answer = client.get(page.address)
    text = answer.content.decode()
    for words in ("Handheld echo", "Amara Okafor", "Cardiology", "Three patients", "What we looked for", "64 min"):
        assert words in text
    assert '<li id="reference-1">' in text
    assert answer["Content-Language"] == "en-gb"
    assert f'<link rel="canonical" href="http://localhost:8000{page.address}">' in text
    assert not answer.has_header("Cache-Control")


def test_draft_is_not_there(client, editor):
    draft = make_draft(by=editor)
    assert client.get(draft.address).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "member", "doctor", "pending", "lapsed", "editor", "foreign_editor"])
def test_doctors_article_is_for_doctors(client, signed_in, editor, who):
    page = make_doctors_article(by=editor, title=SECRET, standfirst="For colleagues only.")
    clients = {
        "visitor": lambda: client,
        "member": lambda: signed_in(make_user()),
        "doctor": lambda: signed_in(make_doctor(country="nz").user),
        "pending": lambda: signed_in(make_doctor(state="pending").user),
        "lapsed": lambda: signed_in(make_doctor(state="lapsed").user),
        "editor": lambda: signed_in(editor),
        "foreign_editor": lambda: signed_in(make_editor("au")),
    }
    reader = clients[who]()
    answer = reader.get(page.address)
    allowed = who in {"doctor", "lapsed", "editor"}
    assert answer.status_code == (200 if allowed else 403)
    assert answer["Cache-Control"] == "private, no-store"
    for path in (page.address, "/en-gb/", "/en-gb/innovation/"):
        text = reader.get(path).content.decode()
        assert (SECRET in text, "For colleagues only." in text) == (allowed, allowed)


def test_limited_article_tells_other_doctors_so(signed_in, editor):
    page = make_article(by=editor, title=SECRET, audience=Audience(countries=frozenset({"gb"})))
    assert signed_in(make_doctor(country="gb").user).get(page.address).status_code == 200
    answer = signed_in(make_doctor(country="ie").user).get(page.address)
    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()


AUDIENCES = {
    "everyone": EVERYONE,
    "doctors": ALL_DOCTORS,
    "country": Audience(countries=frozenset({"gb", "ie"})),
    "specialty": Audience(specialties=frozenset({"cardiology"})),
    "both": Audience(countries=frozenset({"ca"}), specialties=frozenset({"cardiology"})),
}


def test_rule_and_list_are_the_same(editor):
    pages = [make_article(by=editor, audience=audience) for audience in AUDIENCES.values()]
    hidden = make_article(by=editor, section="opinion")
    section_of(slug="opinion").unpublish()
    pages += [hidden, make_draft(by=editor)]
    viewers = [
        ANONYMOUS,
        viewer_of(make_doctor(country="gb", specialties=("cardiology",))),
        viewer_of(make_doctor(country="ca", specialties=("cardiology", "urology"))),
        viewer_of(make_doctor(country="nz", specialties=("urology",))),
        viewer_of(make_doctor(country="gb", state="pending")),
    ]
    from community.doctors.access import viewer_for

    viewers += [viewer_for(editor), viewer_for(make_editor("au")), viewer_for(make_editor(""))]
    for viewer in viewers:
        one_by_one = {page.pk for page in ArticlePage.objects.all() if may_read(viewer, page)}
        assert set(readable_by(viewer).values_list("pk", flat=True)) == one_by_one
    assert set(readable_by(ANONYMOUS).values_list("pk", flat=True)) == {pages[0].pk}


def test_unpublished_section_hides_what_is_below(client, editor):
    page = make_article(by=editor)
    section_of().unpublish()
    assert [client.get(path).status_code for path in (page.address, "/en-gb/innovation/")] == [404, 404]
    assert page.title not in client.get("/en-gb/").content.decode()


def test_editions_do_not_answer_for_each_other(client, editor):
    page = make_article(by=editor)
    assert client.get(page.address.replace("/en-gb/", "/en-za/")).status_code == 404
    assert page.title not in client.get("/en-za/").content.decode()
    Page.objects.get(pk=home_of("en-za").pk).unpublish()
    assert client.get("/en-za/").status_code == 404
    assert client.get("/en-za/innovation/").status_code == 404


def test_pages_are_only_read(client, editor):
    page = make_article(by=editor)
    assert [client.generic(method, page.address).status_code for method in ("GET", "HEAD", "OPTIONS")] == [200] * 3
    assert {client.generic(method, page.address).status_code for method in ("POST", "PUT", "DELETE")} == {405}


@pytest.mark.parametrize("path", ["/de/", "/en/", "/en-gb/nothing/", "/en-gb/innovation/nothing/"])
def test_what_is_not_there(client, path):
    assert client.get(path).status_code == 404


def test_french_edition_speaks_french(client):
    answer = client.get("/fr-ca/")
    assert answer["Content-Language"] == "fr-ca"
    assert '<html lang="fr-ca"' in answer.content.decode()


def test_hreflang_names_readable_relatives(client, editor):
    page = make_article(by=editor, title="Original")
    irish = make_editor("ie")
    section = section_of("en-ie")
    relative = make_article(locale="en-ie", by=irish, title="Irish")
    relative.translation_key = page.translation_key
    relative.save()
    assert section.locale_id == relative.locale_id
    text = client.get(page.address).content.decode()
    assert f'hreflang="en-ie" href="http://localhost:8000{relative.address}"' in text
    relative.audience = ALL_DOCTORS
    approve_and_publish(page=relative, revision=relative.save_revision(user=irish), by=irish)
    assert "en-ie" not in client.get(page.address).content.decode().split("</head>")[0]


def test_home_leads_with_the_choice_or_the_newest(client, editor):
    first = make_article(by=editor, title="First")
    make_article(by=editor, title="Second")
    home = home_of()

    def lead():
        return client.get("/en-gb/").context["front"].lead.title

    assert lead() == "Second"
    home.lead = first
    approve_and_publish(page=home, revision=home.save_revision(user=editor), by=editor)
    assert lead() == "First"
    first.unpublish()
    assert lead() == "Second"


def test_section_pages_by_cursor(client, editor, monkeypatch):
    monkeypatch.setattr("home.articles.queries.PAGE_SIZE", 2)
    for number in range(3):
        make_article(by=editor, title=f"Number {number}")
    page = client.get("/en-gb/innovation/").context["list"]
    assert ([teaser.title for teaser in page.items], bool(page.previous)) == (["Number 2", "Number 1"], False)
    page = client.get("/en-gb/innovation/", {"cursor": page.next}).context["list"]
    assert ([teaser.title for teaser in page.items], page.next) == (["Number 0"], "")
    assert client.get("/en-gb/innovation/", {"cursor": "rubbish"}).status_code == 400


@pytest.mark.parametrize("path", ["/en-gb/", "/en-gb/innovation/"])
def test_lists_cost_the_same_for_one_and_three(client, editor, django_assert_num_queries, path):
    expected = {"/en-gb/": 8, "/en-gb/innovation/": 9}[path]
    for count in (1, 3):
        while ArticlePage.objects.count() < count:
            make_article(by=editor)
        client.get(path)
        with django_assert_num_queries(expected):
            client.get(path)


def test_article_costs_little(client, editor, django_assert_max_num_queries):
    page = make_article(by=editor)
    page.hero, page.hero_alt = make_image(), "A film"
    page.body = [
        ("image", {"image": make_image(), "alt": "A film", "caption": "", "credit": ""}),
        *((block.block_type, block.value) for block in page.body),
    ]
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    client.get(page.address)
    with django_assert_max_num_queries(16):
        assert client.get(page.address).status_code == 200


def test_pictures_have_words(client, editor):
    page = make_article(by=editor)
    page.hero, page.hero_alt = make_image(), "A film with a wide mediastinum"
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    text = client.get(page.address).content.decode()
    assert 'alt="A film with a wide mediastinum"' in text
    source = text.split('<img src="')[1].split('"')[0]
    assert client.get(source).status_code == 200
    assert page.hero.file.name.startswith("original_images/")
    assert client.get(f"/media/{page.hero.file.name}").status_code == 404


def test_only_doctors_are_shown_waiting_cases(client, signed_in, editor):
    case = make_case(title="Recurrent rigors after dental work")
    doctor = make_doctor(country="gb", specialties=(case.specialty,))
    assert case.title in signed_in(doctor.user).get("/en-gb/").content.decode()
    for reader in (client, signed_in(make_user()), signed_in(make_doctor(state="pending").user), signed_in(editor)):
        assert case.title not in reader.get("/en-gb/").content.decode()


def test_a_doctors_home_costs_the_same_with_one_and_three_cases(signed_in, editor, django_assert_num_queries):
    make_article(by=editor)
    doctor = make_doctor(country="gb", specialties=("cardiology",))
    reader = signed_in(doctor.user)
    for count in (1, 2):
        for _ in range(count):
            make_case()
        reader.get("/en-gb/")
        with django_assert_num_queries(15):
            reader.get("/en-gb/")
