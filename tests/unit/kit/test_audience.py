"""The audience rule for one object and for a list is the same rule."""

import uuid
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.doctors.models import Doctor
from portal.kit.audience import ALL_DOCTORS, EVERYONE, Audience, admitting, pack, unpack
from portal.kit.viewers import ANONYMOUS, Viewer
from search.models import Entry
from tests.factories.doctors import make_doctor, viewer_of

DOCTOR_ID = uuid.UUID(int=7)
COUNTRIES = ["ca", "gb"]
SPECIALTIES = ["cardiology", "neurology"]


def doctor_viewer(country="ca", specialties=("cardiology",), doctor_id=DOCTOR_ID):
    return Viewer(
        user_id=uuid.uuid4(),
        doctor_id=doctor_id,
        is_doctor=True,
        may_post=True,
        country=country,
        specialties=frozenset(specialties),
    )


@pytest.mark.parametrize(
    ("audience", "viewer", "admitted"),
    [
        (EVERYONE, ANONYMOUS, True),
        (ALL_DOCTORS, ANONYMOUS, False),
        (ALL_DOCTORS, Viewer(user_id=uuid.uuid4()), False),
        (ALL_DOCTORS, doctor_viewer(), True),
        (Audience(countries=frozenset({"ca"})), doctor_viewer("ca"), True),
        (Audience(countries=frozenset({"ca"})), doctor_viewer("gb"), False),
        (Audience(specialties=frozenset({"neurology"})), doctor_viewer(), False),
        (Audience(countries=frozenset({"ca"}), specialties=frozenset({"neurology"})), doctor_viewer("ca"), False),
        (Audience(named=frozenset({str(DOCTOR_ID)})), doctor_viewer(), True),
        (Audience(named=frozenset({str(DOCTOR_ID)})), doctor_viewer(doctor_id=uuid.UUID(int=8)), False),
    ],
)
def test_audience_admits_exactly_whom_it_names(audience, viewer, admitted):
    assert audience.admits(viewer) is admitted


def every_audience():
    subsets = lambda values: [frozenset(c) for n in range(len(values) + 1) for c in combinations(values, n)]
    return [
        Audience(public=public, countries=c, specialties=s, named=n)
        for public in (True, False)
        for c in subsets(COUNTRIES)
        for s in subsets(SPECIALTIES)
        for n in (frozenset(), frozenset({str(DOCTOR_ID)}))
    ]


@pytest.mark.django_db
def test_filter_equals_predicate_for_every_audience_and_viewer():
    from django.utils import timezone

    audiences = every_audience()
    for index, audience in enumerate(audiences):
        entry = Entry(
            key=f"test:{index}",
            kind="test",
            group=f"test:{index}",
            language="en",
            title="t",
            body="b",
            url="/",
            published_at=timezone.now(),
            version=1,
        )
        entry.audience = audience
        entry.save()
    viewers = [
        ANONYMOUS,
        Viewer(user_id=uuid.uuid4()),
        *[
            doctor_viewer(c, s, d)
            for c in COUNTRIES
            for s in [(), ("neurology",), tuple(SPECIALTIES)]
            for d in (DOCTOR_ID, uuid.UUID(int=9))
        ],
    ]

    for viewer in viewers:
        listed = set(Entry.objects.filter(kind="test").filter(admitting(viewer)).values_list("key", flat=True))
        assert listed == {f"test:{i}" for i, audience in enumerate(audiences) if audience.admits(viewer)}


@given(st.sets(st.text("abcdefgh-", min_size=1)))
def test_packed_sets_come_back(values):
    assert unpack(pack(values)) == values


@pytest.mark.django_db
def test_viewer_of_a_lapsed_doctor_reads_but_does_not_post():
    verified, lapsed, pending = (make_doctor(state=s) for s in ("verified", "lapsed", "pending"))

    assert [(viewer_of(d).is_doctor, viewer_of(d).may_post) for d in (verified, lapsed, pending)] == [
        (True, True),
        (True, False),
        (False, False),
    ]
    assert Doctor.objects.verified().get() == verified
