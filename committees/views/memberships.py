"""One's own membership, and the roll."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.fresh import fresh_sign_in_required
from committees import permissions
from committees.forms.memberships import ChosenNameForm
from committees.models import Committee, Membership
from committees.operations import memberships
from committees.queries.members import membership_of, roll_looks
from committees.queries.offices import leaving
from core import clock
from core.http import find, page, signed_in

ON_A_PAGE = 100


def leave_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What leaving ends, then leaving."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    if request.method == "POST":
        memberships.leave_committee(member, at=clock.now())
        messages.success(
            request,
            _("You have left %(committee)s. Your name there is erased.")
            % {"committee": committee.name},
        )
        return redirect("dashboard")
    context = {"committee": committee, "leaving": leaving(member)}
    return page(request, "committees/leave_committee.html", context)


def change_chosen_name(request: HttpRequest, public_id: str) -> HttpResponse:
    """Be called otherwise in this committee."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    form = ChosenNameForm(
        request.POST if request.method == "POST" else None,
        committee=committee,
        member=member,
        initial={"chosen_name": member.chosen_name},
    )
    if form.is_bound and form.is_valid():
        memberships.change_chosen_name(member, form.cleaned_data["chosen_name"], at=clock.now())
        messages.success(request, _("Your chosen name is changed. The old one is kept nowhere."))
        return redirect("committee", committee.public_id)
    return page(
        request, "committees/change_chosen_name.html", {"committee": committee, "form": form}
    )


def see_roll(request: HttpRequest, public_id: str) -> HttpResponse:
    """The members' chosen names, for membership secretaries after a fresh sign-in."""
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    member = membership_of(request.user, committee)
    # Asked before the sign-in: nobody proves themselves only to be refused.
    permissions.see_roll(member).enforce()
    return _shown_roll(request, member)


@fresh_sign_in_required
def _shown_roll(request: HttpRequest, member: Membership) -> HttpResponse:
    committee, now = member.committee, clock.now()
    memberships.see_roll(member, at=now)
    rows = Membership.objects.visible_to(request.user).active().filter(committee=committee)
    names = rows.order_by("folded_name").values("chosen_name", "joined_at")
    context = {
        "committee": committee,
        "roll": Paginator(names, ON_A_PAGE).get_page(request.GET.get("page")),
        "roll_looks": roll_looks(committee, now),
    }
    return page(request, "committees/see_roll.html", context)
