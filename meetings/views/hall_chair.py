"""The chair's page, and its rulings: one tap each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committees.models import Membership
from core import clock
from core.http import find, page
from core.speaking import say
from meetings import permissions, states, voting
from meetings.forms.hall import (
    BREAKS,
    AdjournForm,
    AmendmentOutcomeForm,
    MotionOutcomeForm,
    RulingForm,
)
from meetings.fragments import fragment, mark
from meetings.models import (
    AgendaItem,
    Amendment,
    Meeting,
    MeetingOfficer,
    Motion,
    Offer,
    Speaker,
    VoteAbout,
    VoteStatus,
)
from meetings.operations import hall_chair, hall_officers, hall_stack, log
from meetings.queries import hall as queries
from meetings.queries.hall_chair import chair_page
from meetings.queries.joint import beside
from meetings.queries.questions import questions
from meetings.queries.records import to_approve
from meetings.queries.votes import vote_now
from meetings.roles import coordinates, has_chaired, led_in
from meetings.views.meetings import found_for
from meetings.views.stale import (
    NO_LONGER,
    as_it_is,
    has_handed_over,
    is_old,
    seen,
    to_chair,
    was_overtaken,
)

# What is put of the motion that is debated; the rest is chosen on a page of its own.
_DEBATED = (VoteAbout.AMENDMENT, VoteAbout.MOTION, VoteAbout.CLOSE_DEBATE)


class Ruling(NamedTuple):
    """What every ruling is given: who rules, when, and the version on the page that was pressed."""

    by: Membership
    at: datetime
    seen: int

    def given(self) -> dict[str, Any]:
        """As an operation takes it."""
        return self._asdict()


@require_safe
def chair_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """What whoever chairs can do now, and what they need to know for it."""
    found, member = found_for(request, public_id)
    if not permissions.chair_meeting(member, found):
        return _no_chair(request, found, member)
    return page(request, "meetings/hall/chair.html", _context(found, member))


@require_safe
def chair_now(request: HttpRequest, public_id: str) -> HttpResponse:
    """The parts of that page which change."""
    found, member = found_for(request, public_id)
    if not permissions.chair_meeting(member, found):
        return _no_chair(request, found, member)  # the page, which reads it, loads anew
    return fragment(
        request,
        found,
        lambda: render_to_string("meetings/hall/chair_now.html", _context(found, member), request),
    )


@require_POST
def take_item(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next item."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        item = _named(AgendaItem.objects.filter(meeting=found), request, "item")
        item.meeting = found
        hall_chair.take_item(item, **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def move_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """The motion is moved."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        motion = _named(_motions(found), request, "motion")
        hall_chair.move_motion(motion, **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def settle_motion(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remitted, withdrawn, fallen."""
    form = MotionOutcomeForm(request.POST)
    if not form.is_valid():
        raise BadRequest

    def rule(found: Meeting, ruling: Ruling) -> None:
        motion = _named(_motions(found), request, "motion")
        hall_chair.settle_motion(motion, outcome=form.cleaned_data["outcome"], **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def move_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """An amendment is moved."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        amendment = _named(_amendments(found), request, "amendment")
        hall_chair.move_amendment(amendment, **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def settle_amendment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdrawn, fallen."""
    form = AmendmentOutcomeForm(request.POST)
    if not form.is_valid():
        raise BadRequest

    def rule(found: Meeting, ruling: Ruling) -> None:
        amendment = _named(_amendments(found), request, "amendment")
        outcome = form.cleaned_data["outcome"]
        hall_chair.settle_amendment(amendment, outcome=outcome, **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def call_speaker(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next on the stack, or another whom the chair calls."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        speaker = _named(Speaker.objects.filter(meeting=found), request, "speaker")
        hall_stack.call_speaker(found, speaker=speaker, **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def end_speech(request: HttpRequest, public_id: str) -> HttpResponse:
    """The speech is over."""
    return _simple(request, public_id, hall_stack.end_speech)


@require_POST
def close_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nobody new on the list."""
    return _simple(request, public_id, hall_stack.close_list)


@require_POST
def open_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list is open again."""
    return _simple(request, public_id, hall_stack.open_list)


@require_POST
def adopt_balance(request: HttpRequest, public_id: str) -> HttpResponse:
    """For and against take turns."""
    return _simple(request, public_id, hall_stack.adopt_balance)


@require_POST
def drop_balance(request: HttpRequest, public_id: str) -> HttpResponse:
    """They no longer do."""
    return _simple(request, public_id, hall_stack.drop_balance)


@require_POST
def choose_officer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom the meeting chose, of those who offered."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        hall_officers.choose_officer(_offer(found, request), **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def hand_over_chair(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chair goes to another."""

    def rule(found: Meeting, ruling: Ruling) -> None:
        hall_officers.hand_over_chair(_offer(found, request), **ruling.given())

    return _ruled(request, public_id, rule)


@require_POST
def release_officer(request: HttpRequest, public_id: str) -> HttpResponse:
    """A duty ends: of a member, by their chosen place in the list of officers."""
    found, member = found_for(request, public_id)
    given = request.POST.get("officer", "")
    rows = MeetingOfficer.objects.filter(meeting=found).select_related("membership")
    officer = rows.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 19 else None
    if officer is None:
        raise Http404
    officer.meeting = found
    hall_officers.release_officer(officer, by=member, at=clock.now())
    if officer.membership_id == member.pk:
        say(request, _("You have laid this down."))
    return to_chair(found, member)


def note_ruling(request: HttpRequest, public_id: str) -> HttpResponse:
    """The answer to a point of order."""
    found, member = found_for(request, public_id)
    if has_handed_over(request, found, member):
        return to_chair(found, member)
    permissions.note_ruling(member, found).enforce()
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hall_chair.note_ruling(
            found,
            is_upheld=form.cleaned_data["upheld"] == "yes",
            text=form.cleaned_data["text"],
            by=member,
            at=clock.now(),
            seen=None,
        )
        return redirect("chair-meeting", public_id)
    return page(request, "meetings/hall/note_ruling.html", {"form": form, **_of(found)})


def adjourn_meeting(request: HttpRequest, public_id: str) -> HttpResponse:
    """A break, or another day."""
    found, member = found_for(request, public_id)
    may = permissions.adjourn_meeting(member, found)
    if has_handed_over(request, found, member):
        return to_chair(found, member)
    if not may and request.method == "POST" and is_old(request, found, member):
        return to_chair(found, member)  # two taps
    may.enforce()
    now = clock.now()
    form = AdjournForm(request.POST or None, meeting=found, at=now)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            hall_chair.adjourn_meeting(found, until=until, by=member, at=now, seen=found.version)
        except log.Stale:
            if not was_overtaken(request, as_it_is(found), member):
                raise
        return to_chair(found, member)
    context = {"form": form, "breaks": BREAKS, **_of(found)}
    return page(request, "meetings/hall/adjourn.html", context)


@require_POST
def undo_ruling(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the newest ruling back, the one that the page showed."""
    found, member = found_for(request, public_id)
    if has_handed_over(request, found, member):
        return to_chair(found, member)
    given = request.POST.get("entry", "")
    number = int(given[:9]) if given.isdecimal() else 0
    hall_chair.undo_ruling(found, number=number, by=member, at=clock.now())
    return to_chair(found, member)


def _no_chair(request: HttpRequest, found: Meeting, member: Membership) -> HttpResponse:
    """Why the chair's page is not theirs, and where the hall is."""
    may = permissions.chair_meeting(member, found)
    reason = NO_LONGER if has_chaired(member, found) else may.reason
    context: dict[str, Any] = {"reason": reason, **_of(found)}
    if led_in(found).pk != found.pk and coordinates(member, found.committee):
        shown = queries.hall(found, clock.now())
        context |= {
            "hall": shown,
            "own": queries.own(shown, member, found),
            "offers": queries.offers(found) if shown.is_open else [],
            "takes_back": permissions.hand_chair_to_committee(member, led_in(found), found),
        }
    return render(request, "meetings/hall/no_chair.html", context, status=403)


def _ruled(
    request: HttpRequest, public_id: str, rule: Callable[[Meeting, Ruling], object]
) -> HttpResponse:
    """Rule, unless the meeting has moved on since the page was shown: then show it as it is."""
    found, member = found_for(request, public_id)
    if is_old(request, found, member):
        return to_chair(found, member)
    try:
        rule(found, Ruling(member, clock.now(), seen(request)))
    except log.Stale:
        if not was_overtaken(request, as_it_is(found), member):
            raise
    except Http404:  # what was chosen may have gone since the meeting was looked at
        if not is_old(request, as_it_is(found), member):
            raise
    return to_chair(found, member)


def _simple(request: HttpRequest, public_id: str, operate: Callable[..., object]) -> HttpResponse:
    return _ruled(request, public_id, lambda found, ruling: operate(found, **ruling.given()))


def _named(rows: Any, request: HttpRequest, name: str) -> Any:
    return find(rows, request.POST.get(name, ""))


def _motions(found: Meeting) -> Any:
    return Motion.objects.filter(meeting=found).select_related("meeting__committee__campus")


def _amendments(found: Meeting) -> Any:
    rows = Amendment.objects.filter(motion__meeting=found)
    return rows.select_related("motion__meeting__committee__campus")


def _offer(found: Meeting, request: HttpRequest) -> Offer:
    rows = Offer.objects.filter(meeting=found).select_related("membership__committee")
    offer: Offer = _named(rows, request, "offer")
    offer.meeting = found
    return offer


def _of(found: Meeting) -> dict[str, Any]:
    return {"meeting": found, "committee": found.committee}


def _context(found: Meeting, member: Membership) -> dict[str, Any]:
    now = clock.now()
    shown = queries.hall(found, now)
    found.item = shown.item
    vote = vote_now(found, member)
    to_put = [one for one in questions(found, member) if one.may and one.subject.about in _DEBATED]
    return {
        "hall": shown,
        "page": chair_page(shown, member, log.newest(found)),
        "mark": mark(found),
        "milliseconds": states.milliseconds(now),
        "vote": vote,
        "is_voting": vote is not None and vote.state in (VoteStatus.OPEN, VoteStatus.CLOSED),
        "to_put": to_put,
        "decides": any(one.subject.about != VoteAbout.CLOSE_DEBATE for one in to_put),
        "usual_method": voting.usual_method(found),
        "beside": beside(found),
        "approvals": to_approve(found, member),
        "speaking_rule": queries.speaking_rule(found),
        "own": queries.own(shown, member, found),
        **_of(found),
    }
