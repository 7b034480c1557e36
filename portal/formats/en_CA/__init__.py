"""Formats of English Canada."""
