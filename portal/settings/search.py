"""Which engine answers knowledge search; editors' search stays on the database backend."""

from portal.settings import env

ELASTICSEARCH_URL = env.text("ELASTICSEARCH_URL")
ELASTICSEARCH_API_KEY = env.text("ELASTICSEARCH_API_KEY")
ELASTICSEARCH_CA = env.text("ELASTICSEARCH_CA")
SEARCH_INDEX_PREFIX = env.text("SEARCH_INDEX_PREFIX")

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
