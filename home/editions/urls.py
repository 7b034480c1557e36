"""Public pages below their locale; Wagtail's own sign-in pages are left out, since they know no second factor."""

from django.urls import re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

urlpatterns = [re_path(serve_pattern, serve, name="wagtail_serve")]
