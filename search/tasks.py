"""Background work of the search room: copy what changed, and a sweep that does so even when nobody asked."""

from datetime import timedelta

from portal.kit.jobs import Run, job
from search import index, querylog


@job("search.sync", queue="index", attempts=8, every=timedelta(minutes=1))
def sync(run: Run) -> None:
    """Bring the statistics and Elasticsearch up to date; a job that failed is tried again with a growing pause."""
    index.sync()


@job("search.forget_queries", every=timedelta(days=1))
def forget_queries(run: Run) -> None:
    """Drop query counts past their time."""
    querylog.forget()
