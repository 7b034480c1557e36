"""What happens to a sent form: saved, posted, or shown again with every word and what to put right."""

import uuid
from typing import Any, TypeAlias

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.cases import actions, queries
from community.cases.checking import Refused
from community.cases.doors import writer_of
from community.cases.forms import AskForm, CaseForm
from community.cases.models import Case
from community.shared import kept
from portal.kit.errors import Conflict, DomainError, NotFound
from portal.kit.forms import add_domain_error
from portal.kit.http import Request

Written: TypeAlias = AskForm | CaseForm


def form_page(request: Request, template: str, form: Written, *, status: int = 200, **context: Any) -> HttpResponse:
    """Show a writing page; the form carries whose it is, for the day the session is lost."""
    context |= {"form": form, "writer": kept.sign_writer(request.viewer.doctor_id)}
    return render(request, template, context, status=status)


def sent(
    request: Request, template: str, form: Written, *, post: bool = False, case: Case | None = None
) -> HttpResponse:
    """Save, preview or post what was sent, as its button said."""
    wanted = "post" if post else request.POST.get("do", "save")
    if not form.is_valid():
        return again(request, template, form, case=case)
    save = actions.quick_ask if wanted == "post" else actions.save_draft
    try:
        saved = save(by=writer_of(request), content=form.content(), **form.marks())
    except DomainError as refusal:
        return again(request, template, form, refusal, case=case)
    kept.forget(request, request.path)
    if wanted == "post":
        return posted(request, saved)
    if wanted == "preview":
        return redirect("cases:preview", saved.pk)
    messages.success(request, _("Saved as a draft. Only you can see it."))
    return redirect("cases:draft", saved.pk)


def posted(request: Request, case: Case) -> HttpResponse:
    """Lead to the posted case and say who sees it."""
    audience = queries.audience_names(case)
    messages.success(request, _("Your case is posted. Who can read it: %(audience)s.") % {"audience": audience})
    return redirect("cases:detail", case.pk)


def again(
    request: Request,
    template: str,
    form: Written,
    refusal: DomainError | None = None,
    *,
    case: Case | None = None,
) -> HttpResponse:
    """Show the form again with what is wrong; it can be sent again as it stands."""
    form.is_valid()
    form.mend_marks()
    context: dict[str, Any] = {"case": case}
    if isinstance(refusal, Conflict | NotFound):
        context |= _apart(request, form, refusal)
    if refusal is not None:
        tell(form, refusal)
    if "token" in form.cleaned_data and not isinstance(refusal, Conflict | NotFound):
        form.mark(version=queries.version_of(request.viewer, form.cleaned_data["token"]))
    status = refusal.status if refusal is not None and refusal.status != 400 else 422
    return form_page(request, template, form, status=status, **context)


def tell(form: Written, refusal: DomainError) -> None:
    """Put each of a refusal's problems at its field."""
    problems = refusal.problems if isinstance(refusal, Refused) else [(refusal.field, refusal.message)]
    for field, message in problems:
        add_domain_error(form, DomainError(message, field=field, code=refusal.code))


def keep_typed_apart(request: Request, form: Written) -> Case:
    """Keep what a refused page holds as a draft of its own."""
    return actions.keep_apart(by=writer_of(request), page=form.cleaned_data["page"], content=form.content())


def _apart(request: Request, form: Written, refusal: DomainError) -> dict[str, Any]:
    """Let the page go on as a draft of its own, beside the one that another page changed or posted."""
    other = queries.begun_with(request.viewer, form.cleaned_data["token"]) if "token" in form.cleaned_data else None
    if refusal.code == "other-page":
        copy = keep_typed_apart(request, form)
        form.mark(token=copy.post_token, page=uuid.uuid4(), version=copy.version)
        return {"other": other, "case": copy}
    if refusal.code != "stale":
        form.mark(token=uuid.uuid4(), page=uuid.uuid4(), version=0)
    elif other is not None:
        form.mark(version=other.version)
    return {"other": other}
