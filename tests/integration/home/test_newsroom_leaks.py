"""Attacks of one country's newsroom on another's drafts, pictures, documents and names."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.articles.models import ArticlePage
from home.blocks.references import REFUSED
from home.editions.models import EditionDocument
from home.workflow.actions import approve_and_publish
from portal.kit.audience import ALL_DOCTORS, EVERYONE
from tests.factories.admin import admin_client
from tests.factories.doctors import make_doctor, make_duty
from tests.factories.home import home_of, make_article, make_draft, make_editor, make_image, section_of

pytestmark = pytest.mark.django_db

MARK = "Quokka"
ADD = "/admin/pages/add/articles/articlepage/{}/"


@pytest.fixture
def owner():
    """An editor of two countries, whose work below is British."""
    return make_duty("editor", "ca", user=make_editor("gb", byline=f"{MARK} Byline"))


@pytest.fixture(params=["editor", "regional_manager"])
def attacker(request):
    """Somebody Canadian: two editions, so the root of the tree is theirs to start from."""
    return admin_client(make_duty(request.param, "ca"))


@pytest.fixture
def canadian():
    return admin_client(make_editor("ca"))


@pytest.fixture
def image():
    return make_image(title=f"{MARK} image", collection=of_country("gb"))


@pytest.fixture
def document():
    return make_document(f"{MARK} document", "gb")


@pytest.fixture
def draft(owner):
    return make_draft(title=f"{MARK} draft", by=owner)


def of_country(code: str) -> Collection:
    return Collection.objects.get(name__startswith=f"{code}:")


def make_document(title: str, country: str) -> EditionDocument:
    name = f"{title.lower().replace(' ', '-')}.txt"
    return EditionDocument.objects.create(
        title=title, file=ContentFile(b"words", name=name), collection=of_country(country)
    )


def article_form(*blocks, **changes) -> dict[str, str]:
    data = {
        "title": "Maple", "slug": "maple", "standfirst": "A start.", "byline": "", "hero": "", "hero_alt": "",
        "body": streamfield(list(blocks) or [("heading", "What we looked for")]),
        "audience_public": "False", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
        "comments": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(data) | {"specialties": ["cardiology"]} | changes


def text_linking(kind: str, pk: int) -> tuple[str, str]:
    html = f'<p>Three patients. <a linktype="{kind}" id="{pk}">Read on</a></p>'
    return "text", rich_text(html, features=["link", "document-link"])


def picture_block(pk: int) -> tuple[str, dict[str, str]]:
    return "image", {"image": str(pk), "alt": "A film", "caption": "", "credit": ""}


def publish_with_link(by, document, audience, callbacks) -> ArticlePage:
    """Publish a British article that links to the document, and let the index of references follow."""
    with callbacks(execute=True):
        page = make_article(by=by, audience=audience)
        html = f'<p><a linktype="document" id="{document.pk}">Protocol</a></p>'
        page.body = page._meta.get_field("body").stream_block.to_python([{"type": "text", "value": html}])
        approve_and_publish(page=page, revision=page.save_revision(user=by), by=by)
    return ArticlePage.objects.get(pk=page.pk)


# Addresses


@pytest.mark.parametrize(
    "path",
    [
        "/admin/api/main/images/", "/admin/api/main/images/{image}/", "/admin/api/main/images/find/?id={image}",
        "/admin/api/main/documents/", "/admin/api/main/documents/{document}/",
        "/admin/api/main/documents/find/?id={document}",
        "/admin/pages/usage/articles/articlepage/", "/admin/pages/usage/articles/articlepage/results/",
        "/admin/pages/usage/wagtailcore/page/", "/admin/test404/", "/admin/failwhale/",
    ],
)  # fmt: skip
def test_addresses_that_name_everybodys_work_are_closed(attacker, image, document, draft, path):
    answer = attacker.get(path.format(image=image.pk, document=document.pk))
    assert (answer.status_code, MARK in answer.content.decode()) == (404, False)


def test_choosers_work_without_them(owner, image, document):
    own = admin_client(owner)
    for path in (
        "/admin/images/chooser/",
        "/admin/documents/chooser/",
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={image.pk}",
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={document.pk}",
    ):
        answer = own.get(path)
        assert (answer.status_code, MARK in answer.content.decode()) == (200, True), path


def test_choosers_tell_nothing_foreign(attacker, image, document):
    for path in (
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={image.pk}",
        reverse("wagtailimages_chooser:select_format", args=[image.pk]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={document.pk}",
    ):
        assert MARK not in attacker.get(path).content.decode(), path


def test_sidebar_still_gets_its_pages(attacker, draft):
    answer = attacker.get("/admin/api/main/pages/?child_of=1&for_explorer=1")
    assert (answer.status_code, MARK in answer.content.decode()) == (200, False)


def test_several_pages_are_told_about_when_all_are_own(attacker, draft):
    own = make_draft(locale="en-ca", title="Maple draft")
    address = "/admin/choose-page/chosen-multiple/?id="
    answer = attacker.get(f"{address}{own.pk}&id={home_of('fr-ca').pk}")
    assert (answer.status_code, "Maple draft" in answer.content.decode()) == (200, True)
    for ids in (f"{draft.pk}", f"{own.pk}&id={draft.pk}", "1", "x"):
        answer = attacker.get(address + ids)
        assert (answer.status_code, MARK in answer.content.decode()) == (404, False)


def test_copying_to_a_foreign_page_does_not_name_it(attacker, draft):
    own = make_draft(locale="en-ca", title="Maple draft")
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(draft.pk)}
    answer = attacker.post(f"/admin/pages/{own.pk}/copy/", data)
    assert (answer.status_code, MARK in answer.content.decode()) == (404, False)
    assert (
        attacker.post(f"/admin/pages/{own.pk}/copy/", data | {"new_parent_page": str(own.get_parent().pk)}).status_code
        == 302
    )


# What a form takes


def test_foreign_hero_is_refused_and_not_named(attacker, image):
    for data in (article_form(hero=str(image.pk), hero_alt="A film"), article_form(hero=str(image.pk), title="")):
        answer = attacker.post(ADD.format(section_of("en-ca").pk), data)
        assert answer.status_code == 200
        assert answer.context["form"].errors["hero"] == [REFUSED]
        assert (MARK in answer.content.decode(), ArticlePage.objects.count()) == (False, 0)


def test_foreign_picture_in_a_body_is_refused_where_it_stands(attacker, image):
    data = article_form(("heading", "Kept words"), picture_block(image.pk))
    for sent in (data, data | {"body-0-value": ""}):  # The second has an error of its own as well.
        answer = attacker.post(ADD.format(section_of("en-ca").pk), sent)
        errors = answer.context["form"].errors["body"].as_data()
        assert [list(error.block_errors) for error in errors] == [[1]]
        assert errors[0].block_errors[1].block_errors["image"].messages == [REFUSED]
        assert (MARK in answer.content.decode(), ArticlePage.objects.count()) == (False, 0)
    assert "Kept words" in attacker.post(ADD.format(section_of("en-ca").pk), data).content.decode()


@pytest.mark.parametrize("kind", ["page", "document"])
def test_foreign_link_in_a_body_is_refused_and_not_named(attacker, draft, document, kind):
    named = {"page": draft, "document": document}[kind]
    answer = attacker.post(ADD.format(section_of("en-ca").pk), article_form(text_linking(kind, named.pk)))
    errors = answer.context["form"].errors["body"].as_data()
    assert errors[0].block_errors[0].messages == [REFUSED]
    text = answer.content.decode()
    assert ("Three patients." in text, MARK.lower() in text.lower()) == (True, False)
    assert ArticlePage.objects.exclude(pk=draft.pk).count() == 0


def test_preview_of_foreign_things_shows_none(attacker, image):
    page = make_draft(locale="en-ca", title="Maple draft")
    address = f"/admin/pages/{page.pk}/edit/preview/"
    answer = attacker.post(address, article_form(picture_block(image.pk), hero=str(image.pk), hero_alt="A film"))
    assert answer.json()["is_valid"] is False
    assert image.renditions.count() == 0


def test_foreign_lead_is_not_named_in_the_answer(attacker, draft):
    home = home_of("en-ca")
    data = {"title": "Canada", "slug": "en-ca", "standfirst": "", "lead": str(draft.pk)}
    data |= nested_form_data({"comments": inline_formset([])})
    answer = attacker.post(f"/admin/pages/{home.pk}/edit/", data)
    assert answer.context["form"].errors["lead"] == [REFUSED]
    assert MARK not in answer.content.decode()


def test_own_things_are_taken(canadian):
    picture = make_image(collection=of_country("ca"))
    linked = make_draft(locale="fr-ca", title="Erable")
    blocks = (
        picture_block(picture.pk),
        text_linking("page", linked.pk),
        text_linking("document", make_document("Maple protocol", "ca").pk),
    )
    data = article_form(*blocks, hero=str(picture.pk), hero_alt="A film")
    answer = canadian.post(ADD.format(section_of("en-ca").pk), data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(title="Maple").get_latest_revision_as_object()
    assert (page.hero_id, page.body[0].value["image"].pk) == (picture.pk, picture.pk)


def test_what_the_saved_page_has_already_stays(canadian, owner, image, document):
    page = make_draft(locale="en-ca", title="Maple")
    both = admin_client(owner)
    data = article_form(
        picture_block(image.pk), text_linking("document", document.pk), hero=str(image.pk), hero_alt="A film"
    )
    address = f"/admin/pages/{page.pk}/edit/"
    assert both.post(address, data).status_code == 302
    answer = canadian.post(address, data | {"standfirst": "Changed."})
    assert answer.status_code == 302, answer.context["form"].errors
    other = make_image(title=f"{MARK} other", collection=of_country("gb"))
    answer = canadian.post(address, data | {"hero": str(other.pk)})
    assert answer.context["form"].errors["hero"] == [REFUSED]


# Documents


def visitors() -> dict[str, Client]:
    clients = {"anonymous": Client(), "doctor": Client(), "member": Client()}
    clients["doctor"].force_login(make_doctor(country="au").user, backend=BACKEND)
    clients["member"].force_login(make_doctor(country="au", state="pending").user, backend=BACKEND)
    return clients


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def answers(document: EditionDocument, clients: dict[str, Client]) -> dict[str, int]:
    return {name: client.get(document.url).status_code for name, client in clients.items()}


def test_document_nobody_published_is_for_those_who_may_choose_it(owner, attacker, document):
    clients = visitors() | {"foreign": attacker, "own": admin_client(owner)}
    assert answers(document, clients) == {
        "anonymous": 404, "doctor": 404, "member": 404, "foreign": 404, "own": 200
    }  # fmt: skip
    moderator = admin_client(make_duty("moderator", "gb"))
    assert moderator.get(document.url).status_code == 404
    assert admin_client(owner).get(document.url)["Cache-Control"] == "private, no-store"


def test_document_of_a_public_page_is_public(owner, document, django_capture_on_commit_callbacks):
    page = publish_with_link(owner, document, EVERYONE, django_capture_on_commit_callbacks)
    answer = Client().get(document.url)
    assert (answer.status_code, b"".join(answer), answer.get("Cache-Control")) == (200, b"words", None)
    page.unpublish()
    assert answers(document, visitors()) == {"anonymous": 404, "doctor": 404, "member": 404}


def test_document_of_a_page_for_doctors_is_for_doctors(owner, document, django_capture_on_commit_callbacks):
    publish_with_link(owner, document, ALL_DOCTORS, django_capture_on_commit_callbacks)
    clients = visitors()
    assert answers(document, clients) == {"anonymous": 404, "doctor": 200, "member": 404}
    assert clients["doctor"].get(document.url)["Cache-Control"] == "private, no-store"


def test_document_of_a_hidden_section_is_hidden(owner, document, django_capture_on_commit_callbacks):
    page = publish_with_link(owner, document, EVERYONE, django_capture_on_commit_callbacks)
    page.get_parent().specific.unpublish()
    assert Client().get(document.url).status_code == 404


def test_draft_of_a_live_page_does_not_publish_a_document(owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_article(by=owner)
        later = make_document(f"{MARK} later", "gb")
        data = article_form(text_linking("document", later.pk), title=page.title, slug=page.slug)
        assert admin_client(owner).post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes) == (True, True)
    assert Client().get(later.url).status_code == 404


# Names of files


def test_picture_files_cannot_be_guessed():
    first, second = make_image(), make_image()
    renditions = [item.get_rendition("width-640") for item in (first, second, first)]
    names = {item.file.name for item in [first, second, *renditions]}
    assert len(names) == 4
    assert {bool(re.fullmatch(r"(original_images|images)/[0-9a-f]{20}-.+", name)) for name in names} == {True}
    assert Client().get(renditions[0].url).status_code == 200


def test_long_names_of_pictures_fit():
    image = make_image()
    name = image.get_upload_to("x" * 200 + ".png")
    assert (len(name) <= 95, name.endswith(".png")) == (True, True)
