"""Pages of rules to print: for tellers, for observers, for voters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.models import Committee
from committees.queries.members import membership_of
from core.http import find, page
from core.printing import fonts
from elections.rules_pages import Rules, rules_for


@require_safe
def rules_page(request: HttpRequest, committee_id: str, who: str) -> HttpResponse:
    """To read, to print from the browser, or to download."""
    made = _made(request, committee_id, who)
    return page(request, "elections/rules.html", _context(made))


@require_safe
def rules_pdf(request: HttpRequest, committee_id: str, who: str) -> HttpResponse:
    """The same as a file; 422 with the page to print where it cannot be set."""
    made = _made(request, committee_id, who)
    if not made.is_printable:
        return render(request, "elections/rules.html", _context(made), status=422)
    return made.answer(f"rules-for-{who}.pdf")


def _made(request: HttpRequest, committee_id: str, who: str) -> Rules:
    rows = Committee.objects.visible_to(request.user).select_related("campus")
    committee = find(rows, committee_id)
    membership_of(request.user, committee)
    return rules_for(who, committee)


def _context(made: Rules) -> dict[str, object]:
    return {"committee": made.committee, "rules": made, "are_fonts_built": fonts.are_built()}
