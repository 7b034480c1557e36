"""Who reads an article: its audience, and the editors of its country; the same rule for one page and for a list."""

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Substr
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from community.doctors.enums import DutyKind
from home.articles.models import ArticlePage
from home.editions.media import EditionDocument
from home.editions.pages import PageRequest
from portal import countries
from portal.kit.audience import admitting
from portal.kit.viewers import Viewer

# Tree paths have four characters a level: an article lies below a home (8) and a section (12).
ANCESTOR_LENGTHS = (8, 12)


def may_read(viewer: Viewer, page: ArticlePage) -> bool:
    """Tell whether this viewer may read this article now."""
    if not page.live or page.get_ancestors().filter(live=False).exists():
        return False
    edition = page.edition
    return page.audience.admits(viewer) or bool(edition and viewer.has_duty(DutyKind.EDITOR, edition.country))


def readable_by(viewer: Viewer, pages: PageQuerySet | None = None) -> PageQuerySet:
    """Keep the articles this viewer may read: live, below live pages, and meant for them."""
    pages = ArticlePage.objects.all() if pages is None else pages
    return pages.filter(admitting(viewer) | _edited_by(viewer), live=True).exclude(_below_hidden())


def published() -> PageQuerySet:
    """Return every article that somebody can read."""
    return ArticlePage.objects.filter(live=True).exclude(_below_hidden())


def may_open(request: PageRequest, document: EditionDocument) -> bool:
    """Tell whether the person may have this document: by a page they may read, or to choose it for a page."""
    named = ReferenceIndex.get_references_to(document).filter(base_content_type__model="page")
    pages = [int(pk) for pk in named.values_list("object_id", flat=True).distinct()]
    if pages and readable_by(request.viewer, ArticlePage.objects.filter(pk__in=pages)).exists():
        return True
    policy = policy_registry.get_by_type(EditionDocument)
    return bool(policy.user_has_permission_for_instance(request.user, "choose", document))


def _edited_by(viewer: Viewer) -> Q:
    held = viewer.duty_countries(DutyKind.EDITOR)
    found = Q(pk__in=[])
    for edition in countries.editions():
        if "" in held or edition.country in held:
            found |= Q(url_path__startswith=f"/{edition.locale}/")
    return found


def _below_hidden() -> Exists:
    above = [
        Substr(OuterRef("path"), Value(1), Value(length), output_field=CharField()) for length in ANCESTOR_LENGTHS
    ]
    return Exists(Page.objects.filter(path__in=above, live=False))
