"""What editors of one country must not see of another in the admin, beyond what Wagtail already keeps apart."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page, PageQuerySet

from home.editions.choices import own_locale_ids

# Reports whose rows or filters name other countries' work; their addresses are closed in `admin_urls.py`.
CLOSED_REPORTS = {"site-history", "workflows", "workflow-tasks", "page-types-usage"}


@hooks.register("construct_page_chooser_queryset")
def choose_own_or_live(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer the own editions' pages only: other countries' titles, drafts above all, are not ours to show."""
    # Only columns that are also filter fields of the search index: a join gives an error in chooser search.
    return pages.filter(Q(locale_id__in=own_locale_ids(request.user)) | Q(depth=1))


def check_own(request: HttpRequest, page: Page | None) -> None:
    """Answer as if there were no such page when it belongs to an edition that is not the person's own."""
    if page is None or (page.depth > 1 and page.locale_id not in own_locale_ids(request.user)):
        raise Http404


@hooks.register("construct_explorer_page_queryset")
def explore_own(parent: Page, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Open no other country's page: whoever has two editions has the root for a common start, and all below it."""
    check_own(request, parent)
    return pages


@hooks.register("before_move_page")
def move_within_own(request: HttpRequest, page: Page, destination: Page) -> None:
    """Name no page of another country while asking whether to move there."""
    check_own(request, page)
    check_own(request, destination)


@hooks.register("before_copy_page")
def copy_within_own(request: HttpRequest, page: Page) -> None:
    """Name no page of another country while saying that nothing can be copied there."""
    check_own(request, page)
    chosen = request.POST.get("new_parent_page", "")
    if chosen.isdecimal():
        check_own(request, Page.objects.filter(pk=chosen).first())


@hooks.register("construct_reports_menu")
def hide_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the reports that are closed."""
    items[:] = [item for item in items if item.name not in CLOSED_REPORTS]


@hooks.register("construct_main_menu")
def hide_help(request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's own help, which explains another product's duties."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def newsroom_style() -> SafeString:
    """Draw the portal's mark instead of Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/newsroom.css"))
