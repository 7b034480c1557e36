"""The audit trail: one line per act that matters, written in the act's own transaction."""

from uuid import UUID

from portal.kit.models import AuditEntry


def record(
    action: str, *, by: UUID | None, subject: str, country: str = "", detail: dict[str, str | int | bool] | None = None
) -> None:
    """Add a line; `subject` is `kind:id`, `detail` holds codes and numbers only."""
    AuditEntry.objects.create(action=action, by_id=by, subject=subject, country=country, detail=detail or {})
