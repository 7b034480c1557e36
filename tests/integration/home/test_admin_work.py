"""An editor's day in the admin: find, create, edit, publish, unpublish, move, upload."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.articles.models import ArticlePage
from home.editions.models import EditionDocument, EditionImage
from home.workflow.models import Approval
from portal.kit.audience import Audience
from tests.factories.admin import admin_client
from tests.factories.home import home_of, make_article, make_draft, make_editor, section_of

pytestmark = pytest.mark.django_db


def article_form(title: str, **changes) -> dict[str, str]:
    data = nested_form_data(
        {
            "title": title,
            "slug": title.lower().replace(" ", "-"),
            "standfirst": "Who benefits, and who is misled.",
            "byline": "Amara Okafor",
            "hero": "",
            "hero_alt": "",
            "body": streamfield(
                [
                    ("text", rich_text("<p>Three patients.</p>", features=["bold", "italic"])),
                    ("quote", {"text": "I would ask a colleague.", "attribution": "A consultant"}),
                    ("heading", "What we looked for"),
                ]
            ),
            "audience_public": "False",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
        }
    )
    data["specialties"] = ["cardiology"]
    return data | changes


@pytest.fixture
def editor():
    return make_editor("gb")


@pytest.fixture
def admin(editor):
    return admin_client(editor)


PAGES = [
    "/admin/",
    "/admin/pages/{home}/",
    "/admin/pages/{section}/",
    "/admin/pages/add/articles/articlepage/{section}/",
    "/admin/pages/{article}/edit/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{article}/history/",
    "/admin/pages/{article}/move/",
    "/admin/pages/{article}/copy/",
    "/admin/pages/{article}/unpublish/",
    "/admin/pages/{article}/delete/",
    "/admin/pages/{article}/usage/",
    "/admin/pages/{article}/view_draft/",
    "/admin/pages/search/?q=echo",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/documents/add/",
    "/admin/images/chooser/",
    "/admin/documents/chooser/",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=echo",
    "/admin/reports/aging-pages/",
]


def test_pages_of_the_admin_open(admin, editor):
    article = make_article(by=editor)
    numbers = {"home": home_of().pk, "section": section_of().pk, "article": article.pk}
    answers = {path: admin.get(path.format(**numbers)).status_code for path in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)


def test_search_finds_own_pages(admin, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_article(by=editor, title="Echo at home")
        make_article(locale="en-au", title="Echo in the outback")
    content = admin.get("/admin/pages/search/?q=echo").content.decode()
    assert ("Echo at home" in content, "Echo in the outback" in content) == (True, False)


def test_create_draft(admin):
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{section_of().pk}/", article_form("Echo at home"))
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(title="Echo at home")
    assert (page.live, page.audience, page.specialty_codes) == (False, Audience(), ("cardiology",))
    assert Approval.objects.filter(page=page).count() == 0


def test_create_and_publish(admin, editor, client):
    data = article_form("Echo at home", audience_public="True") | {"action-publish": "action-publish"}
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{section_of().pk}/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(title="Echo at home")
    approval = Approval.objects.get(page=page)
    assert page.live
    assert (approval.revision_id, approval.approved_by, approval.country) == (page.live_revision_id, editor, "gb")
    assert b"Three patients." in client.get(page.address).content


def test_edit_then_publish_asks_for_a_new_approval(admin, editor):
    page = make_article(by=editor, title="Echo at home", slug="echo-at-home")
    address = f"/admin/pages/{page.pk}/edit/"
    assert admin.post(address, article_form("Echo at home", standfirst="Changed.")).status_code == 302
    page.refresh_from_db()
    assert page.standfirst == "Who benefits, and who is misled."
    data = article_form("Echo at home", standfirst="Changed.") | {"action-publish": "action-publish"}
    assert admin.post(address, data).status_code == 302
    page.refresh_from_db()
    assert (page.standfirst, page.live) == ("Changed.", True)
    assert Approval.objects.filter(page=page).count() == 2


def test_unpublish_and_publish_again(admin, editor, client):
    page = make_article(by=editor, title="Echo at home", slug="echo-at-home")
    assert admin.post(f"/admin/pages/{page.pk}/unpublish/").status_code == 302
    assert client.get(page.address).status_code == 404
    data = article_form("Echo at home", audience_public="True") | {"action-publish": "action-publish"}
    assert admin.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    assert client.get(page.address).status_code == 200


def test_move_inside_the_edition(admin, editor, client):
    page = make_article(by=editor)
    target = section_of(slug="opinion")
    assert admin.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/").status_code == 302
    page.refresh_from_db()
    assert page.address == f"/en-gb/opinion/{page.slug}/"
    assert client.get(page.address).status_code == 200
    assert Page.find_problems() == ([],) * 5


def test_delete(admin, editor, client):
    page = make_article(by=editor)
    assert admin.post(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert client.get(page.address).status_code == 404
    assert Page.find_problems() == ([],) * 5


def test_upload_image_and_document(admin):
    collection = Collection.objects.get(name__startswith="gb:")
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    picture = SimpleUploadedFile("film.png", data.getvalue(), "image/png")
    answer = admin.post("/admin/images/add/", {"title": "Film", "file": picture, "collection": collection.pk})
    assert (answer.status_code, EditionImage.objects.get().collection) == (302, collection)
    text = SimpleUploadedFile("protocol.pdf", b"%PDF-1.4", "application/pdf")
    answer = admin.post("/admin/documents/add/", {"title": "Protocol", "file": text, "collection": collection.pk})
    assert (answer.status_code, EditionDocument.objects.get().collection) == (302, collection)
    document = EditionDocument.objects.get()
    assert admin.get(document.url).status_code == 200
    assert admin.get(f"/media/{document.file.name}").status_code == 404


def test_picture_needs_words(admin, editor):
    from tests.factories.home import make_image

    picture = make_image(collection=Collection.objects.get(name__startswith="gb:"))
    data = article_form("Echo at home", hero=str(picture.pk)) | {"action-publish": "action-publish"}
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{section_of().pk}/", data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["hero_alt"]


def test_public_page_cannot_be_limited(admin):
    data = article_form("Echo at home", audience_public="True") | {"audience_countries": ["gb"]}
    answer = admin.post(f"/admin/pages/add/articles/articlepage/{section_of().pk}/", data)
    assert list(answer.context["form"].errors) == ["audience_public"]


def test_audience_boxes_are_kept(admin, editor):
    data = article_form("Echo at home") | {"audience_countries": ["gb", "ie"], "audience_specialties": ["cardiology"]}
    admin.post(f"/admin/pages/add/articles/articlepage/{section_of().pk}/", data)
    page = ArticlePage.objects.get(title="Echo at home")
    assert page.audience == Audience(countries=frozenset({"gb", "ie"}), specialties=frozenset({"cardiology"}))
    form = admin.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    assert form["audience_countries"].value() == ["gb", "ie"]


def test_preview_of_a_page_that_is_not_saved_yet(admin):
    address = f"/admin/pages/add/articles/articlepage/{section_of().pk}/preview/"
    assert json.loads(admin.post(address, article_form("Echo at home")).content)["is_valid"]
    text = admin.get(address).content.decode()
    assert ("Echo at home" in text, "Three patients." in text) == (True, True)


@pytest.mark.parametrize("what", ["article", "home", "section"])
def test_preview_of_an_edit(admin, editor, what):
    article = make_article(by=editor, title="Echo at home", slug="echo-at-home")
    page = {"article": article, "home": home_of(), "section": section_of()}[what]
    address = f"/admin/pages/{page.pk}/edit/preview/"
    data = article_form("Edited words", slug=page.slug) if what == "article" else {
        "title": "Edited words", "slug": page.slug, "standfirst": "", "seo_title": "", "search_description": "",
        "lead": "", "go_live_at": "", "expire_at": "", **nested_form_data({"comments": inline_formset([])}),
    }  # fmt: skip
    answer = json.loads(admin.post(address, data).content)
    assert answer["is_valid"], answer
    assert "Edited words" in admin.get(address).content.decode()


def test_autosave_answers_json(admin, editor):
    page = make_draft(by=editor, title="Echo at home")
    data = article_form("Echo at home", slug=page.slug)
    answer = admin.post(f"/admin/pages/{page.pk}/edit/", data, headers={"Accept": "application/json"})
    assert (answer.status_code, json.loads(answer.content)["success"]) == (200, True)


def test_block_identities_survive_an_edit(admin, editor):
    page = make_article(by=editor, title="Echo at home", slug="echo-at-home")
    before = [block.id for block in page.body]
    page.standfirst = "Changed."
    revision = page.save_revision(user=editor)
    assert [block.id for block in revision.as_object().body] == before
