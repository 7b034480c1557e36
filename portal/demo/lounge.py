"""Seeds the demo's cases and replies through the lounge's own actions, dated relative to now."""

from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from community.cases import actions
from community.cases.content import Content, read
from community.cases.models import Case
from community.discussion.actions import add_reply
from community.doctors.models import Doctor
from portal.demo.seed import hours_ago
from search.index import gathered

TEXTS = ("title", "question", "presentation", "history", "examination", "investigations")


def token_of(row: dict[str, Any]) -> UUID:
    """Return the token that makes seeding a case twice one case."""
    return uuid5(NAMESPACE_URL, f"consilium-demo:case:{row['slug']}")


def is_seeded(row: dict[str, Any]) -> bool:
    """Tell whether the case is there already."""
    return Case.objects.filter(post_token=token_of(row)).exists()


@gathered()
def seed_case(row: dict[str, Any], doctors: dict[str, Doctor]) -> None:
    """Ask the case, add its replies in order, and close it when it is told to be closed."""
    author = doctors[row["author"]]
    case = actions.quick_ask(
        by=author, token=token_of(row), content=_content(row), at=hours_ago(row["posted_hours_ago"])
    )
    assert case.thread is not None, "a posted case has a thread"
    replies: list[UUID] = []
    for number, reply in enumerate(row.get("reply", [])):
        quoted = replies[reply["quotes"]] if "quotes" in reply else None
        written = add_reply(
            thread=case.thread,
            by=doctors[reply["author"]],
            text=reply["text"],
            token=f"demo-{row['slug']}-{number}",
            quoted=quoted,
            at=hours_ago(reply["hours_ago"]),
        )
        replies.append(written.pk)
    if "edited_hours_ago" in row:
        case.refresh_from_db()
        _edit(case, row, author)
    if row["state"] == "closed":
        last = min([reply["hours_ago"] for reply in row.get("reply", [])], default=row["posted_hours_ago"])
        actions.close_case(by=author, case_id=case.pk, at=hours_ago(last * 0.9))


def _content(row: dict[str, Any]) -> Content:
    texts = {name: row.get(name, "").strip() for name in TEXTS}
    facts = {name: row[name] for name in ("specialty", "language", "urgency", "audience") if name in row}
    sex = row.get("sex", "")
    return Content(
        **texts,
        **facts,
        age_band=row.get("age_band", ""),
        sex=sex if sex in {"female", "male", "intersex"} else "",
    )


def _edit(case: Case, row: dict[str, Any], author: Doctor) -> None:
    now = read(case)
    field = "investigations" if now.investigations else "question"
    changed = replace(now, **{field: f"{getattr(now, field)}\n\n{row['edit_note'].strip()}"})
    at = hours_ago(row["edited_hours_ago"])
    actions.edit_case(by=author, case_id=case.pk, version=case.version, content=changed, at=at)
