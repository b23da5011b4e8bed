"""The pages of actions, and calling, joining, changing, cancelling and reporting one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committees.models import Committee, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.ical import to_ical
from core.printing import fonts
from core.printing.sheet import Sheet
from core.speaking import say
from outreach.calendars_actions import entry
from outreach.forms.actions import (
    CallForm,
    CancelForm,
    ChangeForm,
    DecisionForm,
    ReportForm,
    TaskForm,
)
from outreach.marshals_sheet import marshals_sheet
from outreach.models import Action, Participation
from outreach.operations import actions as operations
from outreach.permissions import actions as permissions
from outreach.queries import actions as queries


@require_safe
def called_actions(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The actions of a committee, ahead and past, and those that it could join."""
    committee, member = own_committee(request, committee_id)
    ahead, past = queries.of_committee(committee)
    now = clock.now()
    decided = queries.decisions(committee, now)
    context = {
        "committee": committee,
        "ahead": ahead,
        "past": past,
        "to_join": queries.to_join(committee),
        "may_call": permissions.call_action(member, committee, next(iter(decided), None), now),
    }
    return page(request, "outreach/actions/called_actions.html", context)


def called_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action: when, what, and what this member may do."""
    part, member = found_for(request, public_id)
    context = {
        "page": queries.action_page(part.action, part, member, clock.now()),
        "form": TaskForm(),
        **_of(part),
    }
    return page(request, "outreach/actions/called_action.html", context)


def call_action(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Call what the committee has decided."""
    committee, member = own_committee(request, committee_id)
    now = clock.now()
    decided = queries.decisions(committee, now)
    permissions.call_action(member, committee, next(iter(decided), None), now).enforce()
    form = CallForm(
        request.POST or None,
        committee=committee,
        at=now,
        decisions=decided,
        initial={"decision": request.GET.get("decision", "")},
    )
    if request.method == "POST" and form.is_valid():
        called = operations.call_action(
            committee,
            form.plan(),
            decision=form.decided,
            expected=form.cleaned_data["expected"],
            by=member,
            at=now,
        )
        is_new = called.called_at == now
        told = _(
            "The action is called, and every member is told. Checklist and shifts stand ready."
        )
        say(request, told if is_new else _("You need do nothing: it was called before."))
        return redirect("called-action", called.public_id)
    return page(
        request, "outreach/actions/call_action.html", {"committee": committee, "form": form}
    )


def join_action(request: HttpRequest, committee_id: str, public_id: str) -> HttpResponse:
    """Take part with one's own committee, by its own resolution."""
    committee, member = own_committee(request, committee_id)
    joinable = Action.objects.filter(pk__in=[one.pk for one in queries.to_join(committee)])
    action = find(joinable.select_related("committee"), public_id)
    now = clock.now()
    adopting = queries.adopting(committee, action, now)
    permissions.join_action(member, action, next(iter(adopting), None), now).enforce()
    form = DecisionForm(request.POST or None, decisions=adopting)
    if request.method == "POST" and form.is_valid():
        operations.join_action(
            action,
            decision=form.decided,
            expected=form.cleaned_data["expected"],
            by=member,
            at=now,
        )
        say(request, _("Your committee takes part, and every member is told."))
        return redirect("called-action", public_id)
    context = {"committee": committee, "action": action, "form": form}
    return page(request, "outreach/actions/join_action.html", context)


def change_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change an action that was called."""
    part, member = found_for(request, public_id)
    now = clock.now()
    permissions.change_action(member, part.action, now).enforce()
    form = ChangeForm(
        request.POST or None,
        committee=part.action.committee,
        at=now,
        initial=ChangeForm.initial_of(part.action),
    )
    if request.method == "POST" and form.is_valid():
        sequence = part.action.sequence
        changed = operations.change_action(part.action, form.plan(), by=member, at=now)
        if changed.sequence == sequence:
            messages.info(request, _("Nothing was changed, and no notice was sent."))
        else:
            say(request, _("The action is changed, and every member is told."))
        return redirect("called-action", public_id)
    return page(request, "outreach/actions/change_action.html", {"form": form, **_of(part)})


def cancel_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call an action off."""
    part, member = found_for(request, public_id)
    now = clock.now()
    permissions.cancel_action(member, part.action, now).enforce()
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        operations.cancel_action(part.action, because=because, by=member, at=now)
        say(request, _("The action is cancelled. Every member is told."))
        return redirect("called-action", public_id)
    return page(request, "outreach/actions/cancel_action.html", {"form": form, **_of(part)})


def report_action(request: HttpRequest, public_id: str) -> HttpResponse:
    """The hand count, and what was won."""
    part, member = found_for(request, public_id)
    now = clock.now()
    permissions.report_action(member, part, now).enforce()
    form = ReportForm(request.POST or None, initial={"counted": part.counted, "won": part.won})
    if request.method == "POST" and form.is_valid():
        operations.report_action(
            part,
            counted=form.cleaned_data["counted"],
            won=form.cleaned_data["won"],
            by=member,
            at=now,
        )
        say(request, _("Noted. It stands in the minutes of the next meeting."))
        return redirect("called-action", public_id)
    return page(request, "outreach/actions/report_action.html", {"form": form, **_of(part)})


@require_safe
def action_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """One action for the member's own calendar, without the place."""
    part, _member = found_for(request, public_id)
    response = HttpResponse(
        to_ical([entry(part.action, part.committee)], at=clock.now()),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="date.ics"'
    return response


@require_safe
def print_marshals_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet for marshals to look at and to print."""
    part, made = _sheet(request, public_id)
    context = {"sheet": made, "are_fonts_built": fonts.are_built(), **_of(part)}
    return page(request, "outreach/actions/print_marshals_sheet.html", context)


@require_safe
def marshals_sheet_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a file; 422 with the page to print where it cannot be set."""
    part, made = _sheet(request, public_id)
    if not made.is_printable:
        context = {"sheet": made, "are_fonts_built": fonts.are_built(), **_of(part)}
        template = "outreach/actions/print_marshals_sheet.html"
        return render(request, template, context, status=422)
    return made.answer("marshals.pdf")


def own_committee(request: HttpRequest, committee_id: str) -> tuple[Committee, Membership]:
    """A committee of this person, and their membership; 404 for any other."""
    rows = Committee.objects.of(signed_in(request)).select_related("campus")
    committee = find(rows, committee_id)
    return committee, membership_of(request.user, committee)


def found_for(request: HttpRequest, public_id: str) -> tuple[Participation, Membership]:
    """The part that this person's committee takes in an action, and their membership; else 404.

    Who is a member of several that take part acts for the one that called it, else for the first.
    """
    user = signed_in(request)
    action = find(Action.objects.visible_to(user).select_related("committee__campus"), public_id)
    parts = list(
        action.participations.filter(committee__in=Committee.objects.of(user))
        .select_related("committee__campus", "resolution", "ballot")
        .order_by("joined_at", "pk")
    )
    part = next((one for one in parts if one.committee_id == action.committee_id), parts[0])
    part.action = action
    return part, membership_of(user, part.committee)


def _sheet(request: HttpRequest, public_id: str) -> tuple[Participation, Sheet]:
    part, member = found_for(request, public_id)
    permissions.print_marshals_sheet(member, part).enforce()
    return part, marshals_sheet(part)


def _of(part: Participation) -> dict[str, Any]:
    return {"action": part.action, "part": part, "committee": part.committee}
