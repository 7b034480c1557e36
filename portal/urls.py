"""All addresses: community, account and search without a prefix; editions below their locale."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import views

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"

urlpatterns = [
    path("", views.chooser, name="chooser"),
    path("lounge/", views.lounge, name="lounge"),
    path("theme/", views.theme, name="theme"),
    path("account/", views.account, name="account_home"),
    path("account/", include("allauth.urls")),
    path("cases/", include("community.cases.urls")),
    path("discussion/", include("community.discussion.urls")),
    path("notices/", include("community.notices.urls")),
    path("search/", include("search.urls")),
    path("admin/", include("home.editions.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
if settings.METRICS:
    urlpatterns.append(path("", include("django_prometheus.urls")))
if settings.DEBUG:
    from portal.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
# Editors' pictures; a deployment's proxy answers this address before it gets here.
urlpatterns.append(path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}))
urlpatterns += i18n_patterns(path("", include("home.editions.urls")), prefix_default_language=True)
