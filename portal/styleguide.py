"""The style guide: every component in every state, on invented data and without the database."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

COLOURS = (
    *("paper", "sheet", "sunk", "line", "line-strong", "ink", "ink-soft"),
    *("green", "green-deep", "green-wash", "brass", "brass-wash", "vermilion", "vermilion-wash", "focus"),
)

HERON = {
    "pseudonym": "Quiet Heron",
    "initials": "QH",
    "specialty_names": ["Internal medicine"],
    "country_name": "Canada",
    "years_band": "10–19 years in practice",
    "url": "#heron",
}
MOTH = {
    "pseudonym": "Lantern Moth",
    "initials": "LM",
    "specialty_names": ["Cardiology", "Echocardiography"],
    "country_name": "South Africa",
    "years_band": "20–29 years in practice",
    "url": "",
}
BEECH = {**MOTH, "pseudonym": "North Beech", "initials": "NB", "specialty_names": ["Infectious diseases"]}


class SampleForm(forms.Form):
    """A form with one field of every kind."""

    title = forms.CharField(max_length=120, help_text="What a colleague would say in the corridor.")
    question = forms.CharField(widget=forms.Textarea(attrs={"rows": 6, "data-limit": 600}))
    specialty = forms.ChoiceField(choices=[("", "Choose a specialty"), ("cardiology", "Cardiology")])
    urgency = forms.ChoiceField(choices=[("today", "Today"), ("week", "This week")], widget=forms.RadioSelect)
    telling = forms.MultipleChoiceField(
        choices=[("a", "My country"), ("b", "My specialty")], widget=forms.CheckboxSelectMultiple, required=False
    )
    consent = forms.BooleanField(label="The patient agreed, and this is recorded in the notes.")


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; only a debugging portal has this address."""
    return render(request, "portal/styleguide.html", _samples())


def _samples() -> dict[str, Any]:
    now = timezone.now()
    wrong = SampleForm({"title": "", "question": "x", "urgency": "never"}, auto_id="wrong_%s")
    return {
        "colours": COLOURS,
        "heron": HERON,
        "moth": MOTH,
        "form": SampleForm(),
        "wrong": wrong,
        "times": [now - timedelta(**ago) for ago in ({"seconds": 5}, {"minutes": 40}, {"hours": 2}, {"days": 40})],
        "now": now,
        "cases": _cases(),
        "article": _article(),
        "replies": _replies(),
        "thread_id": uuid4(),
        "seeds": (1, 2, 3, 4),
        "facts": [("Status", "Open"), ("Audience", "All doctors"), ("Consent", "Recorded")],
        "pooled": [
            {"name": "Infective endocarditis", "said": "5 of 5", "share": 0.86},
            {"name": "Lymphoma", "said": "3 of 5", "share": 0.31},
            {"name": "Giant cell arteritis", "said": "2 of 5", "share": 0.14},
        ],
        "tabs": [
            {"label": "Newest", "url": "#tabs", "current": True, "count": 38},
            {"label": "Unanswered", "url": "#tabs", "current": False, "count": 6},
            {"label": "My specialty", "url": "#tabs", "current": False},
        ],
        "crumbs": [{"label": "Canada", "url": "#crumbs"}, {"label": "Case reviews", "url": ""}],
        "audiences": [
            {"public": True},
            {"public": False},
            {"countries": ["ca"]},
            {"specialties": ["cardiology"]},
            {"countries": ["ca"], "specialties": ["cardiology"]},
            {"named": ["x"]},
        ],
        "question": "Blood cultures are negative at 48 hours and he had two doses of amoxicillin before they were"
        " drawn. Would you treat as endocarditis now, or wait for the transoesophageal study tomorrow?",
    }


def _cases() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "title": "Recurrent rigors and a new murmur three weeks after dental work",
            "url": "#case",
            "specialty_name": "Internal medicine",
            "patient": "Man, 60–69",
            "country_name": "Canada",
            "urgent": True,
            "excerpt": "Blood cultures are negative at 48 hours. Would you treat as endocarditis now?",
            "reply_count": 6,
            "posted_at": now - timedelta(hours=2),
        },
        {
            "title": "Livedo and painful ankle ulcers on warfarin",
            "url": "#case",
            "specialty_name": "Dermatology",
            "country_name": "Ireland",
            "state_tag": "Solved",
            "reply_count": 0,
            "posted_at": now - timedelta(days=1),
        },
        {
            "title": "Culture-negative endocarditis after clindamycin",
            "url": "#case",
            "specialty_name": "Cardiology",
            "origin": "published",
            "source": "Invented Journal of Cases, 2021",
            "posted_at": now,
        },
    ]


def _article() -> dict[str, Any]:
    return {
        "title": "When cultures stay silent: four lessons from 212 pooled endocarditis cases",
        "url": "#article",
        "kind_name": "Case review",
        "specialty_name": "Cardiology",
        "summary": "Colleagues in seven countries named the organism before the laboratory in one case of three.",
        "minutes": 8,
        "date": timezone.now(),
        "note": "Amara Okafor",
    }


def _replies() -> list[dict[str, Any]]:
    now, text = timezone.now(), mark_safe("<p>I would not wait. Repeat three sets first, then start.</p>")
    quote = {"byline": MOTH, "excerpt": "I would not wait.", "url": "#replies", "number": 1, "withdrawn": False}
    first = {"id": uuid4(), "number": 1, "byline": MOTH, "html": text, "posted_at": now - timedelta(hours=1)}
    own = {"byline": HERON, "can_edit": True, "can_withdraw": True, "edited_at": now, "edited_after_replies": True}
    return [
        first,
        {**first, **own, "id": uuid4(), "number": 2, "quote": quote},
        {**first, "id": uuid4(), "number": 3, "withdrawn": True, "can_restore": True},
        {**first, "id": uuid4(), "number": 4, "byline": BEECH, "quote": {**quote, "number": 3, "withdrawn": True}},
    ]
