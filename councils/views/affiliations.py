"""The councils of a committee: founding one, finding one to join, and what can follow."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees import permissions
from committees.models import Committee, Membership
from committees.names import one_line
from committees.operations import councils as operations
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from councils import effects as deciding
from councils.effects_changing import changing
from councils.forms.councils import ChangeCouncilForm, OpenCouncilForm
from councils.queries import affiliations as queries
from meetings import effects
from meetings import permissions as meetings_may
from meetings.queries import named_votes
from meetings.views.motions import motion_to_put

LONGEST_SEARCH = 120


@require_safe
def councils(request: HttpRequest, committee_id: str) -> HttpResponse:
    """To which councils a committee belongs, who sits there for it, and how to change that."""
    committee, member = _own(request, committee_id)
    now = clock.now()
    context = {
        "committee": committee,
        "belongings": queries.belongings(committee, member, now),
        "prepared": queries.prepared(committee, member),
        "may_open": permissions.open_council(member),
        "may_submit": meetings_may.submit_motion(member, committee),
    }
    return page(request, "councils/councils.html", context)


def open_council(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Write a council down, and put its founding to the meeting."""
    committee, member = _own(request, committee_id)
    may_open = permissions.open_council(member)
    form = OpenCouncilForm(
        request.POST if request.method == "POST" else None, committee=committee, member=member
    )
    if form.is_bound:
        may_open.enforce()
    if form.is_bound and form.is_valid():
        council = operations.open_council(**form.cleaned_data, by=member, at=clock.now())
        say(
            request, _("The council is written down. Now put it to a meeting: the motion is ready.")
        )
        return redirect(_motion_for(committee, council))
    context = {"committee": committee, "form": form, "may_open": may_open}
    return page(request, "councils/open_council.html", context)


@require_POST
def discard_council(request: HttpRequest, committee_id: str, public_id: str) -> HttpResponse:
    """Throw a council away that was only written down."""
    committee, member = _own(request, committee_id)
    council = find(Committee.objects.councils().filter(prepared_for=committee), public_id)
    operations.discard_council(council, by=member, at=clock.now())
    say(request, _("Discarded. Nobody can join this council any more."))
    return redirect("councils", committee_id)


def change_council(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Name and aims of a council, put to a meeting of its delegates."""
    council, member = _own(request, committee_id)
    if not council.is_council:
        raise Http404
    may_submit = meetings_may.submit_motion(member, council)
    form = ChangeCouncilForm(request.POST if request.method == "POST" else None, council=council)
    if form.is_bound:
        may_submit.enforce()
    if form.is_bound and form.is_valid():
        # Aims are too long for an address: the motion's page is given at once.
        asked = effects.token(changing(**form.cleaned_data))
        return page(request, *motion_to_put(council, {"effect": asked}, clock.now()))
    context = {"committee": council, "form": form, "may_submit": may_submit}
    return page(request, "councils/change_council.html", context)


@require_safe
def find_council(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Councils that the committee could join, by name or place."""
    committee, member = _own(request, committee_id)
    typed = one_line(request.GET.get("q", "")[:LONGEST_SEARCH])
    context = {
        "committee": committee,
        "typed": typed,
        "found": queries.councils_to_join(committee, typed, clock.now()),
        "may_submit": meetings_may.submit_motion(member, committee),
    }
    return page(request, "councils/find_council.html", context)


@require_safe
def council_votes(request: HttpRequest, committee_id: str) -> HttpResponse:
    """How the delegates of a committee have voted in its councils, for every member of it."""
    committee, _member = _own(request, committee_id)
    context = {"committee": committee, "votes": named_votes.latest_for(committee)}
    return page(request, "councils/council_votes.html", context)


def _motion_for(committee: Committee, council: Committee) -> str:
    asked = urlencode({"effect": effects.token(deciding.joining(council))})
    return f"{reverse('submit-motion', args=[committee.public_id])}?{asked}"


def _own(request: HttpRequest, committee_id: str) -> tuple[Committee, Membership]:
    committee = find(Committee.objects.of(signed_in(request)), committee_id)
    return committee, membership_of(request.user, committee)
