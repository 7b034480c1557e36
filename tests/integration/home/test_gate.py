"""Attacks on the gate: each way by which Wagtail or plain code could make unapproved words public."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_page import CreatePageAction
from wagtail.actions.edit_page import EditPageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from community.doctors.duties import end_duty
from home.articles.models import ArticlePage
from home.workflow.actions import approve, approve_and_publish, publish_structure
from home.workflow.models import Approval
from home.workflow.tasks import keep_schedule
from portal.kit.errors import DomainError, Invalid, NotAllowed
from portal.kit.models import AuditEntry
from tests.factories.admin import admin_client
from tests.factories.doctors import make_duty
from tests.factories.home import home_of, make_article, make_draft, make_editor, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_editor("gb")


@pytest.fixture
def draft(editor):
    return make_draft(by=editor)


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def refused(code: str):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


# Allowed


def test_editor_of_the_country_publishes_once(draft, editor):
    revision = draft.get_latest_revision()
    assert approve_and_publish(page=draft, revision=revision, by=editor) is True
    assert approve_and_publish(page=draft, revision=revision, by=editor) is False
    assert (is_live(draft), Approval.objects.filter(page=draft).count()) == (True, 1)
    assert AuditEntry.objects.filter(action="page.approved", subject=f"page:{draft.pk}").count() == 1


def test_live_page_can_be_saved_unchanged(editor):
    page = make_article(by=editor)
    ArticlePage.objects.get(pk=page.pk).save()
    Page.objects.get(pk=page.pk).save()


def test_draft_beside_a_live_page_is_free(editor):
    page = make_article(by=editor)
    page.title = "Not approved"
    page.save_revision(user=editor)
    page.refresh_from_db()
    assert (page.live, page.title, page.draft_title) == (True, page.title, "Not approved")
    assert page.title != "Not approved"


# Refused: people


@pytest.mark.parametrize(
    ("kind", "country"),
    [("editor", "au"), ("regional_manager", "gb"), ("medical_reviewer", "gb"), ("administrator", "")],
)
def test_nobody_else_approves(draft, kind, country):
    other = make_duty(kind, country)
    for _ in range(2):
        with refused("not-an-editor"):
            approve_and_publish(page=draft, revision=draft.get_latest_revision(), by=other)
    assert (is_live(draft), Approval.objects.filter(page=draft).count()) == (False, 0)


def test_ended_duty_approves_nothing(draft, editor):
    end_duty(duty=editor.duties.get(), by=None, reason="left")
    with refused("not-an-editor"):
        approve_and_publish(page=draft, revision=draft.get_latest_revision(), by=editor)


def test_approval_of_another_pages_revision(draft, editor):
    other = make_draft(by=editor)
    with refused("foreign-revision"):
        approve(page=draft, revision=other.get_latest_revision(), by=editor)


# Refused: code


def test_publishing_a_revision_without_approval(draft, editor):
    with refused("unapproved"):
        draft.get_latest_revision().publish(user=editor)
    with refused("unapproved"):
        draft.get_latest_revision().publish(user=None, skip_permission_checks=True)
    assert not is_live(draft)


def test_setting_live_and_saving(draft):
    for page in (ArticlePage.objects.get(pk=draft.pk), Page.objects.get(pk=draft.pk)):
        page.live = True
        with refused("unapproved"):
            page.save()
        with refused("unapproved"):
            page.save(update_fields=["live"])
    assert not is_live(draft)


def test_pointing_at_an_approved_revision_of_another_page(draft, editor):
    other = make_article(by=editor)
    for page in (ArticlePage.objects.get(pk=draft.pk), Page.objects.get(pk=draft.pk)):
        page.live, page.live_revision_id = True, other.live_revision_id
        with refused("unapproved"):
            page.save()


def test_changing_a_live_page_without_a_revision(editor):
    article = make_article(by=editor)
    for page in (ArticlePage.objects.get(pk=article.pk), Page.objects.get(pk=article.pk)):
        page.title = "Not approved"
        with refused("not-what-was-approved"):
            page.save()
        with refused("not-what-was-approved"):
            page.save(update_fields=["title"])
    body = ArticlePage.objects.get(pk=article.pk)
    body.body = [("heading", "Not approved")]
    with refused("not-what-was-approved"):
        body.save()
    assert Page.objects.get(pk=article.pk).title == article.title


def test_widening_the_audience_of_a_live_page(editor):
    from tests.factories.home import make_doctors_article

    page = make_doctors_article(by=editor)
    page.audience_public = True
    with refused("not-what-was-approved"):
        page.save()


def test_inserting_a_live_page(editor):
    page = ArticlePage(title="Live from birth", standfirst="A start.", live=True, locale=section_of().locale)
    with refused("unapproved"):
        section_of().add_child(instance=page)


def test_new_page_starts_as_a_draft(editor):
    page = section_of().add_child(instance=ArticlePage(title="New", standfirst="A start.", locale=section_of().locale))
    assert not is_live(page)


def test_api_style_actions(draft, editor):
    with refused("unapproved"):
        EditPageAction(draft, user=editor, publish=True).execute()
    page = ArticlePage(title="By API", standfirst="A start.", locale=section_of().locale)
    with pytest.raises((DomainError, ValidationError)):
        CreatePageAction(page, user=editor, parent=section_of(), publish=True).execute()
    assert not Page.objects.filter(live=True, title="By API").exists()


def test_copy_that_stays_live(editor):
    page = make_article(by=editor)
    with refused("unapproved"):
        CopyPageAction(page, to=section_of(slug="opinion"), keep_live=True, user=editor).execute()
    with refused("unapproved"):
        page.copy(update_attrs={"slug": "copy"}, keep_live=True)


def test_copy_as_draft_is_free_and_has_its_own_key(editor):
    page = make_article(by=editor)
    copied = page.copy(update_attrs={"slug": "copy"}, keep_live=False, user=editor)
    assert (is_live(copied), copied.key == page.key, Approval.objects.filter(page=copied).count()) == (False, False, 0)
    with refused("unapproved"):
        copied.get_latest_revision().publish(user=editor)


def test_alias(draft, editor):
    for page in (draft, make_article(by=editor)):
        with refused("alias"):
            page.create_alias(update_slug="alias")
    assert not Page.objects.filter(slug="alias").exists()


def test_translation_is_a_draft(editor):
    page = make_article(by=editor)
    section = section_of()
    target = home_of("en-ie")
    section.copy_for_translation(target.locale)
    translated = page.copy_for_translation(target.locale)
    assert not is_live(translated)
    assert Page.find_problems() == ([],) * 5


def test_move_to_another_edition(editor):
    page = make_article(by=editor)
    both = make_duty("editor", "au", user=editor)
    with refused("other-edition"):
        MovePageAction(page, section_of("en-au"), pos="last-child", user=None).execute()
    with refused("other-edition"):
        page.move(section_of("en-au"), pos="last-child")
    answer = admin_client(both).post(f"/admin/pages/{page.pk}/move/{section_of('en-au').pk}/confirm/")
    assert answer.status_code in {302, 403}
    page.refresh_from_db()
    assert page.address.startswith("/en-gb/")


def test_structure_is_laid_out_once_and_only_structure(draft, editor):
    with refused("not-structure"):
        publish_structure(page=draft)
    home = home_of()
    home.standfirst = "Not approved"
    home.save_revision(user=editor)
    assert publish_structure(page=home) is False
    assert home_of().standfirst == ""


# Refused: the admin


def test_bulk_publish(draft, editor):
    client = admin_client(editor)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/"
    assert client.post(address, {"include_descendants": "on"}).status_code == 302
    assert not is_live(draft)


def test_bulk_publish_without_the_polite_hook(draft, editor):
    from wagtail.admin.views.pages.bulk_actions import PublishBulkAction

    with refused("unapproved"):
        PublishBulkAction.execute_action([draft], user=editor)


@pytest.mark.parametrize("box", ["publish_copies", "alias"])
def test_copying_live_from_the_admin(editor, box):
    page = make_article(by=editor)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": section_of().pk, box: "on"}
    assert admin_client(editor).post(f"/admin/pages/{page.pk}/copy/", data).status_code == 302
    assert not Page.objects.filter(slug="copy").exists()


def test_regional_manager_has_no_publish_button(draft):
    manager = make_duty("regional_manager", "gb")
    client = admin_client(manager)
    assert b"action-publish" not in client.get(f"/admin/pages/{draft.pk}/edit/").content
    assert b"action-publish" in admin_client(make_editor("gb")).get(f"/admin/pages/{draft.pk}/edit/").content


@pytest.mark.parametrize("action", ["delete", "move", "unpublish", "copy"])
def test_a_country_home_cannot_be_taken_away(editor, action):
    assert admin_client(editor).get(f"/admin/pages/{home_of().pk}/{action}/").status_code in {302, 403}
    assert home_of().permissions_for_user(editor).can_publish()


def test_privacy_settings_of_wagtail_are_shut(editor):
    page = make_article(by=editor)
    assert admin_client(editor).get(f"/admin/pages/{page.pk}/privacy/").status_code in {302, 403}


# Time


def test_schedule_needs_and_keeps_the_approval(draft, editor):
    draft.go_live_at = timezone.now() + timedelta(hours=2)
    draft.title = "Approved for later"
    revision = draft.save_revision(user=editor)
    assert approve_and_publish(page=draft, revision=revision, by=editor) is True
    assert approve_and_publish(page=draft, revision=revision, by=editor) is False
    later = ArticlePage.objects.get(pk=draft.pk)
    later.title = "Edited after approval"
    later.save_revision(user=editor)
    keep_schedule(None)
    assert not is_live(draft)
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        keep_schedule(None)
        keep_schedule(None)
    page = Page.objects.get(pk=draft.pk)
    assert (page.live, page.title) == (True, "Approved for later")


def test_schedule_without_approval_never_fires(draft, editor):
    good = make_draft(by=editor)
    for page in (draft, good):
        page.go_live_at = timezone.now() + timedelta(hours=1)
    unapproved = draft.save_revision(user=editor)
    unapproved.approved_go_live_at = draft.go_live_at
    unapproved.save()
    approve_and_publish(page=good, revision=good.save_revision(user=editor), by=editor)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        keep_schedule(None)
        assert (is_live(draft), is_live(good)) == (False, True)
        with pytest.raises(NotAllowed):
            call_command("publish_scheduled")


def test_expiry_takes_down(editor):
    page = make_draft(by=editor)
    page.expire_at = timezone.now() + timedelta(hours=1)
    approve_and_publish(page=page, revision=page.save_revision(user=editor), by=editor)
    assert is_live(page)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        keep_schedule(None)
    assert not is_live(page)


# Workflows, which the next issue gives tasks of their own


@pytest.fixture
def workflow(editor):
    flow = Workflow.objects.create(name="Review")
    for order in (1, 2):
        task = GroupApprovalTask.objects.create(name=f"Step {order}")
        task.groups.set(editor.groups.all())
        WorkflowTask.objects.create(workflow=flow, task=task, sort_order=order)
    return flow


def test_finished_workflow_publishes_what_every_task_approved(draft, editor, workflow):
    state = workflow.start(draft, editor)
    state.current_task_state.approve(user=editor)
    assert not is_live(draft)
    state.refresh_from_db()
    state.current_task_state.approve(user=editor)
    assert (is_live(draft), Approval.objects.get(page=draft).step) == (True, "workflow")


def test_edit_after_a_step_asks_that_step_again(draft, editor, workflow):
    state = workflow.start(draft, editor)
    state.current_task_state.approve(user=editor)
    draft.title = "Edited in between"
    draft.save_revision(user=editor)
    state.refresh_from_db()
    with pytest.raises((NotAllowed, Invalid)):
        state.finish(user=editor)
    assert not is_live(draft)
