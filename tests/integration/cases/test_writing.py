"""Writing through the pages: whatever goes wrong is said in place, and every word comes back."""

import html
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from community.cases.models import Case
from tests.factories.cases import make_case, make_draft
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db

PHONE = "Ring his daughter on 020 7946 0958 please."
AS_JSON = {"Accept": "application/json"}


@pytest.fixture
def doctor():
    return make_doctor(country="gb")


@pytest.fixture
def client(doctor, signed_in) -> Client:
    return signed_in(doctor.user)


def marks(**changes) -> dict:
    return {"token": str(uuid.uuid4()), "page": str(uuid.uuid4()), "version": "0"} | changes


def asked(**changes) -> dict:
    return marks() | {"question": "Would you scan her head tonight?", "specialty": "neurology"} | changes


def written(**changes) -> dict:
    sent = {"title": "A title", "question": "Would you scan?", "specialty": "neurology", "presentation": "Headache."}
    return marks() | sent | {"urgency": "routine", "audience": "doctors", "language": "en", "do": "save"} | changes


def shown(response) -> str:
    return html.unescape(response.content.decode())


class TestAsking:
    def test_ask_leads_to_the_posted_case(self, client, doctor):
        response = client.post(reverse("cases:ask"), asked())
        case = Case.objects.get()
        assert (case.state, case.author, case.title) == ("posted", doctor, "Would you scan her head tonight?")
        assert response.headers["Location"] == reverse("cases:detail", args=[case.pk])

    def test_double_click_asks_once_and_lands_on_the_same_case(self, client):
        sent = asked()
        places = {client.post(reverse("cases:ask"), sent).headers["Location"] for _again in range(2)}
        assert (len(places), Case.objects.count()) == (1, 1)

    def test_missing_specialty_is_said_at_the_field(self, client):
        response = client.post(reverse("cases:ask"), asked(specialty=""))
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"specialty"}
        assert "Would you scan her head tonight?" in shown(response)

    def test_guard_stops_it_keeps_a_draft_and_the_mended_text_is_posted(self, client):
        sent = asked(question=f"Would you scan? {PHONE}")
        response = client.post(reverse("cases:ask"), sent)
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"question"}
        assert PHONE in shown(response)
        assert Case.objects.get().state == "draft"
        version = response.context["form"]["version"].value()
        client.post(reverse("cases:ask"), sent | {"question": "Would you scan?", "version": version})
        assert [(case.state, case.question) for case in Case.objects.all()] == [("posted", "Would you scan?")]

    def test_urgent_words_show_the_emergency_number(self, client):
        response = client.post(reverse("cases:ask"), asked(question="He is still seizing. What next?"), follow=True)
        assert "call 999" in shown(response)

    def test_calm_words_do_not(self, client):
        response = client.post(reverse("cases:ask"), asked(), follow=True)
        assert "If minutes matter" not in shown(response)

    def test_structure_can_follow(self, client, doctor):
        client.post(reverse("cases:ask"), asked())
        case = Case.objects.get()
        page = client.get(reverse("cases:edit", args=[case.pk]))
        sent = {name: value for name, value in page.context["form"].initial.items() if value is not None}
        sent |= marks(token=case.post_token, version=case.version) | {"presentation": "Headache.", "age_band": "30-39"}
        response = client.post(reverse("cases:edit", args=[case.pk]), sent)
        case.refresh_from_db()
        assert (response.status_code, case.presentation, case.age_band) == (302, "Headache.", "30-39")


