"""Duties that begin or end by the clock take effect without anybody signing anything."""

from datetime import timedelta

from portal.kit.jobs import Run, job


@job("editions.sync_groups", every=timedelta(minutes=5))
def sync_groups(run: Run) -> None:
    """Bring every account's groups in line with its duties."""
    from home.editions.duties import sync_all

    sync_all()
