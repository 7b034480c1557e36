"""The probe: what an editor of one country finds of another's work in the admin, at every address it has."""

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Collection, Page

from home.editions.models import EditionDocument
from home.workflow.actions import approve_and_publish
from tests.factories.admin import admin_client
from tests.factories.doctors import make_duty
from tests.factories.home import home_of, make_article, make_draft, make_editor, make_image, section_of

pytestmark = pytest.mark.django_db

MARK = "Quokka"


@pytest.fixture
def foreign(django_capture_on_commit_callbacks):
    """Australian work with a word in it that nothing British has."""
    collection = Collection.objects.get(name__startswith="au:")
    editor = make_editor("au", byline=f"{MARK} Byline")
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_draft(locale="en-au", title=f"{MARK} draft", by=editor)
        live = make_article(locale="en-au", title=f"{MARK} live", by=editor)
        image = make_image(title=f"{MARK} image", collection=collection)
        document = EditionDocument.objects.create(
            title=f"{MARK} document", file=ContentFile(b"x", name="quokka.txt"), collection=collection
        )
    revision = live.get_latest_revision()
    return {
        "page": draft.pk,
        "live": live.pk,
        "section": section_of("en-au").pk,
        "home": home_of("en-au").pk,
        "image": image.pk,
        "document": document.pk,
        "collection": collection.pk,
        "revision": revision.pk,
        "user": editor.pk,
    }


@pytest.fixture
def editor():
    return make_editor("gb")


def patterns(resolver: URLResolver, prefix: str = ""):
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def admin_routes() -> list[str]:
    """Return the admin's addresses without variables, from the resolver itself."""
    found = []
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and str(resolver.pattern) == "admin/":
            found += list(patterns(resolver, "/admin/"))
    return sorted({route for route in found if not set(route) & set("<>()[]^$\\?+*")} - {"/admin/logout/"})


WITH_NUMBERS = [
    "/admin/pages/{page}/", "/admin/pages/{home}/", "/admin/pages/{section}/", "/admin/pages/{page}/edit/",
    "/admin/pages/{live}/edit/", "/admin/pages/{page}/view_draft/", "/admin/pages/{live}/history/",
    "/admin/pages/{live}/usage/", "/admin/pages/{live}/copy/", "/admin/pages/{live}/move/",
    "/admin/pages/{live}/delete/", "/admin/pages/{live}/unpublish/", "/admin/pages/{live}/privacy/",
    "/admin/pages/{live}/revisions/compare/{revision}...live/", "/admin/pages/{live}/revisions/{revision}/view/",
    "/admin/pages/{live}/revisions/{revision}/revert/", "/admin/pages/{page}/edit/preview/",
    "/admin/pages/{page}/workflow/status/", "/admin/pages/{page}/lock/",
    "/admin/pages/add/articles/articlepage/{section}/", "/admin/pages/add/articles/articlepage/{section}/preview/",
    "/admin/pages/{section}/results/", "/admin/pages/search/?q=quokka", "/admin/pages/search/results/?q=quokka",
    "/admin/choose-page/?allow_external_link=true", "/admin/choose-page/{home}/", "/admin/choose-page/{section}/",
    "/admin/choose-page/search/?q=quokka", "/admin/images/?q=quokka", "/admin/images/{image}/",
    "/admin/images/{image}/delete/", "/admin/images/usage/{image}/", "/admin/images/{image}/preview/width-100/",
    "/admin/images/{image}/generate_url/width-100/", "/admin/images/chooser/?q=quokka",
    "/admin/images/chooser/{image}/", "/admin/images/?collection_id={collection}",
    "/admin/documents/?q=quokka", "/admin/documents/edit/{document}/", "/admin/documents/delete/{document}/",
    "/admin/documents/usage/{document}/", "/admin/documents/chooser/?q=quokka",
    "/admin/documents/chooser/{document}/", "/admin/documents/?collection_id={collection}",
    "/admin/collections/{collection}/", "/admin/users/", "/admin/users/{user}/", "/admin/groups/",
    "/admin/reports/site-history/", "/admin/reports/site-history/?export=csv", "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/", "/admin/reports/aging-pages/", "/admin/reports/aging-pages/?export=csv",
    "/admin/reports/page-types-usage/", "/admin/workflows/list/", "/admin/workflows/task_chooser/",
    "/admin/tag-autocomplete/?term=quo", "/admin/redirects/", "/admin/sites/", "/admin/locales/",
    "/admin/bulk/wagtailcore/page/delete/?id={live}", "/admin/bulk/wagtailcore/page/move/?id={live}",
    "/admin/bulk/wagtailcore/page/unpublish/?id={live}", "/admin/bulk/wagtailcore/page/publish/?id={page}",
    "/admin/bulk/wagtailcore/page/delete/?id=all&childOf=1", "/admin/bulk/wagtailcore/page/delete/?id=all",
    "/admin/bulk/wagtailcore/page/delete/?id=x", "/admin/bulk/doctors/user/delete/?id=1", "/admin/bulk/a/b/c/?id=1", "/admin/bulk/editions/editionimage/delete/?id=all",
    "/admin/bulk/editions/editionimage/delete/?id={image}",
    "/admin/bulk/editions/editiondocument/delete/?id={document}",
]  # fmt: skip


