"""Input of the room: a reply's text, what it quotes, and the marks that make posting twice harmless."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from community.discussion.enums import TEXT_LIMIT
from portal.kit.forms import TextField


def new_token() -> str:
    """Return a mark for one newly drawn form."""
    return uuid.uuid4().hex


def refill(form: forms.Form, field: str, value: str) -> None:
    """Let a form that is shown again carry another hidden value than the one that was sent."""
    form.data = {**dict(form.data.items()), field: value}


class ReplyForm(forms.Form):
    """A new reply."""

    text = TextField(
        max_length=TEXT_LIMIT,
        rows=6,
        label=_("Your reply"),
        help_text=_("*Italics*, **bold**, lists and > quotations are kept. No names, dates or places of the patient."),
        error_messages={"required": _("Write something before you post.")},
    )
    quoted = forms.UUIDField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        initial=new_token,
        error_messages={"required": _("This form was damaged on the way. Your text is here; send it again.")},
    )


class EditForm(forms.Form):
    """A changed reply, and the revision it started from."""

    text = TextField(
        max_length=TEXT_LIMIT,
        rows=10,
        label=_("Your reply"),
        error_messages={"required": _("A reply cannot be empty. To take it back, withdraw it.")},
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
