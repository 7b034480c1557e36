"""Each verb allowed and refused, done once and done twice, and what it leaves behind."""

import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.cases import actions
from community.cases.checking import Refused
from community.cases.content import read
from community.cases.models import Case, CaseRevision
from community.discussion.actions import withdraw_reply
from community.discussion.models import Follow, Thread
from portal.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from portal.kit.models import AuditEntry
from search.models import Entry
from tests.factories.cases import make_case, make_content, make_draft, make_published, make_reply, make_withdrawn
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db

PHONE = "Ring his daughter on 020 7946 0958 please."


def audited(case: Case) -> list[str]:
    return list(AuditEntry.objects.filter(subject=f"case:{case.pk}").order_by("pk").values_list("action", flat=True))


def found(case: Case) -> list[str]:
    """The keys of the case's live entries: whole first, then replies."""
    live = Entry.objects.filter(key__startswith=f"case:{case.pk}", removed=False)
    return sorted(live.values_list("key", flat=True))


class TestDrafts:
    def test_first_save_makes_the_draft_and_the_next_changes_it(self):
        doctor, token, page = make_doctor(), uuid.uuid4(), uuid.uuid4()
        first = actions.save_draft(by=doctor, token=token, page=page, content=make_content(title="One"))
        second = actions.save_draft(by=doctor, token=token, page=page, version=1, content=make_content(title="Two"))
        assert (first.pk, first.version, second.version) == (second.pk, 1, 2)
        assert [(case.title, case.state) for case in Case.objects.all()] == [("Two", "draft")]

    def test_the_same_text_again_changes_nothing(self):
        doctor, token, content = make_doctor(), uuid.uuid4(), make_content()
        for _again in range(3):
            case = actions.save_draft(by=doctor, token=token, content=content)
        assert (case.version, Case.objects.count()) == (1, 1)

    def test_second_tab_never_overwrites_and_both_texts_are_kept(self):
        doctor, token = make_doctor(), uuid.uuid4()
        left, right = uuid.uuid4(), uuid.uuid4()
        actions.save_draft(by=doctor, token=token, page=left, content=make_content(title="Base"))
        actions.save_draft(by=doctor, token=token, page=left, version=1, content=make_content(title="Left"))
        mine = make_content(title="Right")
        with pytest.raises(Conflict) as refused:
            actions.save_draft(by=doctor, token=token, page=right, version=1, content=mine)
        assert refused.value.code == "other-page"
        for _again in range(2):
            actions.keep_apart(by=doctor, page=right, content=mine)
        assert sorted(Case.objects.values_list("title", flat=True)) == ["Left", "Right"]

    def test_a_save_still_on_its_way_is_no_conflict(self):
        doctor, token, page = make_doctor(), uuid.uuid4(), uuid.uuid4()
        actions.save_draft(by=doctor, token=token, page=page, content=make_content(title="Typed"))
        case = actions.save_draft(by=doctor, token=token, page=page, version=0, content=make_content(title="Sent"))
        assert (case.title, case.version) == ("Sent", 2)

    def test_somebody_elses_token_is_nobodys_draft(self):
        draft = make_draft(title="Hers")
        with pytest.raises(NotFound):
            actions.save_draft(by=make_doctor(), token=draft.post_token, version=1, content=make_content())
        draft.refresh_from_db()
        assert draft.title == "Hers"

    @pytest.mark.parametrize("state", ["pending", "lapsed", "frozen"])
    def test_only_verified_doctors_write(self, state):
        with pytest.raises(NotAllowed):
            actions.save_draft(by=make_doctor(state=state), token=uuid.uuid4(), content=make_content())
        assert Case.objects.count() == 0

    def test_a_posted_case_is_not_saved_over(self):
        doctor = make_doctor()
        case = make_case(doctor)
        with pytest.raises(Conflict) as refused:
            actions.save_draft(by=doctor, token=case.post_token, version=case.version, content=make_content())
        assert refused.value.code == "posted"

    def test_there_is_an_end_to_drafts(self):
        doctor = make_doctor()
        template = make_draft(doctor)
        Case.objects.bulk_create(Case(author=doctor, country="gb", language="en", question=str(n)) for n in range(49))
        with pytest.raises(Invalid):
            make_draft(doctor)
        actions.discard_draft(by=doctor, case_id=template.pk)
        make_draft(doctor)

    def test_audience_for_a_specialty_not_chosen_yet_is_remembered(self):
        doctor = make_doctor()
        draft = make_draft(doctor, specialty="", audience="specialty")
        with pytest.raises(Refused):
            actions.post_case(by=doctor, case_id=draft.pk)
        content = replace(read(draft), specialty="cardiology")
        assert content.audience == "specialty"
        actions.save_draft(by=doctor, token=draft.post_token, version=1, content=content)
        case = actions.post_case(by=doctor, case_id=draft.pk)
        assert case.audience.specialties == {"cardiology"}

    def test_discard_is_for_ones_own_draft_and_stays_done(self):
        doctor = make_doctor()
        draft, case = make_draft(doctor), make_case(doctor)
        with pytest.raises(NotFound):
            actions.discard_draft(by=make_doctor(), case_id=draft.pk)
        with pytest.raises(Conflict):
            actions.discard_draft(by=doctor, case_id=case.pk)
        for _again in range(2):
            actions.discard_draft(by=doctor, case_id=draft.pk)
        assert list(Case.objects.all()) == [case]


