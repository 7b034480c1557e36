"""Who may vouch for a page: the people with an editor's duty for its country."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.doctors.enums import DutyKind
from community.doctors.models import Duty, User
from portal import countries
from portal.kit.errors import NotAllowed

EVERYWHERE = ""


def country_of(page: Page) -> str:
    """Return the country whose edition the page belongs to, or "" above and outside all editions."""
    try:
        return countries.edition(page.locale.language_code).country
    except countries.UnknownCountry:
        return ""


def approving_countries(user: User) -> frozenset[str]:
    """Return the countries whose pages the user may approve; "" stands for all of them."""
    duties = Duty.objects.current().filter(user=user, kind=DutyKind.EDITOR)
    return frozenset(duties.values_list("country", flat=True))


def may_approve(user: User, page: Page, *, held: frozenset[str] | None = None) -> bool:
    """Tell whether the user may approve revisions of this page; `held` saves asking for the duties again."""
    country = country_of(page)
    held = approving_countries(user) if held is None else held
    return bool(country) and user.is_active and (EVERYWHERE in held or country in held)


def check_may_approve(user: User, page: Page) -> None:
    """Refuse an approval by somebody without an editor's duty for the page's country."""
    if not may_approve(user, page):
        raise NotAllowed(_("Only an editor of this country can publish here."), code="not-an-editor")
