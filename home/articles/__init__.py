"""Articles: the editorial page type, who reads it, and how it is found."""