class TestPosting:
    def test_posting_opens_thread_entry_audit_and_follow(self):
        doctor = make_doctor(country="ie")
        case = make_case(doctor)
        assert (case.state, case.country, case.thread.subject_id) == ("posted", "ie", case.pk)
        assert audited(case) == ["case.posted"]
        assert found(case) == [f"case:{case.pk}"]
        assert Follow.objects.filter(thread=case.thread, doctor=doctor).count() == 1

    def test_posting_twice_posts_once(self):
        doctor = make_doctor()
        draft = make_draft(doctor)
        first = actions.post_case(by=doctor, case_id=draft.pk)
        second = actions.post_case(by=doctor, case_id=draft.pk, version=1)
        assert first.posted_at == second.posted_at
        assert (audited(first), Thread.objects.count()) == (["case.posted"], 1)

    def test_quick_ask_twice_asks_once(self):
        doctor, token = make_doctor(), uuid.uuid4()
        content = make_content(title="", presentation="", question="Would you scan? She is stable.")
        cases = {actions.quick_ask(by=doctor, token=token, content=content).pk for _again in range(3)}
        assert (len(cases), Case.objects.count()) == (1, 1)
        assert Case.objects.get().title == "Would you scan? She is stable"

    def test_a_new_text_from_an_old_form_is_not_swallowed(self):
        doctor, token = make_doctor(), uuid.uuid4()
        actions.quick_ask(by=doctor, token=token, content=make_content(question="First?"))
        with pytest.raises(Conflict) as refused:
            actions.quick_ask(by=doctor, token=token, content=make_content(question="Second?"))
        assert refused.value.code == "already-posted"
        assert Case.objects.get().question == "First?"

    @pytest.mark.parametrize(("changes", "fields"), [
        ({"question": ""}, ["question"]),
        ({"specialty": ""}, ["specialty"]),
        ({"question": "", "specialty": ""}, ["question", "specialty"]),
    ])  # fmt: skip
    def test_incomplete_is_refused_at_each_field(self, changes, fields):
        doctor = make_doctor()
        draft = make_draft(doctor, **changes)
        with pytest.raises(Refused) as refused:
            actions.post_case(by=doctor, case_id=draft.pk)
        assert [field for field, _message in refused.value.problems] == fields
        draft.refresh_from_db()
        assert draft.state == "draft"

    @pytest.mark.parametrize(
        "field", ["title", "question", "presentation", "history", "examination", "investigations"]
    )
    def test_guard_stops_posting_names_the_field_and_keeps_the_draft(self, field):
        doctor = make_doctor()
        with pytest.raises(Refused) as refused:
            actions.quick_ask(by=doctor, token=uuid.uuid4(), content=make_content(**{field: PHONE}))
        assert [name for name, _message in refused.value.problems] == [field]
        message = str(refused.value.message)
        assert "7946" not in message
        assert "telephone" in message
        draft = Case.objects.get()
        assert (draft.state, getattr(draft, field)) == ("draft", PHONE)
        assert Entry.objects.count() == 0

    def test_only_the_author_posts(self):
        draft = make_draft()
        with pytest.raises(NotFound):
            actions.post_case(by=make_doctor(), case_id=draft.pk)

    def test_a_draft_that_changed_since_it_was_read_is_read_again(self):
        doctor = make_doctor()
        draft = make_draft(doctor)
        actions.save_draft(by=doctor, token=draft.post_token, version=1, content=make_content(title="Later"))
        with pytest.raises(Conflict):
            actions.post_case(by=doctor, case_id=draft.pk, version=1)
        assert actions.post_case(by=doctor, case_id=draft.pk, version=2).title == "Later"


