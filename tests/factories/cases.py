"""Cases for tests, made by the room's own actions, or in bulk where a list needs many."""

import uuid
from datetime import timedelta
from itertools import count

from django.utils import timezone

from community.cases import actions
from community.cases.content import Content, write
from community.cases.models import Case
from community.discussion.actions import add_reply
from community.discussion.models import Reply, Thread
from community.doctors.models import Doctor
from tests.factories.doctors import make_doctor

_numbers = count(1)


def make_content(**changes) -> Content:
    number = next(_numbers)
    return Content(
        **{
            "title": f"A murmur that was not there before ({number})",
            "question": f"Would you treat as endocarditis tonight? ({number})",
            "presentation": "Three weeks of evening fevers and weight loss.",
            "specialty": "cardiology",
            "age_band": "60-69",
            "sex": "male",
        }
        | changes
    )


def make_draft(by: Doctor | None = None, **changes) -> Case:
    return actions.save_draft(by=by or make_doctor(), token=uuid.uuid4(), content=make_content(**changes))


def make_case(by: Doctor | None = None, *, at=None, **changes) -> Case:
    by = by or make_doctor()
    return actions.post_case(by=by, case_id=make_draft(by, **changes).pk, at=at)


def make_withdrawn(by: Doctor | None = None, **changes) -> Case:
    by = by or make_doctor()
    return actions.withdraw_case(by=by, case_id=make_case(by, **changes).pk)


def make_published(**changes) -> Case:
    number = next(_numbers)
    values = {
        "origin": "published",
        "state": "posted",
        "title": f"A published report ({number})",
        "presentation": "A woman was admitted with cough and weight loss.",
        "specialty": "cardiology",
        "country": "gb",
        "language": "en",
        "source": "Journal of Reports",
        "authors": "A. Writer, B. Writer",
        "licence": "CC BY 4.0",
        "doi": "10.1000/xyz",
        "external_id": f"EN{number}",
        "posted_at": timezone.now(),
    }
    return Case.objects.create(**values | changes)


def make_reply(case: Case, by: Doctor | None = None, text: str = "I would not wait.") -> Reply:
    return add_reply(thread=case.thread, by=by or make_doctor(), text=text, token=uuid.uuid4().hex)


def make_many(number: int, by: Doctor | None = None, **changes) -> list[Case]:
    """Post many cases at once, a minute apart, past the actions: for lists and measurements."""
    by, now = by or make_doctor(), timezone.now()
    cases, threads = [], []
    for index in range(number):
        case = Case(author=by, country=changes.get("country", by.country), state="posted", version=1)
        write(case, make_content(**{k: v for k, v in changes.items() if k != "country"}))
        case.posted_at = now - timedelta(minutes=index)
        case.thread = Thread(subject_kind="case", subject_id=case.pk)
        threads.append(case.thread)
        cases.append(case)
    Thread.objects.bulk_create(threads, batch_size=500)
    return Case.objects.bulk_create(cases, batch_size=200)
