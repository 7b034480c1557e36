"""A log line carries codes, never people."""

import logging
import sys

from portal.kit.logs import SafeFilter


def record(message, *args, exc_info=None):
    made = logging.LogRecord("x", logging.INFO, "f.py", 1, message, args, exc_info)
    SafeFilter().filter(made)
    return made


def test_addresses_and_queries_are_cut():
    made = record("GET /search/?q=rare+case by %s", "ada@example.org")

    assert made.getMessage() == "GET /search/?… by (address)"


def test_exception_keeps_its_type_and_place_and_loses_its_text():
    try:
        raise ValueError("patient Jane, GMC 1234567")
    except ValueError:
        made = record("failed", exc_info=sys.exc_info())

    text = logging.Formatter("%(message)s").format(made)
    assert text.splitlines()[1] == "ValueError"
    assert "Jane" not in text
