"""The hall as its members see it: coming in, what is decided, the stack, one's own hand."""

from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Membership
from core import clock, live
from core.http import page
from core.speaking import say
from meetings import door, permissions, states
from meetings.forms.hall import CodeForm, CountForm, DutyForm, HandForm
from meetings.fragments import alike, fragment, kept, mark
from meetings.models import Duty, Meeting, SpeechKind, VoteMethod
from meetings.operations import hall_door, hall_officers, hall_stack
from meetings.queries import hall as queries
from meetings.queries.votes import VoteNow, as_seen_by, vote_for_all
from meetings.roles import coordinates, know_duties
from meetings.views.meetings import found_for

_NOW = "meetings/hall/hall_now.html"


class Shared(NamedTuple):
    """The hall, its vote, and the parts of its page that are written alike for everybody."""

    hall: queries.Hall
    vote: VoteNow | None
    deciding: str
    speaking: str
    quorum: str
    movers: frozenset[int | None]


@require_safe
def hall(request: HttpRequest, public_id: str) -> HttpResponse:
    """The hall on a member's phone, followed as it changes."""
    found, member = found_for(request, public_id)
    shared = _shared(found)
    context = _context(found, member, shared)
    context["part_ticket"] = _ticket(request, context, shared)
    return page(request, "meetings/hall/hall.html", context)


@require_safe
def hall_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of that page which change."""
    found, member = found_for(request, public_id)
    ticket = ""

    def parts() -> str:
        nonlocal ticket
        shared = kept(found, lambda: _shared(found))
        context = _context(found, member, shared)
        ticket = _ticket(request, context, shared)
        if of := _one_of_many(context):
            return alike(request, found, _NOW, context, of=of, part=_part(context))
        return render_to_string(_NOW, context, request)

    answer = fragment(request, found, parts)
    if ticket:
        answer["X-Part"] = ticket
    return answer


def attend_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Here: one tap, with the code that was scanned or typed."""
    found, member = found_for(request, public_id)
    now = clock.now()
    permissions.attend_meeting(member, found, now).enforce()
    scanned = request.method == "GET" and "code" in request.GET
    given = request.GET if scanned else request.POST or None
    if request.method == "POST" and not door.asks_code(found):
        hall_door.attend_meeting(found, code="", by=member, at=now)
        return redirect("hall", public_id)
    form = CodeForm(given, meeting=found, at=now)
    if request.method == "POST" and form.is_valid():
        hall_door.attend_meeting(found, code=form.cleaned_data["code"], by=member, at=now)
        return redirect("hall", public_id)
    return page(
        request,
        "meetings/hall/attend.html",
        {
            "form": form,
            "is_scanned": scanned and form.is_valid(),
            "asks_code": door.asks_code(found),
            **_of(found),
        },
    )


@require_POST
def leave_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Gone: no longer counted, off the stack."""
    found, member = found_for(request, public_id)
    hall_door.leave_meeting(found, by=member, at=clock.now())
    say(request, _("You are no longer counted as here. You can come back with the code."))
    return redirect("hall", public_id)


def count_at_door(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many members without a phone are there."""
    found, member = found_for(request, public_id)
    now = clock.now()
    permissions.count_at_door(member, found, now).enforce()
    form = CountForm(request.POST or None, initial={"number": found.hand_count})
    if request.method == "POST" and form.is_valid():
        hall_door.count_at_door(found, number=form.cleaned_data["number"], by=member, at=now)
        say(request, _("The number is entered, and counts for the quorum."))
        return redirect("hall", public_id)
    here = states.present(found) - found.hand_count
    return page(request, "meetings/hall/count.html", {"form": form, "here": here, **_of(found)})


@require_POST
def raise_hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """On the stack: for, against, a question, a point of order."""
    found, member = found_for(request, public_id)
    form = HandForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    kind = form.cleaned_data["kind"]
    hall_stack.raise_hand(found, kind=kind, by=member, at=clock.now())
    return redirect("hall", public_id)


@require_POST
def lower_hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """Off the stack."""
    found, member = found_for(request, public_id)
    hall_stack.lower_hand(found, by=member)
    return redirect("hall", public_id)


