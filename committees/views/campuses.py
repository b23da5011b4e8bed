"""Finding a campus, and adding one that is missing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from committees import campus_guesses, campus_search, permissions
from committees.forms.campuses import AddCampusForm
from committees.models import Campus
from committees.operations import campuses as operations
from committees.queries.faces import at_work, campus_lines, place, with_sizes
from core import clock
from core.http import find, page
from core.middleware import public

ON_A_PAGE = 20
PAGES_AT_MOST = 25


@public
def campuses(request: HttpRequest) -> HttpResponse:
    """Campuses by name, nickname or city, twenty to a page."""
    typed = request.GET.get("q", "").strip()[:200]
    number = _page_number(request.GET.get("page", ""))
    rows: list[Campus] = []
    is_guessed = False
    if campus_search.is_enough(typed):
        start = (number - 1) * ON_A_PAGE
        found = campus_search.search(typed)
        rows = list(found[start : start + ON_A_PAGE + 1])
        is_guessed = not rows and not (start and found.exists())
        if is_guessed:
            rows = list(campus_guesses.guess(typed)[start : start + ON_A_PAGE + 1])
    context = {
        "typed": typed,
        "is_enough": campus_search.is_enough(typed),
        "is_guessed": is_guessed,
        "lines": campus_lines(rows[:ON_A_PAGE]),
        "at_work": at_work(typed) if campus_search.is_enough(typed) and number == 1 else [],
        "previous": number - 1,
        "following": number + 1 if len(rows) > ON_A_PAGE and number < PAGES_AT_MOST else 0,
    }
    return page(request, "committees/campuses.html", context)


@public
def campus(request: HttpRequest, public_id: str) -> HttpResponse:
    """A campus and its committees."""
    found = find(Campus.objects.all(), public_id)
    context = {
        "campus": found,
        "place": place(found),
        "committees": with_sizes(found),
    }
    return page(request, "committees/campus.html", context)


def add_campus(request: HttpRequest) -> HttpResponse:
    """A missing campus, once nobody finds it among those of a similar name."""
    may_add = permissions.add_campus(request.user, clock.now())  # type: ignore[arg-type]
    form = AddCampusForm(
        request.POST if request.method == "POST" else None,
        initial={"name": request.GET.get("name", "")[:200]},
    )
    alike: list[Campus] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        alike = campus_search.near_duplicates(data["name"], data["city"], data["country"])
        if not alike or data["sure"]:
            added = operations.add_campus(
                data["name"],
                nicknames=data["nicknames"],
                city=data["city"],
                country=data["country"],
                timezone=data["timezone"],
                kind=data["kind"],
                by=request.user,  # type: ignore[arg-type]
                at=clock.now(),
            )
            messages.success(
                request,
                _("The campus is added, and anybody can find it. Found its first committee."),
            )
            return redirect("campus", added.public_id)
    context = {"form": form, "alike": campus_lines(alike), "may_add": may_add}
    return page(request, "committees/add_campus.html", context)


def _page_number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text), 1), PAGES_AT_MOST) if is_number else 1
