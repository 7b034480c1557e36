"""Published case reports from JSON Lines: read, described, stored; see docs/import.md for the format."""
