"""Every page of the room opens for the doctor it is for."""

import pytest
from django.urls import reverse

from tests.factories.cases import make_case, make_draft, make_published, make_reply, make_withdrawn
from tests.factories.doctors import make_doctor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["list", "ask", "new", "drafts"])
def test_rooms_pages_open(signed_in, name):
    doctor = make_doctor()
    make_draft(doctor)
    make_case(doctor)
    make_published()
    response = signed_in(doctor.user).get(reverse(f"cases:{name}"))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["detail", "edit", "history", "withdraw"])
def test_own_case_opens(signed_in, name):
    doctor = make_doctor()
    case = make_case(doctor)
    make_reply(case)
    assert signed_in(doctor.user).get(reverse(f"cases:{name}", args=[case.pk])).status_code == 200


@pytest.mark.parametrize("name", ["draft", "preview"])
def test_own_draft_opens(signed_in, name):
    doctor = make_doctor()
    case = make_draft(doctor)
    assert signed_in(doctor.user).get(reverse(f"cases:{name}", args=[case.pk])).status_code == 200


def test_withdrawn_case_is_a_tombstone_for_its_author(signed_in):
    doctor = make_doctor()
    case = make_withdrawn(doctor, presentation="Zebrafinch")
    page = signed_in(doctor.user).get(reverse("cases:detail", args=[case.pk]))
    assert page.status_code == 200
    assert "Zebrafinch" not in page.content.decode()


def test_published_case_shows_its_source_and_no_pseudonym(signed_in):
    doctor = make_doctor()
    case = make_published()
    body = signed_in(doctor.user).get(reverse("cases:detail", args=[case.pk])).content.decode()
    for told in ("Journal of Reports", "A. Writer, B. Writer", "CC BY 4.0", "10.1000/xyz"):
        assert told in body
    assert doctor.pseudonym not in body
    assert "asked" not in body.split("<main")[1].split("</main>")[0].replace("nobody in the lounge asked it", "")


def test_the_askers_own_replies_are_marked(signed_in):
    asker, colleague = make_doctor(), make_doctor()
    case = make_case(asker)
    make_reply(case, asker)
    make_reply(case, colleague)
    page = signed_in(colleague.user).get(reverse("cases:detail", args=[case.pk]))
    assert [reply.is_asker for reply in page.context["thread_page"].page.replies] == [True, False]
    assert page.content.count(b"data-asker") == 1
