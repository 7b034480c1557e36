"""The demo: content of our own writing and what seeds it."""