@require_POST
def offer_duty(request: HttpRequest, public_id: str) -> HttpResponse:
    """I would do it."""
    found, member = found_for(request, public_id)
    form = DutyForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    hall_officers.offer_duty(found, duty=form.cleaned_data["duty"], by=member)
    return redirect("hall", public_id)


@require_POST
def withdraw_offer(request: HttpRequest, public_id: str) -> HttpResponse:
    """I would not, after all."""
    found, member = found_for(request, public_id)
    hall_officers.withdraw_offer(found, by=member)
    return redirect("hall", public_id)


def _of(found: Meeting) -> dict[str, Any]:
    return {"meeting": found, "committee": found.committee}


def _shared(found: Meeting) -> Shared:
    """What everybody in the hall sees: the same rows, and the same words in one language."""
    shown = queries.hall(found, clock.now())
    context = {"hall": shown, **_of(found)}
    return Shared(
        shown,
        vote_for_all(found),
        render_to_string("meetings/hall/deciding.html", context),
        render_to_string("meetings/hall/speaking.html", context),
        render_to_string("meetings/hall/quorum.html", context),
        frozenset(found.motions.values_list("proposer", flat=True)),
    )


def _context(found: Meeting, member: Membership, shared: Shared) -> dict[str, Any]:
    """What only some pages ask is found when they do."""
    now, shown = clock.now(), shared.hall
    mine = queries.own(shown, member, found)
    found.item = shown.item
    know_duties(found, shown.officers)

    def may_raise_point() -> object:
        return may_raise or permissions.raise_hand(member, found, SpeechKind.POINT_OF_ORDER)

    may_raise = SimpleLazyObject(lambda: permissions.raise_hand(member, found, SpeechKind.FOR))
    return {
        "hall": shown,
        "own": mine,
        "mark": mark(found),
        "milliseconds": states.milliseconds(now),
        "deciding": shared.deciding,
        "speaking": shared.speaking,
        "quorum": shared.quorum,
        "vote": shared.vote and as_seen_by(shared.vote, found, member),
        "kinds": [one for one in SpeechKind.choices if one[0] != SpeechKind.POINT_OF_ORDER],
        "duties": [(duty, words) for duty, words in Duty.choices if duty not in mine.duties],
        "coordinates": partial(coordinates, member, found.committee),
        "may_attend": permissions.attend_meeting(member, found, now),
        "may_raise": may_raise,
        "may_raise_point": may_raise_point,
        "may_chair": partial(permissions.chair_meeting, member, found),
        "may_count": partial(permissions.count_at_door, member, found, now),
        "may_screen": partial(permissions.show_screen, member, found),
        **_of(found),
    }


def _only_attends(context: dict[str, Any]) -> bool:
    """Whether this member does nothing in the meeting but come, listen and vote."""
    hall, mine = context["hall"], context["own"]
    has_moved = hall.motion is not None and hall.motion.proposer_id == mine.key
    if mine.place or mine.speaks or mine.offered or mine.duties or has_moved:
        return False
    return not context["coordinates"]()


def _ticket(request: HttpRequest, context: dict[str, Any], shared: Shared) -> str:
    """What opens the part for all at the live process, until this member does something.

    A motion of theirs may be taken next, and nobody asks them before: movers have none.
    """
    if not _only_attends(context) or context["own"].key in shared.movers:
        return ""
    return live.part_ticket(_part(context), request.session.session_key or "")


def _part(context: dict[str, Any]) -> live.Part:
    kind = "here" if context["own"].is_here else "away"
    return live.Part(context["meeting"].live_topic, get_language() or "", kind)


def _one_of_many(context: dict[str, Any]) -> str:
    """A word for all members who see the very same; blank for whoever does something in the meeting."""
    mine, vote = context["own"], context["vote"]
    if not _only_attends(context):
        return ""
    if vote and (vote.method != VoteMethod.OPEN or vote.mine):
        return ""
    here = "here" if mine.is_here else "away"
    return f"{here}.{vote.state}" if vote else here
