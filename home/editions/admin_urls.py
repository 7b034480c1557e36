"""Addresses of Wagtail's admin that the portal answers itself; included before Wagtail's own.

People, groups and accounts are managed by duties and by the account pages; some reports and the bulk pages name
every country's work to every editor. What is closed answers as if there were nothing.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.views.bulk_action import index
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.editions.wagtail_hooks import check_own

ANY_ACTION = {"add", "change", "delete", "choose"}


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer as if there were nothing."""
    raise Http404


def own_account(request: HttpRequest) -> HttpResponse:
    """Lead to the portal's account page."""
    return redirect("account_home")


@require_admin_access
def own_bulk(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Let Wagtail act in bulk on the person's own things; its page lists the others by title, to say it cannot."""
    model = {"page": Page, "editionimage": get_image_model(), "editiondocument": get_document_model()}.get(model_name)
    ids = set(request.GET.getlist("id"))
    if model is Page and "all" in ids:
        ids = {request.GET.get("childOf", "")}  # Everything below a page: the page decides.
    # Wagtail itself narrows "all" of pictures and documents to the own ones.
    named = ids - {"all"}
    if model is None or not all(item.isdecimal() for item in named):
        raise Http404
    policy = policy_registry.get_by_type(model)
    own = policy.instances_user_has_any_permission_for(request.user, ANY_ACTION).filter(pk__in=named)
    if own.count() != len(named):
        raise Http404
    return index(request, app_label, model_name, action)


@require_admin_access
def choose_below(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Let Wagtail offer what lies below one of the person's own pages; its answer names that one by title."""
    check_own(request, Page.objects.filter(pk=parent_page_id).first())
    return chooser.BrowseView.as_view()(request, parent_page_id)


@require_admin_access
def choose_several(request: HttpRequest) -> HttpResponse:
    """Let Wagtail tell about the chosen pages when all of them are the person's own."""
    ids = request.GET.getlist("id")
    if not all(item.isdecimal() for item in ids):
        raise Http404
    for page in Page.objects.filter(pk__in=ids):
        if page.is_root():
            raise Http404  # It is nobody's, and Wagtail asks for its parent.
        check_own(request, page)
    return chooser.ChosenMultipleView.as_view()(request)


urlpatterns = [
    path("account/", own_account),
    path("choose-page/<int:parent_page_id>/", choose_below),
    path("choose-page/chosen-multiple/", choose_several),
    re_path(r"^(users|groups|api-tokens)/", closed),
    re_path(r"^api/main/(images|documents)/", closed),  # All countries' media; the choosers do not ask it.
    re_path(r"^pages/usage/", closed),  # Its filter names all countries' editors.
    re_path(r"^reports/(site-history|workflow|workflow_tasks|page-types-usage)/", closed),
    re_path(r"^workflows/", closed),
    re_path(r"^(failwhale|test404)/", closed),  # Wagtail's pages that fail on purpose.
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", own_bulk),
]