class TestDrafting:
    def test_save_preview_and_post(self, client):
        sent = written()
        client.post(reverse("cases:new"), sent)
        case = Case.objects.get()
        address = reverse("cases:draft", args=[case.pk])
        response = client.post(address, sent | {"version": "1", "title": "Better", "do": "preview"})
        assert response.headers["Location"] == reverse("cases:preview", args=[case.pk])
        preview = client.get(response.headers["Location"])
        assert "Better" in shown(preview)
        response = client.post(reverse("cases:post", args=[case.pk]), {"version": "2"})
        case.refresh_from_db()
        assert (response.status_code, case.state, case.title) == (302, "posted", "Better")

    def test_posting_from_preview_twice_is_one_case(self, client, doctor):
        draft = make_draft(doctor)
        for _again in range(2):
            response = client.post(reverse("cases:post", args=[draft.pk]), {"version": "1"})
            assert response.headers["Location"] == reverse("cases:detail", args=[draft.pk])
        assert Case.objects.count() == 1

    def test_guard_at_posting_from_preview_shows_the_form_with_the_text(self, client, doctor):
        draft = make_draft(doctor, history=PHONE)
        assert "telephone" in shown(client.get(reverse("cases:preview", args=[draft.pk])))
        response = client.post(reverse("cases:post", args=[draft.pk]), {"version": "1"})
        assert (response.status_code, response.context["form"].errors.keys()) == (422, {"history"})
        assert PHONE in shown(response)

    def test_form_open_while_the_draft_changed_elsewhere_keeps_both(self, client, doctor):
        draft = make_draft(doctor, title="From the phone")
        old = written(token=draft.post_token, version="0", title="From the desk")
        response = client.post(reverse("cases:draft", args=[draft.pk]), old)
        assert response.status_code == 409
        assert "From the desk" in shown(response)
        assert sorted(Case.objects.values_list("title", flat=True)) == ["From the desk", "From the phone"]
        again = {name: response.context["form"][name].value() for name in ("token", "page", "version")}
        client.post(reverse("cases:draft", args=[draft.pk]), old | again | {"do": "post"})
        assert sorted(Case.objects.values_list("title", "state")) == [
            ("From the desk", "posted"), ("From the phone", "draft"),
        ]  # fmt: skip

    def test_old_form_of_a_case_posted_meanwhile_is_not_lost(self, client, doctor):
        case = make_case(doctor)
        response = client.post(
            reverse("cases:draft", args=[case.pk]), written(token=case.post_token, version="1", title="Late words")
        )
        assert response.status_code == 409
        assert "Late words" in shown(response)
        fresh = response.context["form"]["token"].value()
        assert fresh != str(case.post_token)

    def test_discard(self, client, doctor):
        draft = make_draft(doctor)
        assert client.post(reverse("cases:discard", args=[draft.pk])).status_code == 302
        assert client.post(reverse("cases:discard", args=[draft.pk])).status_code == 404
        assert Case.objects.count() == 0

    def test_frozen_doctor_keeps_the_words_and_learns_why(self, client, doctor):
        doctor.state = "frozen"
        doctor.save()
        response = client.post(reverse("cases:new"), written(presentation="Not lost"))
        assert response.status_code == 403
        assert "Not lost" in shown(response)
        assert "posting is paused" in shown(response)


class TestAutosave:
    def save(self, client, sent):
        return client.post(reverse("cases:autosave"), sent, headers=AS_JSON)

    def test_saves_and_counts(self, client):
        sent = written()
        first = self.save(client, sent)
        second = self.save(client, sent | {"version": "1", "title": "More"})
        assert (first.status_code, first.json()["version"], second.json()["version"]) == (200, 1, 2)
        assert first.json()["saved_at"]
        assert Case.objects.get().title == "More"

    def test_an_untouched_form_makes_no_draft(self, client):
        assert self.save(client, marks()).json() == {"version": 0}
        assert Case.objects.count() == 0

    def test_two_tabs_never_overwrite_silently(self, client):
        left = written()
        self.save(client, left | {"title": "Left"})
        right = left | {"page": str(uuid.uuid4()), "version": "0", "title": "Right"}
        answers = [self.save(client, right) for _again in range(2)]
        assert [answer.status_code for answer in answers] == [409, 409]
        assert sorted(Case.objects.values_list("title", flat=True)) == ["Left", "Right"]
        kept = Case.objects.get(title="Right")
        assert answers[0].json()["url"] == answers[1].json()["url"] == reverse("cases:draft", args=[kept.pk])

    def test_too_long_is_said_and_nothing_is_saved(self, client):
        answer = self.save(client, written(presentation="x" * 1_000_000))
        assert answer.status_code == 400
        assert "at most 20000" in answer.json()["message"].replace(",", "")
        assert Case.objects.count() == 0

    def test_signed_out_answers_for_the_script(self):
        answer = self.save(Client(), written())
        assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/json")

    def test_others_draft_is_nobodys(self, client):
        draft = make_draft(title="Hers")
        answer = self.save(client, written(token=draft.post_token, version="1"))
        assert (answer.status_code, "Hers" in answer.content.decode()) == (404, False)

    def test_get_is_refused(self, client):
        assert client.get(reverse("cases:autosave")).status_code == 405


