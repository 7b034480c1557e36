"""The tags every template uses say the right words and mark fields for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from portal.templatetags import ui

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


class Sample(forms.Form):
    """A field of each kind that is drawn differently."""

    title = forms.CharField(max_length=10, help_text="Short.")
    urgency = forms.ChoiceField(choices=[("a", "Today"), ("b", "Later")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()


def render(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"seconds": 3}, "just now"),
        ({"seconds": -30}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"minutes": 59}, "59 minutes ago"),
        ({"hours": 1}, "1 hour ago"),
        ({"hours": 15}, "15 hours ago"),
        ({"hours": 22}, "yesterday"),
        ({"days": 3}, "3 days ago"),
        ({"days": 40}, "14 October 2026"),
    ],
)
def test_times_are_relative_then_dates(passed: dict[str, int], words: str) -> None:
    with translation.override("en-gb"):
        assert ui.relative(NOW - timedelta(**passed), NOW) == words


def test_a_time_carries_its_exact_moment() -> None:
    drawn = render("{% ago when focusable=True %}", when=NOW)
    assert 'datetime="2026-11-23T15:00:00+00:00"' in drawn
    assert 'tabindex="0"' in drawn
    assert "15:00 UTC" in drawn
    assert render("{% ago when %}", when=None) == ""


def test_icons_are_silent_unless_they_say_something() -> None:
    assert 'aria-hidden="true"' in ui.icon("lock")
    assert 'role="img" aria-label="Doctors &lt;only&gt;"' in ui.icon("lock", "Doctors <only>")


def test_a_field_is_tied_to_its_help_errors_and_count() -> None:
    drawn = render("{% field form.title count=True %}", form=Sample({"title": "x" * 11}))
    assert 'aria-describedby="id_title_helptext id_title_error id_title_count"' in drawn
    assert 'aria-invalid="true"' in drawn
    for part in ("helptext", "error", "count"):
        assert f'id="id_title_{part}"' in drawn
    assert "required</span>" in drawn


def test_a_field_without_errors_says_nothing_of_them() -> None:
    drawn = render("{% field form.title hint=None mark=False %}", form=Sample())
    assert "aria-describedby" not in drawn
    assert "aria-invalid" not in drawn
    assert "required</span>" not in drawn


def test_choices_are_a_group_with_a_legend() -> None:
    drawn = render("{% field form.urgency inline=True %}", form=Sample({}))
    assert '<fieldset class="field" aria-describedby="id_urgency_error">' in drawn
    assert drawn.count('class="choice"') == 2


def test_the_summary_links_to_each_field() -> None:
    drawn = render("{% form_errors form %}", form=Sample({}))
    assert 'href="#id_title"' in drawn
    assert 'href="#id_urgency_0"' in drawn
    assert 'href="#id_agreed"' in drawn
    assert 'role="alert"' in drawn
    assert render("{% form_errors form %}", form=Sample()).strip() == ""


def test_an_empty_field_is_told_what_to_do() -> None:
    drawn = render("{% form_errors form %}", form=Sample({}))
    for words in ("Title: Fill this in.", "Urgency: Choose one.", "Agreed: Tick this to go on."):
        assert words in drawn
    assert "Fill this in." in render("{% field form.title %}", form=Sample({}))


@pytest.mark.parametrize(("share", "width"), [(0.5, "50%"), (-1, "0%"), (3, "100%")])
def test_a_lane_stays_inside_itself(share: float, width: str) -> None:
    assert f'width="{width}"' in ui.lane(share)


def test_a_link_to_this_page_is_marked() -> None:
    request = RequestFactory().get("/account/")
    request.resolver_match = resolve("/account/")
    assert ui.here(Context({"request": request}), "account_home") == ' aria-current="page"'
    assert ui.here(Context({"request": request}), "cases") == ""
    assert ui.here(Context({}), "cases") == ""


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.9", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_have_short_names(agent: str, name: str) -> None:
    assert ui.browser(agent) == name
