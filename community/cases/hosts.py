"""Cases as hosts of a discussion: who reads along, who may reply, and what a new reply changes."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from community.cases import access
from community.cases.actions import count_replies
from community.cases.checking import Refused, guard_problems
from community.cases.enums import CaseState
from community.cases.models import Case
from portal.kit.viewers import Viewer


class CaseHost:
    """Answers the discussion room's questions about a case."""

    def visible(self, viewer: Viewer, subject_ids: Collection[UUID]) -> set[UUID]:
        """Return those of the cases whose discussion the viewer may read; a withdrawn one's goes with the case."""
        found = access.visible_to(viewer).filter(pk__in=subject_ids)
        if viewer.doctor_id:
            found = found.exclude(state=CaseState.WITHDRAWN, author_id=viewer.doctor_id)
        return set(found.values_list("pk", flat=True))

    def check_can_reply(self, viewer: Viewer, subject_id: UUID) -> None:
        """Raise NotAllowed, with the reason, when the case takes no reply of this viewer's."""
        access.check_can_reply(viewer, access.get_case_for(viewer, subject_id))

    def check_text(self, text: str, viewer: Viewer, subject_id: UUID) -> None:
        """Refuse a reply that would identify a patient."""
        problems = guard_problems({"text": text}, viewer.country)
        if problems:
            raise Refused(problems, code="guarded")

    def url(self, subject_id: UUID) -> str:
        """Return the case's address."""
        return reverse("cases:detail", args=[subject_id])

    def title(self, subject_id: UUID) -> str:
        """Return the case's title."""
        return self.titles([subject_id]).get(subject_id, "")

    def titles(self, subject_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the titles of several cases in one query."""
        return dict(Case.objects.filter(pk__in=subject_ids).values_list("pk", "title"))

    def asked_by(self, subject_id: UUID) -> UUID | None:
        """Return the case's author, whose replies are marked as the asker's."""
        return Case.objects.filter(pk=subject_id).values_list("author_id", flat=True).first()

    def reply_changed(self, subject_id: UUID, reply_id: UUID) -> None:
        """Count anew and tell the index."""
        count_replies(case_id=subject_id, reply_id=reply_id)
