"""The tags every template may use without loading: icons, times, fields, errors, style sheets and scripts.

What they draw lies in `portal/components/`; the style guide shows each in every state.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

STYLES = ("consilium", "tokens", "base", "layout", "components", "forms", "pages")
STOCK_REQUIRED = forms.Field.default_error_messages["required"]
BEHAVIOURS = ("announce", "guard-submit", "shortcuts", "suggest")


@cache
def _symbols() -> dict[str, tuple[str, str]]:
    drawn = get_template("portal/icons.svg").render()
    found = re.findall(r'<symbol id="([a-z-]+)" viewBox="([0-9 ]+)"[^>]*>(.*?)</symbol>', drawn, re.DOTALL)
    return {name: (box, body.strip()) for name, box, body in found}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of `portal/icons.svg`; silent to screen readers unless it has a label of its own."""
    box, body = _symbols()[name]
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="{}" {} focusable="false">{}</svg>',
        box,
        told,
        mark_safe(body),
    )


@register.simple_tag
def stylesheets() -> SafeString:
    """Link the style sheets in the order of their layers."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((_asset(f"css/{n}.css"),) for n in STYLES))


@register.simple_tag
def scripts(*names: str) -> SafeString:
    """Load behaviours by name; without a name, those that every page has."""
    chosen = names or BEHAVIOURS
    return format_html_join("\n", '<script src="{}" defer></script>', ((_asset(f"js/{n}.js"),) for n in chosen))


def _asset(path: str) -> str:
    """Return the file's address, even where the manifest lacks it: an error page must not fail on that."""
    try:
        return static(f"portal/{path}")
    except ValueError:
        from django.conf import settings

        return f"{settings.STATIC_URL}portal/{path}"


@register.simple_tag
def exact(when: datetime) -> str:
    """Write a time in full, as the reader's edition writes it, with its zone."""
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} {local.tzname() or ''}".strip()


def relative(when: datetime, now: datetime) -> str:
    """Say how long ago something was: minutes, hours and days in words, then the date."""
    passed = now - when
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        count = passed.seconds // 60
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", count) % {"count": count}
    local, today = timezone.localtime(when).date(), timezone.localtime(now).date()
    days = (today - local).days
    if passed < timedelta(hours=20) or days == 0:
        count = int(passed.total_seconds() // 3600)
        return ngettext("%(count)d hour ago", "%(count)d hours ago", count) % {"count": count}
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return formats.date_format(local, "DATE_FORMAT")


@register.simple_tag
def ago(when: datetime | None, focusable: bool = False) -> SafeString:  # a template's flag
    """Show a time relative to now; the exact one comes on hover, and on focus where it (or its link) takes focus."""
    if when is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        when.isoformat(timespec="seconds"),
        exact(when),
        mark_safe(' tabindex="0"') if focusable else "",
        relative(when, timezone.now()),
    )


@register.filter
def browser(agent: str) -> str:
    """Name a browser and its system the way people do; the first that fits, as browsers name each other."""
    names = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac", "Mac"))
    name = next((name for sign, name in names if sign in agent), "")
    system = next((system for sign, system in (*systems, ("Linux", "Linux")) if sign in agent), "")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or system or _("Unknown browser")


@register.simple_tag
def lane(share: float, tone: str = "brass") -> SafeString:
    """Draw a bar of a share between 0 and 1; the number belongs in words beside it."""
    width = round(max(0.0, min(1.0, float(share))) * 100)
    return format_html(
        '<svg class="lane" data-tone="{}" aria-hidden="true"><rect width="{}%" height="100%" rx="4"/></svg>',
        tone,
        width,
    )


@register.simple_tag(takes_context=True)
def here(context: template.Context, *names: str) -> SafeString:
    """Mark a link to the page (or the room, by namespace) the reader is on."""
    match = getattr(context.get("request"), "resolver_match", None)
    at = {match.view_name, match.namespace} if match else set()
    return mark_safe(' aria-current="page"') if at.intersection(names) else SafeString("")


@register.inclusion_tag("portal/components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str | None = "",
    *,
    count: bool = False,
    mark: bool = True,
    inline: bool = False,
) -> dict[str, Any]:
    """Draw one field: label, help (`hint=None`: none), the widget, its errors, and how many characters are left."""
    widget = bound.field.widget
    grouped = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    limit = widget.attrs.get("data-limit") or widget.attrs.get("maxlength") if count else None
    # Set on the bound field too: Django itself ties a field to its help text.
    help_text = bound.help_text = "" if hint is None else hint or bound.help_text
    parts = (("helptext", help_text), ("error", bound.errors), ("count", limit))
    described = " ".join(f"{bound.auto_id}_{part}" for part, present in parts if present)
    # Labels and help say what a field wants; a placeholder vanishes when it is needed.
    attrs: dict[str, Any] = {"placeholder": False}
    if described and not grouped:
        attrs["aria-describedby"] = described
    if bound.errors and not grouped:
        attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "label": label or bound.label,
        "help_text": help_text,
        "said": _said(bound),
        "kind": "group" if grouped else "tick" if isinstance(widget, forms.CheckboxInput) else "line",
        "control": "" if grouped else bound.as_widget(attrs=attrs),
        "described": described,
        "limit": limit,
        "mark": mark and bound.field.required,
        "inline": inline,
    }


@register.inclusion_tag("portal/components/form_errors.html")
def form_errors(*bound_forms: Any) -> dict[str, Any]:
    """Sum up all errors of one or more forms, each linked to its field."""
    listed = [error for form in bound_forms if form is not None for error in _errors(form)]
    return {"errors": listed, "count": len(listed)}


def _errors(form: Any) -> Iterator[tuple[str, str]]:
    if hasattr(form, "forms"):
        for part in form.forms:
            yield from _errors(part)
        yield from (("", error) for error in form.non_form_errors())
        return
    if not form.is_bound:
        return
    yield from (("", error) for error in form.non_field_errors())
    for bound in form:
        if bound.is_hidden:  # A reader has never seen its name, and there is nothing to jump to.
            yield from (("", error) for error in bound.errors)
        else:
            yield from ((_target(bound), words) for words in _summed(bound))


def _said(bound: BoundField) -> list[str]:
    """Return a field's errors; "This field is required" says less than what to do."""
    empty = _empty(bound.field.widget)
    return [empty if message == STOCK_REQUIRED else message for message in map(str, bound.errors)]


def _summed(bound: BoundField) -> Iterator[str]:
    """Yield the errors as they read away from their field: what only says "empty" needs the label."""
    for message in map(str, bound.errors):
        label = str(bound.label).rstrip(":?")
        yield f"{label}: {_empty(bound.field.widget)}" if message == STOCK_REQUIRED else message


def _empty(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick this to go on.")
    return _("Choose one.") if isinstance(widget, forms.Select | forms.RadioSelect) else _("Fill this in.")


def _target(bound: BoundField) -> str:
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple) and len(bound):
        return bound[0].id_for_label
    return bound.id_for_label or bound.auto_id
