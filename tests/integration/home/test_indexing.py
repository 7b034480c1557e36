"""An article is in the index exactly while somebody may find it, whatever Wagtail did to it or to what is above it."""

import pytest
from wagtail.models import Page

from home.articles.documents import ArticleSource, key_of
from home.articles.models import ArticlePage
from home.workflow.actions import approve_and_publish
from portal.kit.audience import ALL_DOCTORS, EVERYONE
from portal.kit.viewers import ANONYMOUS
from search import registry
from search.models import Entry
from tests.factories.doctors import make_doctor, viewer_of
from tests.factories.home import make_article, make_doctors_article, make_draft, make_editor, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor("gb")


def indexed() -> dict[str, str]:
    return dict(Entry.objects.filter(kind="article", removed=False).values_list("key", "url"))


def test_source_is_registered():
    assert isinstance(registry.source_of("article:x"), ArticleSource)


def test_document_holds_what_readers_see(editor):
    page = make_article(by=editor, title="Handheld echo")
    [document] = ArticleSource().documents([key_of(page)])
    assert (document.title, document.summary, document.url) == ("Handheld echo", page.standfirst, page.address)
    assert (document.language, document.country, document.specialties) == ("en", "gb", ("cardiology",))
    assert (document.status, document.audience, dict(document.facts)) == (
        "published",
        EVERYONE,
        {"byline": "Amara Okafor"},
    )
    assert "Three patients had a fever" in document.body
    assert str(editor.pk) not in repr(document)


def test_published_page_is_indexed_and_a_draft_is_not(editor):
    make_draft(by=editor)
    page = make_article(by=editor)
    assert indexed() == {key_of(page): page.address}


def test_edit_changes_the_entry_only_when_published(editor):
    page = make_article(by=editor, title="Before")
    page.title = "After"
    revision = page.save_revision(user=editor)
    assert Entry.objects.get(key=key_of(page)).title == "Before"
    approve_and_publish(page=page, revision=revision, by=editor)
    assert Entry.objects.get(key=key_of(page)).title == "After"


def test_audience_change_reaches_the_entry(editor):
    page = make_article(by=editor)
    page.audience = ALL_DOCTORS
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    assert Entry.objects.get(key=key_of(page)).audience_public is False


def test_unpublish_and_publish_again(editor):
    page = make_article(by=editor)
    page.unpublish()
    assert indexed() == {}
    page = ArticlePage.objects.get(pk=page.pk)
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    assert indexed() == {key_of(page): page.address}


def test_move(editor):
    page = make_article(by=editor)
    page.move(section_of(slug="opinion"), pos="last-child")
    assert indexed() == {key_of(page): f"/en-gb/opinion/{page.slug}/"}


def test_new_slug(editor):
    page = make_article(by=editor)
    page.slug = "another"
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    assert indexed() == {key_of(page): "/en-gb/innovation/another/"}


def test_section_renamed(editor, django_capture_on_commit_callbacks):
    page = make_article(by=editor)
    section = section_of()
    section.slug = "news"
    with django_capture_on_commit_callbacks(execute=True):
        approve_and_publish(page=section, revision=section.save_revision(user=editor), by=editor)
    assert indexed() == {key_of(page): f"/en-gb/news/{page.slug}/"}


def test_section_unpublished_and_published(editor):
    page = make_article(by=editor)
    section = section_of()
    section.unpublish()
    assert indexed() == {}
    section = section_of()
    approve_and_publish(page=section, revision=section.save_revision(user=editor), by=editor)
    assert indexed() == {key_of(page): page.address}


@pytest.mark.parametrize("what", ["article", "base page", "section"])
def test_delete(editor, what):
    page = make_article(by=editor)
    victim = {"article": page, "base page": Page.objects.get(pk=page.pk), "section": section_of()}[what]
    victim.delete()
    assert indexed() == {}
    assert Page.find_problems() == ([],) * 5


def test_refused_publication_leaves_the_index_alone(editor):
    draft = make_draft(by=editor)
    with pytest.raises(Exception, match="unapproved"):
        draft.get_latest_revision().publish()
    assert indexed() == {}


def test_keys_come_in_order_and_from_a_point(editor):
    keys = sorted(key_of(make_article(by=editor)) for _ in range(3))
    make_draft(by=editor)
    source = ArticleSource()
    assert list(source.keys()) == keys
    assert list(source.keys(after=keys[0])) == keys[1:]


def test_visible_is_the_last_word(editor, django_assert_num_queries):
    public, closed = make_article(by=editor), make_doctors_article(by=editor)
    hidden, draft = make_article(by=editor, section="opinion"), make_draft(by=editor)
    section_of(slug="opinion").unpublish()
    keys = [key_of(page) for page in (public, closed, hidden, draft)] + ["article:rubbish"]
    source = ArticleSource()
    with django_assert_num_queries(1):
        assert source.visible(ANONYMOUS, keys) == {key_of(public)}
    assert source.visible(viewer_of(make_doctor(country="nz")), keys) == {key_of(public), key_of(closed)}


def test_copy_is_another_item(editor):
    page = make_article(by=editor)
    copied = page.copy(update_attrs={"slug": "copy"}, keep_live=False, user=editor)
    approve_and_publish(page=copied, revision=copied.get_latest_revision(), by=editor)
    assert set(indexed()) == {key_of(page), key_of(ArticlePage.objects.get(pk=copied.pk))}