class TestBadInput:
    @pytest.mark.parametrize("place", ["cases:ask", "cases:new"])
    def test_a_megabyte_is_told_its_length_and_comes_back(self, client, place):
        response = client.post(reverse(place), written(question="y" * 1_000_000))
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"question"}
        assert "y" * 1_000_000 in response.content.decode()
        assert Case.objects.count() == 0

    def test_control_and_direction_marks_are_dropped_the_rest_stays(self, client):
        client.post(
            reverse("cases:new"), written(presentation="a\x00b\u202ec 🫀 <b>x</b>\r\nnext", title="T\x00\u2066i")
        )
        case = Case.objects.get()
        assert (case.presentation, case.title) == ("abc 🫀 <b>x</b>\nnext", "Ti")

    def test_markup_is_shown_as_it_was_typed(self, client, doctor):
        case = make_case(doctor, question="<script>alert(1)</script> really?", title="<img src=x onerror=alert(1)>")
        body = client.get(reverse("cases:detail", args=[case.pk])).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "<script>alert(1)</script> really?" in html.unescape(body)

    @pytest.mark.parametrize("damage", [{"token": "x"}, {"page": ""}, {"token": ""}, {"version": "much"}])
    def test_damaged_marks_are_mended(self, client, damage):
        response = client.post(reverse("cases:ask"), asked(**damage))
        assert response.status_code == 422
        assert "Would you scan her head tonight?" in shown(response)
        again = {name: response.context["form"][name].value() for name in ("token", "page", "version")}
        assert client.post(reverse("cases:ask"), asked(**again)).status_code == 302

    @pytest.mark.parametrize("query", ["?tab=nonsense", "?cursor=zzz", "?cursor=%00", "?tab=country&cursor=e30"])
    def test_damaged_list_addresses_are_told(self, client, query):
        response = client.get(reverse("cases:list") + query)
        assert response.status_code == 400
        assert "Start again" in shown(response)

    @pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 30])
    def test_damaged_history_addresses_are_told(self, client, doctor, before):
        case = make_case(doctor)
        assert client.get(reverse("cases:history", args=[case.pk]), {"before": before}).status_code == 400

    def test_unknown_choices_are_refused_in_place(self, client):
        response = client.post(reverse("cases:new"), written(specialty="witchcraft", urgency="now", audience="public"))
        assert (response.status_code, response.context["form"].errors.keys()) == (
            422, {"specialty", "urgency", "audience"},
        )  # fmt: skip


class TestLostSession:
    def test_words_come_back_after_signing_in(self, client, doctor, django_user_model):
        writer = client.get(reverse("cases:new")).context["writer"]
        client.logout()
        response = client.post(reverse("cases:new"), written(presentation="Typed while away", writer=writer))
        assert response.status_code == 403
        assert "Typed while away" in shown(response)
        assert f"next={reverse('cases:new')}" in shown(response)
        client.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "Typed while away" in shown(client.get(reverse("cases:new")))

    def test_the_next_person_at_the_computer_does_not_see_them(self, client, doctor):
        writer = client.get(reverse("cases:new")).context["writer"]
        client.logout()
        client.post(reverse("cases:new"), written(presentation="Typed while away", writer=writer))
        client.force_login(make_doctor().user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "Typed while away" not in shown(client.get(reverse("cases:new")))

    def test_without_a_mark_nothing_is_kept_but_the_words_are_shown(self):
        client = Client()
        response = client.post(reverse("cases:new"), written(presentation="Copy me", writer="forged"))
        assert (response.status_code, "Copy me" in shown(response)) == (403, True)
        assert "community.kept" not in client.session

    def test_saved_words_are_not_offered_again(self, client, doctor):
        writer = client.get(reverse("cases:new")).context["writer"]
        client.logout()
        sent = written(presentation="Typed while away", writer=writer)
        client.post(reverse("cases:new"), sent)
        client.force_login(doctor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.post(reverse("cases:new"), sent)
        draft = Case.objects.get()
        assert draft.presentation == "Typed while away"
        client.post(reverse("cases:discard", args=[draft.pk]))
        assert "Typed while away" not in shown(client.get(reverse("cases:new")))


class TestEditing:
    def test_history_shows_the_difference(self, client, doctor):
        case = make_case(doctor, presentation="Fever for two weeks.", age_band="30-39")
        sent = written(
            token=case.post_token, version=case.version, title=case.title, question=case.question,
            presentation="Fever for three weeks.", specialty=case.specialty, age_band="40-49", sex="male",
        )  # fmt: skip
        assert client.post(reverse("cases:edit", args=[case.pk]), sent).status_code == 302
        body = client.get(reverse("cases:history", args=[case.pk])).content.decode()
        assert ">two</del>" in body.replace("</span>", ">")
        assert ">three</ins>" in body.replace("</span>", ">")

    def test_conflict_shows_both_texts_and_can_be_saved_again(self, client, doctor):
        case = make_case(doctor, presentation="Stored words")
        old = written(token=case.post_token, version="1", title="Typed title")
        response = client.post(reverse("cases:edit", args=[case.pk]), old)
        assert response.status_code == 409
        assert {"Typed title" in shown(response), "Stored words" in shown(response)} == {True}
        version = response.context["form"]["version"].value()
        assert client.post(reverse("cases:edit", args=[case.pk]), old | {"version": version}).status_code == 302
        case.refresh_from_db()
        assert case.title == "Typed title"

    def test_close_reopen_withdraw_by_button(self, client, doctor):
        case = make_case(doctor)
        for name, state in (
            ("close", ("posted", True)),
            ("reopen", ("posted", False)),
            ("withdraw", ("withdrawn", False)),
        ):
            for _again in range(2):
                response = client.post(reverse(f"cases:{name}", args=[case.pk]))
                assert response.headers["Location"] == reverse("cases:detail", args=[case.pk])
            case.refresh_from_db()
            assert (case.state, case.closed_at is not None) == state
