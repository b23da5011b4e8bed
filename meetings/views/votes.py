"""A vote as a page of its own, and what is pressed there, in the hall and on the chair's page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ballots import boards, booth, paper_requests
from ballots.box import Signed
from committees.models import Membership
from core import clock
from core.decision import Refused
from core.http import find, page, signed_in
from core.middleware import public
from core.speaking import say
from meetings import permissions, states, voting
from meetings.forms.votes import CastForm, CountForm, PutForm
from meetings.fragments import fragment, mark
from meetings.models import Choice, Meeting, MeetingKind, Vote, VoteStatus
from meetings.operations import casting, counts, log
from meetings.operations import questions as putting
from meetings.operations import votes as operations
from meetings.queries.questions import Question, questions
from meetings.queries.votes import shown as vote_shown
from meetings.subjects import Subject
from meetings.views.meetings import found_for
from meetings.views.stale import as_it_is, has_handed_over, is_old, seen, to_chair, was_overtaken

_TO_CAST = ("public_id", "meeting__public_id", "meeting__status", "meeting__committee")


@require_safe
def vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """One vote: the question, one's own vote, the tellers' form, the chair's buttons, the result."""
    found, member = _found(request, public_id, vote_id)
    return _vote_page(request, found, member)


@require_safe
def vote_now(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """The parts of that page which change."""
    found, member = _found(request, public_id, vote_id)

    def parts() -> str:
        context = _context(found, member, CountForm())
        return render_to_string("meetings/votes/vote_now.html", context, request)

    return fragment(request, found.meeting, parts)


def put_question(request: HttpRequest, public_id: str) -> HttpResponse:
    """What can be put now, how, and for how long; what cannot be, with the reason."""
    meeting, member = found_for(request, public_id)
    operations.close_overdue(meeting, at=clock.now())
    meeting.refresh_from_db(fields=["version"])
    offered = questions(meeting, member)
    may = permissions.put_question(member, meeting, Subject("practice"), is_quorate=True)
    if has_handed_over(request, meeting, member):
        return to_chair(meeting, member)
    if not may and request.method == "POST" and is_old(request, meeting, member):
        return to_chair(meeting, member)  # two taps, or another who chairs was quicker
    may.enforce()
    chosen = request.POST.get("question", request.GET.get("question", ""))
    # Only what is debated is chosen beforehand: nobody suspends a rule by not looking.
    first = next((one.key for one in offered if one.may and one.subject.motion), "")
    form = PutForm(
        request.POST or None,
        offered=offered,
        methods=voting.methods(meeting),
        is_emergency=meeting.kind == MeetingKind.EMERGENCY,
        initial={
            "question": chosen or first,
            "method": voting.usual_method(meeting),
            "minutes": voting.LENGTHS[0],
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = putting.put_question(
                meeting,
                subject=form.subject,
                method=form.cleaned_data["method"],
                minutes=form.cleaned_data["minutes"],
                by=member,
                at=clock.now(),
                seen=seen(request),
            )
        except log.Stale as reason:
            meeting = as_it_is(meeting)
            if not permissions.put_question(
                member, meeting, Subject("practice"), is_quorate=True
            ) and is_old(request, meeting, member):
                return to_chair(meeting, member)
            form.add_error("method", str(reason))  # what was written stays
        except Refused as reason:
            form.add_error("method", str(reason))
        else:
            say(request, _("The question is put."))
            return _back(request, made)
    return page(
        request,
        "meetings/votes/put_question.html",
        {
            "form": form,
            "by_rule": _by_rule(offered),
            "refused": [one for one in offered if not one.may],
            "counting_rule": voting.counting_rule(),
            "voters_rule": voting.voters_rule(),
            "openness_rule": voting.openness_rule(meeting),
            "to": request.POST.get("to", request.GET.get("to", "")),
            **_of(meeting),
        },
    )


@require_POST
def cast_open_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """One tap, changed by another until the close."""
    found, member = _found_to_cast(request, public_id, vote_id)
    form = CastForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    choice = Choice(form.cleaned_data["choice"])
    over = request.POST.get("over", "")
    try:
        casting.cast_open_vote(found, choice=choice, by=member, at=clock.now(), over=over)
    except casting.CardRaised as card:
        context = {
            "vote": found,
            "choice": choice,
            "card": card,
            "to": request.POST.get("to", ""),
            **_of(found.meeting),
        }
        return render(request, "meetings/votes/change_card.html", context, status=409)
    return _back(request, found)


@require_POST
def enter_count(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """What one of the two has counted."""
    found, member = _found(request, public_id, vote_id)
    form = CountForm(request.POST)
    permissions.enter_count(member, found).enforce()
    if form.is_valid():
        try:
            counted = counts.enter_count(found, numbers=form.numbers, by=member, at=clock.now())
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            is_agreed = counted.status == VoteStatus.CLOSED
            say(
                request,
                _("Both have counted the same. The chair declares the result.")
                if is_agreed
                else _("Your count is entered. Nobody sees it before both are in."),
            )
            return _back(request, found)
    return _vote_page(request, found, member, form=form)


@require_POST
def close_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """The chair ends the vote before its time."""
    return _ruled(request, public_id, vote_id, operations.close_vote)


@require_POST
def declare_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """The result, on every screen."""
    return _ruled(request, public_id, vote_id, operations.declare_vote)


@require_POST
def recount_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """Again: the same question, a new vote."""
    return _ruled(request, public_id, vote_id, putting.recount_vote)


@require_POST
def set_aside_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """This vote does not count."""
    return _ruled(request, public_id, vote_id, putting.set_aside_vote)


@require_safe
def cast_secret_vote(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """The booth for whoever is on the roll while the vote is open; else why not."""
    found, member = _found(request, public_id, vote_id)
    if found.contest is None:
        raise Http404
    entry = casting.entry_of(found, member)
    may_vote = permissions.cast_secret_vote(member, found, entry, clock.now())
    here = reverse("vote", args=[public_id, vote_id])
    if not may_vote:
        context = {
            "reason": may_vote.reason,
            "vote": found,
            "booth": booth.watch_of(found.contest, member.public_id, in_meeting=True),
            **_of(found.meeting),
        }
        return render(request, "meetings/votes/no_ballot.html", context, status=403)
    context = {
        "booth": booth.booth_of(
            found.contest,
            member.public_id,
            paper=reverse("take-vote-paper", args=[public_id, vote_id]),
            page=here,
            title=found.contest.question,
            zone=found.meeting.timezone,
            in_meeting=True,
        )
    }
    return render(request, "ballots/cast.html", context)


@public  # answers 401 itself
@require_POST
def take_vote_paper(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """Sign two blinded values (protocol, section 4). Nothing of the session is written."""
    if not request.user.is_authenticated:
        return paper_requests.signed_out()
    found, member = _found(request, public_id, vote_id, closes=False)
    if found.contest is None:
        raise Http404

    def sign(envelope: bytes, ballot: bytes) -> Signed:
        return casting.take_vote_paper(
            found, envelope=envelope, ballot=ballot, by=member, at=clock.now()
        )

    return paper_requests.answered(request, found.contest, sign)


@require_safe
def vote_board(request: HttpRequest, public_id: str, vote_id: str) -> HttpResponse:
    """Every ballot of a secret vote; 404 before the result, and where none are published."""
    found, member = _found(request, public_id, vote_id)
    if found.contest is None or found.status != VoteStatus.DECLARED:
        raise Http404
    names = list(found.contest.options.order_by("number").values_list("label", flat=True))
    shown = boards.shown(found.contest, member.public_id, names, request.GET.get("page", ""))
    if shown is None:
        raise Http404
    context = {"vote": found, "in_meeting": True, **_of(found.meeting), **shown}
    return page(request, "meetings/votes/board.html", context)


def _found(
    request: HttpRequest, public_id: str, vote_id: str, *, closes: bool = True
) -> tuple[Vote, Membership]:
    """A vote of a meeting that the reader may see; one whose time is over is closed first."""
    meeting, member = found_for(request, public_id)
    found = find(Vote.objects.filter(meeting=meeting), vote_id)
    if closes and found.is_overdue(now := clock.now()):
        operations.close_overdue(meeting, at=now)
        meeting.refresh_from_db(fields=["version"])
        found.refresh_from_db()
    found.meeting = meeting
    return found, member


def _found_to_cast(request: HttpRequest, public_id: str, vote_id: str) -> tuple[Vote, Membership]:
    """The same with no more than casting asks: thousands do so within a minute."""
    members = Membership.objects.active().select_related("committee")
    member = members.filter(
        user=signed_in(request), committee__meetings__public_id=public_id
    ).first()
    if member is None:
        raise Http404
    of_committee = Vote.objects.filter(
        meeting__public_id=public_id, meeting__committee=member.committee_id
    )
    found = find(of_committee.select_related("meeting").only(*_TO_CAST), vote_id)
    found.meeting.committee = member.committee
    return found, member


def _vote_page(
    request: HttpRequest, found: Vote, member: Membership, *, form: CountForm | None = None
) -> HttpResponse:
    context = _context(found, member, form or CountForm())
    return page(request, "meetings/votes/vote.html", context)


def _context(found: Vote, member: Membership, form: CountForm) -> dict[str, Any]:
    return {
        "vote": vote_shown(found, found.meeting, member),
        "form": form,
        "is_own_page": True,
        "mark": mark(found.meeting),
        "milliseconds": states.milliseconds(clock.now()),
        **_of(found.meeting),
    }


def _ruled(
    request: HttpRequest, public_id: str, vote_id: str, operation: Callable[..., Vote]
) -> HttpResponse:
    found, member = _found(request, public_id, vote_id, closes=False)
    is_late = is_old(request, found.meeting, member)
    if not is_late:
        try:
            vote = operation(found, by=member, at=clock.now(), seen=seen(request))
        except log.Stale:
            if not was_overtaken(request, as_it_is(found.meeting), member):
                raise
        else:
            return _back(request, vote)
    if permissions.chair_meeting(member, as_it_is(found.meeting)):
        return _back(request, found)
    return redirect("hall", public_id)


def _back(request: HttpRequest, vote: Vote) -> HttpResponse:
    """To the page that was pressed, if it is one of this meeting's; else to the vote's own.

    Where only a part of the page had been fetched anew, its address ends in `now/`.
    """
    meeting = vote.meeting.public_id
    asked = request.POST.get("to", "").removesuffix("now/")
    if asked in (f"/meetings/{meeting}/hall/", f"/meetings/{meeting}/chair/"):
        return redirect(asked)
    return redirect("vote", meeting, vote.public_id)


def _by_rule(offered: list[Question]) -> list[tuple[str, list[str]]]:
    """Each rule once, with the kinds of questions that it decides."""
    found: dict[str, dict[str, None]] = {}
    for one in offered:
        if one.may:
            found.setdefault(one.rule, {})[str(one.label)] = None
    return [(rule, list(labels)) for rule, labels in found.items()]


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "committee": meeting.committee}