class TestEditing:
    def test_edit_keeps_what_it_replaced(self):
        doctor = make_doctor()
        case = make_case(doctor, title="Before")
        edited = actions.edit_case(
            by=doctor, case_id=case.pk, version=case.version, content=replace(read(case), title="After")
        )
        assert (edited.title, edited.edited_after_replies) == ("After", False)
        revision = CaseRevision.objects.get()
        assert (revision.number, revision.snapshot["title"], revision.by, revision.after_replies) == (
            1, "Before", doctor, False,
        )  # fmt: skip
        assert Entry.objects.get(key=f"case:{case.pk}").title == "After"

    def test_edit_after_replies_is_marked_and_stays_marked(self):
        doctor = make_doctor()
        case = make_case(doctor)
        make_reply(case)
        case.refresh_from_db()
        for title in ("Second", "Third"):
            case = actions.edit_case(
                by=doctor, case_id=case.pk, version=case.version, content=replace(read(case), title=title)
            )
        assert case.edited_after_replies
        assert list(CaseRevision.objects.order_by("number").values_list("number", "after_replies")) == [
            (1, True), (2, True),
        ]  # fmt: skip
        assert sorted(Entry.objects.filter(removed=False).values_list("title", flat=True)) == ["Third", "Third"]

    def test_same_edit_twice_is_one_edit(self):
        doctor = make_doctor()
        case = make_case(doctor)
        content = replace(read(case), history="Diabetes.")
        for _again in range(2):
            actions.edit_case(by=doctor, case_id=case.pk, version=case.version, content=content)
        assert (CaseRevision.objects.count(), audited(case)) == (1, ["case.posted", "case.edited"])

    def test_an_old_page_does_not_overwrite_a_newer_edit(self):
        doctor = make_doctor()
        case = make_case(doctor)
        actions.edit_case(by=doctor, case_id=case.pk, version=case.version, content=make_content(title="Newer"))
        with pytest.raises(Conflict):
            actions.edit_case(by=doctor, case_id=case.pk, version=case.version, content=make_content(title="Older"))
        assert Case.objects.get().title == "Newer"

    def test_guard_reads_edits_too(self):
        doctor = make_doctor()
        case = make_case(doctor)
        with pytest.raises(Refused):
            actions.edit_case(by=doctor, case_id=case.pk, version=case.version, content=make_content(history=PHONE))
        assert CaseRevision.objects.count() == 0

    def test_strangers_and_withdrawn_are_refused(self):
        author = make_doctor()
        case, gone = make_case(author), make_withdrawn(author)
        with pytest.raises(NotAllowed):
            actions.edit_case(by=make_doctor(), case_id=case.pk, version=2, content=make_content())
        with pytest.raises(NotAllowed):
            actions.edit_case(by=author, case_id=gone.pk, version=3, content=make_content())


class TestClosing:
    def test_close_and_reopen_each_twice(self):
        doctor = make_doctor()
        case = make_case(doctor)
        closed = [actions.close_case(by=doctor, case_id=case.pk).closed_at for _again in range(2)]
        assert closed[0] == closed[1] is not None
        assert Entry.objects.get(key=f"case:{case.pk}").status == "closed"
        for _again in range(2):
            assert actions.reopen_case(by=doctor, case_id=case.pk).closed_at is None
        assert audited(case) == ["case.posted", "case.closed", "case.reopened"]

    def test_only_the_author(self):
        case = make_case()
        for verb in (actions.close_case, actions.reopen_case, actions.withdraw_case):
            with pytest.raises(NotAllowed):
                verb(by=make_doctor(), case_id=case.pk)
        case.refresh_from_db()
        assert (case.state, case.closed_at) == ("posted", None)

    def test_closed_case_takes_no_reply(self):
        doctor = make_doctor()
        case = make_case(doctor)
        actions.close_case(by=doctor, case_id=case.pk)
        with pytest.raises(NotAllowed):
            make_reply(case)


