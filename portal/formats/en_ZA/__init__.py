"""Formats of South Africa."""
