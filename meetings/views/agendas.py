"""Ordering an agenda, and the papers of a meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.http import page
from core.printing import fonts
from core.speaking import say
from meetings import papers, permissions
from meetings.forms.agenda import AgendaForm
from meetings.models import ItemKind
from meetings.operations import agenda as operations
from meetings.views.meetings import found_for


def plan_agenda(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move items up and down, set their times, add standing items."""
    found, member = found_for(request, public_id)
    permissions.plan_agenda(member, found).enforce()
    items = list(found.agenda.order_by("position"))
    form = AgendaForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        operations.plan_agenda(
            found,
            form.places(),
            add=request.POST.get("add", ""),
            remove=request.POST.get("remove", ""),
            by=member,
            at=clock.now(),
        )
        if "save" in request.POST:
            say(request, _("The agenda is ordered."))
            return redirect("meeting", public_id)
        return redirect("plan-agenda", public_id)
    there = {one.kind for one in items}
    context = {
        "meeting": found,
        "committee": found.committee,
        "form": form,
        "standing": [
            (kind.value, kind.label)
            for kind in (ItemKind.CHAIR, ItemKind.MINUTES)
            if kind not in there
        ],
        "sum": sum(one.minutes or 0 for one in items),
    }
    return page(request, "meetings/motions/plan_agenda.html", context)


@require_safe
def meeting_papers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything for a meeting on one page: agenda, motions, amendments, composites."""
    found, _member = found_for(request, public_id)
    made = papers.papers(found, request.user)
    return page(request, "meetings/motions/papers.html", _context(made))


@require_safe
def papers_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a file; 422 with the page to print where it cannot be set."""
    found, _member = found_for(request, public_id)
    made = papers.papers(found, request.user)
    if not made.sheet.is_printable:
        return render(request, "meetings/motions/papers.html", _context(made), status=422)
    return made.sheet.answer("papers.pdf")


def _context(made: papers.Papers) -> dict[str, object]:
    return {
        "meeting": made.meeting,
        "committee": made.meeting.committee,
        "papers": made,
        "are_fonts_built": fonts.are_built(),
    }
