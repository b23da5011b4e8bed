"""The pages of meetings, and calling, changing, cancelling, opening and closing one."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.models import Committee, CommitteeStatus, Membership
from committees.queries.members import membership_of
from core import clock
from core.http import find, page, signed_in
from core.speaking import say
from meetings import agenda, permissions, rules
from meetings.forms.meetings import CallForm, CancelForm, ChangeForm, CloseForm
from meetings.forms.requisitions import demanded
from meetings.models import ItemKind, Meeting, MeetingKind, Requisition, RequisitionStatus
from meetings.operations import meetings as operations
from meetings.queries import fair_hours, records
from meetings.queries import meetings as queries
from meetings.queries.joint import committees_of, invitations
from meetings.queries.requisitions import unanswered
from meetings.roles import coordinates


def committee_meetings(request: HttpRequest, committee_id: str) -> HttpResponse:
    """The meetings of a committee, ahead and past."""
    member = _member_in(request, committee_id)
    now = clock.now()
    return page(
        request,
        "meetings/meetings.html",
        {
            "committee": member.committee,
            "ahead": queries.of_committee(member.committee, signed_in(request), now),
            "past": queries.past(member.committee, now),
            "may_call": permissions.call_meeting(member, member.committee),
            "may_call_joint": permissions.call_joint_meeting(member, member.committee),
            "invitations": invitations(member.committee)
            if coordinates(member, member.committee)
            else [],
            "requisitions": unanswered(member.committee),
            "may_demand": permissions.demand_meeting(member, member.committee),
        },
    )


def meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """One meeting: when, where, what, and what this member may do."""
    found, member = found_for(request, public_id)
    now = clock.now()
    context = {"page": queries.meeting_page(found, member, now), **_of(found)}
    if found.joint_id is not None:
        context["joint_with"] = committees_of(found)
    if found.opened_at is not None:
        context["records"] = records.of_meeting(found, member, signed_in(request), now)
    return page(request, "meetings/meeting.html", context)


def call_meeting(request: HttpRequest, committee_id: str) -> HttpResponse:
    """Call a meeting."""
    member = _member_in(request, committee_id)
    committee, now = member.committee, clock.now()
    permissions.call_meeting(member, committee).enforce()
    owed = _owed(request, committee)
    initial = {"kind": request.GET["kind"]} if "kind" in request.GET else None
    is_asking = committee.is_council and ("compare" in request.POST or "take" in request.POST)
    if is_asking:  # nothing is called yet, and what was entered stays
        initial = {**request.POST.dict(), **_hour_taken(request)}
    form = CallForm(
        None if is_asking else request.POST or None,
        committee=committee,
        at=now,
        requisition=owed,
        initial=demanded(owed) if owed and not is_asking else initial,
    )
    if request.method == "POST" and not is_asking and form.is_valid():
        called = operations.call_meeting(
            committee,
            kind=form.cleaned_data["kind"],
            details=form.details(),
            by=member,
            at=now,
            requisition=owed,
        )
        say(
            request,
            _(
                "The meeting is called. The notice goes to every member now. "
                "Next, say whether you are coming yourself."
            ),
        )
        return redirect("meeting", called.public_id)
    usual = [(kind.label, agenda.usual(kind)) for kind in rules.kinds(committee)]
    return page(
        request,
        "meetings/call_meeting.html",
        {
            "committee": committee,
            "form": form,
            "usual": usual,
            "requisition": owed,
            "more_is_open": form.more_is_open,
            "comparison": fair_hours.compare(committee, *form.day_and_length)
            if is_asking
            else None,
        },
    )


def change_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a meeting that was called."""
    found, member = found_for(request, public_id)
    now = clock.now()
    permissions.change_meeting(member, found, now).enforce()
    form = ChangeForm(request.POST or None, meeting=found, at=now, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        sequence = found.sequence
        changed = operations.change_meeting(found, details=form.details(), by=member, at=now)
        if changed.sequence == sequence:
            messages.info(request, _("Nothing was changed, and no notice was sent."))
        else:
            say(
                request,
                _("The meeting is changed. A new notice says what is different."),
            )
        return redirect("meeting", public_id)
    return page(
        request,
        "meetings/change_meeting.html",
        {"form": form, "more_is_open": form.more_is_open, **_of(found)},
    )


def cancel_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Call a meeting off."""
    found, member = found_for(request, public_id)
    permissions.cancel_meeting(member, found).enforce()
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.cancel_meeting(
            found, reason=form.cleaned_data["reason"], by=member, at=clock.now()
        )
        say(request, _("The meeting is cancelled. Every member is told."))
        return redirect("meeting", public_id)
    return page(request, "meetings/cancel_meeting.html", {"form": form, **_of(found)})


@require_POST
def open_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a meeting at its time."""
    found, member = found_for(request, public_id)
    operations.open_meeting(found, by=member, at=clock.now())
    say(
        request, _("The meeting is open. Put the code where everybody sees it: under “The screen”.")
    )
    return redirect("chair-meeting", public_id)


def close_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Close a meeting with the number present."""
    found, member = found_for(request, public_id)
    now = clock.now()
    permissions.close_meeting(member, found, now).enforce()
    form = CloseForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        present = form.cleaned_data["present"]
        closed = operations.close_meeting(found, present=present, by=member, at=now)
        _say_closed(request, closed)
        return redirect("meeting", public_id)
    return page(request, "meetings/close_meeting.html", {"form": form, **_of(found)})


def found_for(request: HttpRequest, public_id: str) -> tuple[Meeting, Membership]:
    """A meeting that the reader may see, and the reader's membership; 404 otherwise."""
    found = find(Meeting.objects.read_by(signed_in(request)), public_id)
    found.reader.committee = found.committee
    return found, found.reader


def _member_in(request: HttpRequest, committee_id: str) -> Membership:
    committee = find(Committee.objects.visible_to(request.user), committee_id)
    return membership_of(request.user, committee)


def _hour_taken(request: HttpRequest) -> dict[str, str]:
    """The hour that was chosen in the comparison."""
    hour = request.POST.get("take", "")
    return {"local_time": hour} if re.fullmatch(r"[0-2]\d:00", hour) else {}


def _owed(request: HttpRequest, committee: Committee) -> Requisition | None:
    """The demand of members that a new meeting is to answer, where one is given."""
    if "requisition" not in request.GET:
        return None
    waiting = committee.requisitions.filter(status=RequisitionStatus.REACHED)
    found = find(waiting, request.GET["requisition"])
    found.committee = committee
    return found


def _of(found: Meeting) -> dict[str, Any]:
    return {"meeting": found, "committee": found.committee}


def _initial(found: Meeting) -> dict[str, Any]:
    business = found.agenda.filter(kind=ItemKind.BUSINESS).order_by("position")
    items = [agenda.Item(one.title, one.minutes) for one in business]
    return {
        "local_date": found.local_date,
        "local_time": found.local_time,
        "minutes": found.minutes,
        "place": found.place,
        "title": found.title,
        "purpose": found.purpose,
        "agenda": agenda.to_text(items),
        "room_link": found.room_link,
        "listening": found.listening,
    }


def _say_closed(request: HttpRequest, closed: Meeting) -> None:
    if closed.kind != MeetingKind.FOUNDING:
        say(request, _("The meeting is closed."))
    elif closed.committee.status == CommitteeStatus.FOUNDED:
        say(
            request,
            _(
                "The meeting is closed, and your committee is founded. "
                "Next, announce the first election."
            ),
        )
    else:
        messages.warning(
            request,
            _(
                "The meeting is closed. The committee is not founded yet: that takes three "
                "members, and three present. Call another founding meeting."
            ),
        )
