"""The ballot page: its shell. Ranking, sealing and casting happen in the browser (frontend/booth)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ballots import queries as ballots
from committees.queries.members import membership_of
from core import clock
from core.http import find
from elections import booth, permissions
from elections.models import Election


@require_safe
def cast_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The booth for whoever is on the roll while voting is open; else why not."""
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    entry = ballots.on_roll(election.contest, member.public_id)
    may_vote = permissions.cast_vote(member, election, entry, clock.now())
    context: dict[str, Any] = {"election": election, "committee": election.committee}
    if not may_vote:
        context |= {"reason": may_vote.reason, "booth": booth.watch_of(election, member)}
        return render(request, "elections/vote_closed.html", context, status=403)
    context["booth"] = booth.booth_of(election, member)
    return render(request, "ballots/cast.html", context)
