"""Input fields that keep what was typed and say exactly what is wrong with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kit.errors import DomainError
from portal.kit.text import clean_text


class TextField(forms.CharField):
    """A text that is cleaned of control characters, and told its length when it is too long."""

    def __init__(self, *, max_length: int, rows: int | None = None, **options: Any) -> None:
        if rows and "widget" not in options:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=None, **options)
        self.limit = max_length
        self.widget.attrs["data-limit"] = max_length

    def to_python(self, value: Any) -> str:
        """Return the cleaned text."""
        return clean_text(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse an empty required text, or one past the limit, saying both numbers."""
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                _("This has %(count)s characters; at most %(limit)s fit. Shorten it by %(over)s."),
                code="max_length",
                params={"count": len(value), "limit": self.limit, "over": len(value) - self.limit},
            )


def add_domain_error(form: forms.BaseForm, error: DomainError) -> None:
    """Put a rule's refusal at the field it belongs to, or at the top of the form."""
    field = error.field if error.field in form.fields else None
    form.add_error(field, ValidationError(str(error.message), code=error.code))
