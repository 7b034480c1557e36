"""One factory per model, in files named after rooms; no surprises inside."""