def test_the_probe_finds_routes():
    assert len(admin_routes()) > 30


@pytest.mark.slow
def test_no_address_of_the_admin_names_foreign_work(foreign, editor):
    client = admin_client(editor)
    client.raise_request_exception = False
    leaks, faults = [], []
    for path in admin_routes() + [path.format(**foreign) for path in WITH_NUMBERS]:
        answer = client.get(path)
        text = (
            b"".join(answer).decode(errors="replace") if answer.streaming else answer.content.decode(errors="replace")
        )
        if MARK in text:
            leaks.append(path)
        if answer.status_code >= 500:
            faults.append(path)
    assert (leaks, faults) == ([], [])


def test_the_probe_would_see_a_leak(foreign):
    text = admin_client(make_editor("au")).get(f"/admin/pages/{foreign['section']}/").content.decode()
    assert MARK in text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/admin/pages/{page}/edit/", {"title": "Taken", "action-publish": "1"}),
        ("/admin/pages/{live}/unpublish/", {}),
        ("/admin/pages/{live}/delete/", {}),
        ("/admin/pages/{live}/copy/", {"new_title": "Copy", "new_slug": "copy"}),
        ("/admin/pages/add/articles/articlepage/{section}/", {"title": "Planted", "slug": "planted"}),
        ("/admin/images/{image}/", {"title": "Taken"}),
        ("/admin/images/{image}/delete/", {}),
        ("/admin/documents/edit/{document}/", {"title": "Taken"}),
        ("/admin/documents/delete/{document}/", {}),
        ("/admin/bulk/wagtailcore/page/delete/?id={live}", {}),
        ("/admin/bulk/wagtailcore/page/unpublish/?id={live}", {}),
        ("/admin/bulk/editions/editionimage/delete/?id={image}", {}),
    ],
)
def test_foreign_work_cannot_be_changed(foreign, editor, path, data):
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision_id"))
    answer = admin_client(editor).post(path.format(**foreign), data)
    assert answer.status_code in {302, 403, 404, 200}
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision_id")) == before
    assert EditionDocument.objects.filter(title=f"{MARK} document").exists()


def test_own_work_cannot_be_moved_into_a_foreign_section(foreign, editor):
    page = make_article(by=editor)
    admin_client(editor).post(f"/admin/pages/{page.pk}/move/{foreign['section']}/confirm/")
    page.refresh_from_db()
    assert page.address.startswith("/en-gb/")


def test_nothing_is_uploaded_into_a_foreign_collection(foreign, editor):
    data = {"title": "Planted", "file": ContentFile(b"%PDF-1.4", name="p.pdf"), "collection": foreign["collection"]}
    admin_client(editor).post("/admin/documents/add/", data)
    # With one collection to choose from, Wagtail takes that one whatever the form says.
    assert EditionDocument.objects.get(title="Planted").collection.name.startswith("gb:")
    two = make_duty("editor", "ie", user=make_editor("gb"))
    data["file"] = ContentFile(b"%PDF-1.4", name="p.pdf")
    assert admin_client(two).post("/admin/documents/add/", data).status_code == 200
    assert EditionDocument.objects.filter(title="Planted").count() == 1


def test_lead_must_be_of_the_own_edition(foreign, editor):
    home = home_of()
    home.lead_id = foreign["live"]
    with pytest.raises(Exception, match="this edition"):
        approve_and_publish(page=home, revision=home.save_revision(user=editor), by=editor)


def test_own_pages_can_be_deleted_in_bulk(editor):
    pages = [make_article(by=editor) for _ in range(2)]
    address = "/admin/bulk/wagtailcore/page/delete/?" + "&".join(f"id={page.pk}" for page in pages)
    client = admin_client(editor)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert not Page.objects.filter(pk__in=[page.pk for page in pages]).exists()


def test_editor_of_two_countries_sees_both(foreign):
    both = make_editor("gb")
    make_duty("editor", "au", user=both)
    assert MARK in admin_client(both).get(f"/admin/pages/{foreign['section']}/").content.decode()
