"""Tools with no knowledge of any room."""
