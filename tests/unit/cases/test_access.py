"""One rule twice: for one case and for a list. Every role, state and audience is generated and both must agree."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.cases import access
from community.cases.models import Case
from portal.kit.audience import Audience
from portal.kit.errors import Conflict, NotAllowed, NotFound
from portal.kit.viewers import ANONYMOUS, Viewer
from tests.factories.cases import make_case, make_draft, make_many, make_published, make_withdrawn
from tests.factories.doctors import make_doctor, make_duty, viewer_of

pytestmark = pytest.mark.django_db

AUDIENCES = [
    Audience(),
    Audience(countries=frozenset({"gb"})),
    Audience(countries=frozenset({"ca", "gb"})),
    Audience(specialties=frozenset({"cardiology"})),
    Audience(countries=frozenset({"ca"}), specialties=frozenset({"neurology"})),
]


def choice(audience: Audience) -> str:
    return "country" if audience.countries else "specialty" if audience.specialties else "doctors"


@pytest.fixture
def every_case(django_user_model):
    """One case in each state for each audience, of two authors, and a published one."""
    authors = [make_doctor(country="gb"), make_doctor(country="ca", specialties=("neurology",))]
    for author, audience in product(authors, AUDIENCES):
        for case in make_many(3, author):
            case.audience, case.audience_choice = audience, choice(audience)
            case.save()
        now = timezone.now()
        withdrawn, closed = Case.objects.filter(author=author).order_by("-created_at")[:2]
        Case.objects.filter(pk=withdrawn.pk).update(state="withdrawn", withdrawn_at=now)
        Case.objects.filter(pk=closed.pk).update(closed_at=now)
        make_draft(author)
    left = make_many(1, authors[0])[0]
    Case.objects.filter(pk=left.pk).update(author=None)
    make_published()
    return authors


def viewers(authors) -> dict[str, Viewer]:
    outside = viewer_of(make_doctor(country="nz", specialties=("urology",)))
    doctors = {
        "author-gb": viewer_of(authors[0]),
        "author-ca": viewer_of(authors[1]),
        "gb-cardiologist": viewer_of(make_doctor(country="gb")),
        "ca-neurologist": viewer_of(make_doctor(country="ca", specialties=("neurology", "psychiatry"))),
        "outside": outside,
        "pending": viewer_of(make_doctor(country="gb", state="pending")),
        "frozen": viewer_of(make_doctor(country="gb", state="frozen")),
        "no-specialty": viewer_of(make_doctor(country="gb", specialties=())),
    }
    duties = {
        f"{kind}-{country or 'everywhere'}": Viewer(user_id=user.pk, duties=frozenset({(kind, country)}))
        for kind, country in product(
            ["moderator", "editor", "administrator", "regional_manager", "verifier", "medical_reviewer"], ["gb", ""]
        )
        for user in [make_duty(kind, country)]
    }
    return {"visitor": ANONYMOUS, "member": Viewer(user_id=outside.user_id)} | doctors | duties


def test_rule_and_list_agree_for_every_role_state_and_audience(every_case):
    cases = list(Case.objects.all())
    assert len(cases) > 30
    for name, viewer in viewers(every_case).items():
        readable = {case.pk for case in cases if access.can_read(viewer, case)}
        assert set(access.visible_to(viewer).values_list("pk", flat=True)) == readable, name


def test_who_reads_what(every_case):
    """The rule itself, in numbers of a known world."""
    seen = {name: access.visible_to(viewer).count() for name, viewer in viewers(every_case).items()}
    posted = Case.objects.posted().count()
    withdrawn = Case.objects.filter(state="withdrawn").count()
    assert {seen[name] for name in ("visitor", "member", "pending")} == {0}
    assert {
        count for name, count in seen.items() if name.startswith(("editor", "admin", "region", "veri", "medic"))
    } == {0}
    assert seen["moderator-everywhere"] == posted + withdrawn
    assert seen["outside"] == Case.objects.posted().filter(audience_countries="", audience_specialties="").count()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    country=st.sampled_from(["gb", "ca", "nz", ""]),
    specialties=st.frozensets(st.sampled_from(["cardiology", "neurology", "urology"])),
    is_doctor=st.booleans(),
    author=st.sampled_from([0, 1, None]),
    duties=st.frozensets(
        st.sampled_from([("moderator", "gb"), ("moderator", ""), ("moderator", "ca"), ("editor", "gb")])
    ),
)
def test_rule_and_list_agree_for_generated_viewers(every_case, country, specialties, is_doctor, author, duties):
    doctor_id = every_case[author].pk if author is not None else None
    viewer = Viewer(
        user_id=every_case[0].user_id,
        doctor_id=doctor_id,
        is_doctor=is_doctor,
        country=country,
        specialties=specialties,
        duties=duties,
    )
    readable = {case.pk for case in Case.objects.all() if access.can_read(viewer, case)}
    assert set(access.visible_to(viewer).values_list("pk", flat=True)) == readable


def test_absent_and_hidden_are_told_alike():
    case = make_draft()
    viewer = viewer_of(make_doctor())
    with pytest.raises(NotFound) as hidden:
        access.get_case_for(viewer, case.pk)
    case.delete()
    with pytest.raises(NotFound) as absent:
        access.get_case_for(viewer, case.pk)
    assert str(hidden.value.message) == str(absent.value.message)


def test_people_without_a_licence_are_told_at_the_door():
    case = make_case()
    for viewer in (ANONYMOUS, viewer_of(make_doctor(state="pending"))):
        with pytest.raises(NotAllowed) as refused:
            access.get_case_for(viewer, case.pk)
        assert "licence" in str(refused.value.message)


def test_draft_gate():
    author = make_doctor()
    draft, case = make_draft(author), make_case(author)
    assert access.get_draft_for(viewer_of(author), draft.pk) == draft
    with pytest.raises(Conflict):
        access.get_draft_for(viewer_of(author), case.pk)
    with pytest.raises(NotAllowed):
        access.get_draft_for(viewer_of(make_doctor()), case.pk)
    with pytest.raises(NotFound):
        access.get_draft_for(viewer_of(make_doctor()), draft.pk)


def test_only_the_author_edits_and_withdraws():
    author = make_doctor()
    case = make_case(author)
    own, other = viewer_of(author), viewer_of(make_doctor())
    assert (access.can_edit(own, case), access.can_edit(other, case)) == (True, False)
    assert (access.can_withdraw(own, case), access.can_withdraw(other, case)) == (True, False)
    access.check_can_edit(own, case)
    access.check_can_withdraw(own, case)
    for check in (access.check_can_edit, access.check_can_withdraw):
        with pytest.raises(NotAllowed):
            check(other, case)


def test_paused_author_withdraws_but_does_not_edit():
    author = make_doctor()
    case = make_case(author)
    author.state = "frozen"
    author.save()
    viewer = viewer_of(author)
    assert (access.can_edit(viewer, case), access.can_withdraw(viewer, case)) == (False, True)
    with pytest.raises(NotAllowed):
        access.check_can_edit(viewer, case)


@pytest.mark.parametrize("closed", [False, True])
def test_replies_are_taken_while_open(closed):
    case = make_case()
    viewer = viewer_of(make_doctor())
    if not closed:
        access.check_can_reply(viewer, case)
        return
    case.closed_at = timezone.now() + timedelta(seconds=1)
    with pytest.raises(NotAllowed):
        access.check_can_reply(viewer, case)


def test_published_and_withdrawn_take_no_replies():
    viewer = viewer_of(make_doctor())
    for case in (make_published(), make_withdrawn()):
        with pytest.raises(NotAllowed):
            access.check_can_reply(viewer, case)


def test_moderator_outside_the_audience_reads_and_does_not_reply():
    author = make_doctor(country="gb")
    case = make_case(author, audience="specialty")
    moderator = make_duty("moderator", "gb", user=make_doctor(country="nz", specialties=("urology",)).user)
    viewer = viewer_of(moderator.doctor)
    assert access.can_read(viewer, case)
    with pytest.raises(NotAllowed):
        access.check_can_reply(viewer, case)


def test_history_of_a_withdrawn_case_is_for_moderators():
    author = make_doctor(country="gb")
    case = make_withdrawn(author)
    with pytest.raises(NotFound):
        access.check_can_see_history(viewer_of(author), case)
    moderator = make_duty("moderator", "gb")
    access.check_can_see_history(Viewer(user_id=moderator.pk, duties=frozenset({("moderator", "gb")})), case)
