"""Job advertisements of an edition; empty until its issue is built."""
