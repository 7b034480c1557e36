"""One set of settings for every environment: embedded by default, full by variables (see `env.py`)."""

from portal.settings.core import *  # noqa: F403
from portal.settings.data import *  # noqa: F403
from portal.settings.logging import *  # noqa: F403
from portal.settings.search import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.tasks import *  # noqa: F403
from portal.settings.wagtail import *  # noqa: F403
