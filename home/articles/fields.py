"""Form fields for sets that are stored as `|a|b|`."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from portal.kit.audience import pack, unpack


class PackedField(forms.MultipleChoiceField):
    """Several choices, shown as boxes to tick and kept as one text."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Callable[[], Iterable[tuple[str, str]]], **options: Any) -> None:
        super().__init__(choices=choices, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """Tick the boxes of a stored set."""
        return sorted(unpack(value)) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return the chosen set as it is stored."""
        return pack(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare sets, not spellings."""
        return super().has_changed(sorted(unpack(initial or "")), data)
