"""The room's few numbers, each in one place."""

from datetime import timedelta

EDIT_WINDOW = timedelta(minutes=30)
PAGE_SIZE = 25
TEXT_LIMIT = 20_000
EXCERPT_LENGTH = 240
