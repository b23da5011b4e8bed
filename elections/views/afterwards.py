"""After the declaration: challenges, what a meeting decided about them, and vacancies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import TooMany
from ballots import queries as ballots
from committees.models import Membership
from committees.queries.members import membership_of
from core import clock
from core.decision import Refused
from core.http import find, page
from core.speaking import say
from elections import permissions
from elections.forms.challenges import ChallengeForm, DecisionForm
from elections.models import Challenge, ChallengeStatus, Election
from elections.operations import challenges, vacancies


def challenge_election(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who may, until when, who decides; and the reason."""
    election, member = _election(request, public_id)
    entry = ballots.on_roll(election.contest, member.public_id)
    permissions.challenge_election(member, election, entry, clock.now()).enforce()
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            challenges.challenge_election(election, reason=reason, by=member, at=clock.now())
        except TooMany:
            form.add_error(
                "reason", _("You have challenged it twice today. Say the rest at the meeting.")
            )
        else:
            say(
                request, _("The result is challenged. The members are told, and a meeting decides.")
            )
            return redirect("election", election.public_id)
    return page(
        request,
        "elections/challenge_election.html",
        {"election": election, "committee": election.committee, "form": form},
    )


def decide_challenge(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a meeting decided, in its words."""
    rows = Challenge.objects.visible_to(request.user)
    challenge = find(rows.select_related("election__committee__campus"), public_id)
    election = challenge.election
    member = membership_of(request.user, election.committee)
    permissions.decide_challenge(member, challenge).enforce()
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        committee=election.committee,
        challenge=challenge,
    )
    if form.is_bound and form.is_valid():
        challenges.decide_challenge(
            challenge,
            is_upheld=form.cleaned_data["outcome"] == ChallengeStatus.UPHELD,
            decision=form.cleaned_data["decision"],
            meeting=form.cleaned_data["meeting"],
            by=member,
            at=clock.now(),
        )
        say(request, _("The decision of the meeting stands on the election’s page."))
        return redirect("election", election.public_id)
    return page(
        request,
        "elections/decide_challenge.html",
        {
            "election": election,
            "committee": election.committee,
            "challenge": challenge,
            "form": form,
        },
    )


@require_POST
def fill_vacancy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Count the ballots back, and ask whoever they elect."""
    election, member = _election(request, public_id)
    try:
        asked = vacancies.fill_vacancy(election, by=member, at=clock.now())
    except Refused as reason:
        say(request, str(reason))
    else:
        words = _("Counted back, the ballots elect %(name)s, who is asked now.")
        say(request, words % {"name": asked.name})
    return redirect("election", election.public_id)


def _election(request: HttpRequest, public_id: str) -> tuple[Election, Membership]:
    rows = Election.objects.visible_to(request.user)
    election = find(rows.select_related("committee__campus", "contest"), public_id)
    return election, membership_of(request.user, election.committee)