class TestWithdrawing:
    def test_withdrawing_leaves_search_with_its_replies_and_stays(self):
        doctor = make_doctor()
        case = make_case(doctor)
        reply = make_reply(case)
        assert found(case) == [f"case:{case.pk}", f"case:{case.pk}:{reply.pk}"]
        times = [actions.withdraw_case(by=doctor, case_id=case.pk).withdrawn_at for _again in range(2)]
        assert times[0] == times[1]
        assert (found(case), audited(case)) == ([], ["case.posted", "case.withdrawn"])

    def test_paused_doctor_may_still_take_a_case_back(self):
        doctor = make_doctor()
        case = make_case(doctor)
        doctor.state = "frozen"
        doctor.save()
        assert actions.withdraw_case(by=doctor, case_id=case.pk).state == "withdrawn"

    def test_a_draft_is_discarded_not_withdrawn(self):
        doctor = make_doctor()
        with pytest.raises(NotFound):
            actions.withdraw_case(by=doctor, case_id=make_draft(doctor).pk)


class TestReplies:
    def test_colleagues_answer_and_the_author_does_not(self):
        author = make_doctor()
        case = make_case(author)
        make_reply(case, author, "More facts: lactate 1.1 mmol/L.")
        case.refresh_from_db()
        assert (case.reply_count, case.answer_count, case.status) == (1, 0, "open")
        reply = make_reply(case)
        case.refresh_from_db()
        assert (case.reply_count, case.answer_count, case.status) == (2, 1, "answered")
        assert set(Entry.objects.filter(removed=False).values_list("status", flat=True)) == {"answered"}
        withdraw_reply(reply=reply, by=reply.author)
        case.refresh_from_db()
        assert (case.reply_count, case.answer_count, case.status) == (1, 0, "open")

    def test_counting_twice_counts_the_same(self):
        case = make_case()
        make_reply(case)
        counted = [actions.count_replies(case_id=case.pk) for _again in range(2)]
        assert [(one.reply_count, one.last_reply_at) for one in counted] == [(1, counted[0].last_reply_at)] * 2

    def test_withdrawing_the_last_reply_forgets_its_time(self):
        case = make_case()
        reply = make_reply(case)
        withdraw_reply(reply=reply, by=reply.author)
        case.refresh_from_db()
        assert (case.reply_count, case.last_reply_at, found(case)) == (0, None, [f"case:{case.pk}"])

    def test_guard_reads_replies(self):
        case = make_case()
        with pytest.raises(Invalid):
            make_reply(case, text=PHONE)


class TestConstraints:
    """What the database itself refuses, whoever asks."""

    @pytest.mark.parametrize("changes", [
        {"state": "lost"}, {"origin": "elsewhere"}, {"urgency": "now"}, {"sex": "x"}, {"country": ""},
        {"audience_public": True}, {"posted_at": None}, {"specialty": ""}, {"title": ""}, {"question": ""},
        {"thread": None}, {"withdrawn_at": timezone.now()}, {"state": "withdrawn"}, {"state": "draft"},
        {"answer_count": 1}, {"reply_count": 1}, {"source": "Journal"}, {"audience_choice": "country"},
        {"audience_countries": "|gb|"}, {"origin": "published", "source": "J", "external_id": "1"},
    ])  # fmt: skip
    def test_posted_case(self, changes):
        case = make_case()
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**changes)

    @pytest.mark.parametrize("changes", [
        {"author": None}, {"posted_at": timezone.now()}, {"closed_at": timezone.now()}, {"edited_at": timezone.now()},
    ])  # fmt: skip
    def test_draft(self, changes):
        case = make_draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**changes)

    @pytest.mark.parametrize("changes", [
        {"closed_at": timezone.now()}, {"source": ""}, {"external_id": ""}, {"state": "draft", "posted_at": None},
        {"urgency": "today"}, {"reply_count": 1, "last_reply_at": timezone.now()},
    ])  # fmt: skip
    def test_published_report(self, changes):
        case = make_published()
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**changes)

    def test_published_report_has_no_author_and_comes_once(self):
        case = make_published(external_id="EN1")
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(author=make_doctor())
        with pytest.raises(IntegrityError), transaction.atomic():
            make_published(external_id="EN1")

    def test_a_doctor_who_leaves_leaves_the_posted_case(self):
        case = make_case()
        case.author.delete()
        case.refresh_from_db()
        assert (case.author, case.state) == (None, "posted")
