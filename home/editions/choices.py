"""What a person may put into a page: the pictures, documents and pages that the choosers offer them."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry

from community.doctors.models import User
from home.blocks.references import Reference


def own_locale_ids(user: User | AnonymousUser) -> list[int]:
    """Return the locales of the editions whose pages this person may work on."""
    held = GroupPagePermission.objects.filter(group__user__pk=user.pk)
    return list(held.values_list("page__locale_id", flat=True).distinct())


def foreign(user: User | None, named: Iterable[Reference]) -> set[Reference]:
    """Return what no chooser would offer this person; without a person that is everything."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for model, pk in named:
        wanted[model].add(pk)
    return {(model, pk) for model, pks in wanted.items() for pk in pks - _offered(user, model, pks)}


def _offered(user: User | None, model: type[Model], pks: set[str]) -> set[str]:
    if user is None:
        return set()
    if issubclass(model, Page):
        own = Page.objects.filter(locale_id__in=own_locale_ids(user))
    elif issubclass(model, (get_image_model(), get_document_model())):
        own = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, {"choose"})
    else:
        return pks  # Nothing else belongs to a country.
    numbers = [pk for pk in pks if pk.isdecimal()]
    return {str(pk) for pk in own.filter(pk__in=numbers).values_list("pk", flat=True)}
