"""Addresses of Wagtail's admin that the portal answers itself; included before Wagtail's own.

People, groups and accounts are managed by duties and by the account pages; the site history and the workflow
reports show every country's work to every editor.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer as if there were nothing."""
    raise Http404


def own_account(request: HttpRequest) -> HttpResponse:
    """Lead to the portal's account page."""
    return redirect("account_home")


urlpatterns = [
    path("account/", own_account),
    re_path(r"^(users|groups|api-tokens)/", closed),
    re_path(r"^reports/(site-history|workflow|workflow_tasks)/", closed),
    re_path(r"^workflows/", closed),
]
