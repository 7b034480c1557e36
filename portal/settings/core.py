"""Apps, middleware, templates, languages and time."""

from django.utils.translation import gettext_lazy as _

from portal import countries
from portal.settings import env

BASE_DIR = env.ROOT
DEBUG = env.flag("PORTAL_DEBUG")
DEMO = env.flag("PORTAL_DEMO")
BASE_URL = env.text("BASE_URL").rstrip("/")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
PORT = env.number("PORT")
WEB_WORKERS = env.number("WEB_WORKERS")

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "doctors.User"

# Rooms come before the libraries they build on, so that their templates and notifiers win.
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "home.articles.apps.ArticlesConfig",
    "home.editions.apps.EditionsConfig",
    "home.workflow.apps.WorkflowConfig",
    "home.blocks.apps.BlocksConfig",
    "community.moderation.apps.ModerationConfig",
    "community.cases.apps.CasesConfig",
    "community.polls.apps.PollsConfig",
    "community.discussion.apps.DiscussionConfig",
    "community.notices.apps.NoticesConfig",
    "community.doctors.apps.DoctorsConfig",
    "search.apps.SearchConfig",
    "portal.kit.apps.KitConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    # Its tables are needed by the admin; its views are closed (`home.editions.admin_urls`).
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "template_partials",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_prometheus",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "portal.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "portal.middleware.ViewerMiddleware",
    "portal.middleware.AdminDoorMiddleware",
    "portal.middleware.DomainErrorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
if not env.flag("METRICS"):
    MIDDLEWARE = [name for name in MIDDLEWARE if "prometheus" not in name]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "portal.templatetags.ui",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ]
                    if DEBUG
                    else [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [(edition.locale, edition.name) for edition in countries.editions()]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SITE_NAME = _("Consilium")
METRICS = env.flag("METRICS")
