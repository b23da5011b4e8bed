"""Opening, editing and ending a committee."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import limited
from committees import permissions
from committees.forms.committees import EditCommitteeForm, OpenCommitteeForm, aims_of
from committees.founding import gate
from committees.models import Campus, Committee, Membership
from committees.operations import committees
from committees.queries.committees import is_dissolution_asked
from committees.queries.members import membership_of, takes_two
from committees.views.founding_requests import try_code
from core import clock, words
from core.http import find, page, signed_in


@limited
def open_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """The first committee on a campus, or one more."""
    campus = find(Campus.objects.all(), public_id)
    user = signed_in(request)
    passed = gate(user, campus)
    sent = request.POST if request.method == "POST" else None
    form = OpenCommitteeForm(sent, campus=campus, passed=passed)
    try_code(request, passed)
    if beginning := request.POST.get("begin_with"):
        # Another text for the aims; whatever else was typed stays.
        typed = {key: value for key, value in request.POST.items() if key in form.fields}
        form = OpenCommitteeForm(campus=campus, passed=passed)
        form.initial.update(typed, aims=aims_of(beginning, campus) or typed.get("aims", ""))
    elif form.is_bound and form.is_valid():
        committee = committees.open_committee(
            campus, **form.cleaned_data, language=get_language() or "en", by=user, at=clock.now()
        )
        messages.success(
            request,
            _(
                "The committee is open, and you carry its offices. Next: invite two people you trust."
            ),
        )
        return redirect("committee", committee.public_id)
    context = {
        "campus": campus,
        "form": form,
        "may_open": permissions.open_committee(user, campus, ""),
        "passed": passed,
        "beginnings": words.load("aims"),
    }
    return page(request, "committees/open_committee.html", context)


def edit_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the committee says of itself."""
    committee, member = _own(request, public_id)
    may_edit = permissions.edit_committee(member, committee)
    form = EditCommitteeForm(
        request.POST if request.method == "POST" else None, committee=committee
    )
    if form.is_bound and (not may_edit or form.is_valid()):
        may_edit.enforce()
        committees.edit_committee(committee, form.cleaned_data, by=member, at=clock.now())
        messages.success(request, _("Changed. Members see for 14 days what was changed."))
        return redirect("committee", committee.public_id)
    context = {"committee": committee, "form": form, "may_edit": may_edit}
    return page(request, "committees/edit_committee.html", context)


def dissolve_committee(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ending a committee; from ten members on two people do it."""
    committee, member = _own(request, public_id)
    now = clock.now()
    if request.method == "POST":
        committee = committees.dissolve_committee(committee, by=member, at=now)
        return _said(request, committee)
    context = {
        "committee": committee,
        "takes_two": takes_two(committee),
        "is_asked_for": is_dissolution_asked(committee, now),
        "may_dissolve": permissions.dissolve_committee(member, committee, now),
        "may_confirm": permissions.confirm_dissolution(member, committee, now),
    }
    return page(request, "committees/dissolve_committee.html", context)


@require_POST
def confirm_dissolution(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person's yes."""
    committee, member = _own(request, public_id)
    return _said(request, committees.confirm_dissolution(committee, by=member, at=clock.now()))


def _own(request: HttpRequest, public_id: str) -> tuple[Committee, Membership]:
    committee = find(Committee.objects.of(signed_in(request)), public_id)
    return committee, membership_of(request.user, committee)


def _said(request: HttpRequest, committee: Committee) -> HttpResponse:
    if committee.is_alive:
        messages.warning(
            request, _("Members are told. A second officer must confirm it within 24 hours.")
        )
        return redirect("committee", committee.public_id)
    messages.success(request, _("The committee is dissolved, and its members are told."))
    return redirect("dashboard")
