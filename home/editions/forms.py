"""The form of an editorial page: takes from the choosers only what they offer, whatever the browser sends."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField

from home.blocks.references import REFUSED, references, refusal, without
from home.editions.choices import foreign


class OwnChoicesForm(WagtailAdminPageForm):
    """Refuses pictures, documents and pages of other countries, except where the saved page has them already.

    The answer shows the form again, and would name what was refused: so the refused value is taken out of it.
    """

    def clean(self) -> dict[str, Any]:
        """Look at what was sent, also where another error already stands."""
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, ModelChoiceField):
                self._check_choice(name, field)
            elif isinstance(field, BlockField):
                self._check_body(name, field)
        return cleaned

    def _check_choice(self, name: str, field: ModelChoiceField) -> None:
        sent, saved = self[name].data, getattr(self.instance, f"{name}_id", None)
        if not sent or str(sent) == str(saved) or field.queryset is None:
            return
        if foreign(self.for_user, [(field.queryset.model, str(sent))]):
            self._refuse(name, ValidationError(REFUSED), None)

    def _check_body(self, name: str, field: BlockField) -> None:
        sent, saved = self[name].data, getattr(self.instance, name)
        refused = foreign(self.for_user, references(field.block, sent) - references(field.block, saved))
        if refused:
            self._refuse(name, refusal(field.block, sent, refused), without(field.block, sent, refused))

    def _refuse(self, name: str, error: ValidationError, shown: Any) -> None:
        self.errors.pop(name, None)  # A body shows one error: this one.
        self.add_error(name, error)

        def bound_data(_data: Any, _initial: Any) -> Any:
            return shown

        self.fields[name].bound_data = bound_data  # type: ignore[method-assign]
