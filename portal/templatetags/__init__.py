"""Template tags that every page may use; `ui` is loaded everywhere."""
