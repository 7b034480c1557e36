"""The request as every view gets it: after the middleware, with its viewer and what htmx asked."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from portal.kit.viewers import Viewer


class Request(HttpRequest):
    """An HttpRequest that passed the middleware; named in views' signatures, never made."""

    viewer: "Viewer"
    htmx: "HtmxDetails"
