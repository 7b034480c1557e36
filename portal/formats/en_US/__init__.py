"""Formats of the United States."""
