"""What an editorial page is made of: blocks with previews, and the field that keeps them out of migrations."""
