"""Real services for the tests on a bare machine: PostgreSQL, Redis and Elasticsearch on loopback, without containers.

Only the standard library is used here, so that these scripts run before anything is installed:
`python3 -m tests.services start`, `stop`, `status`, `kill NAME`.
"""
