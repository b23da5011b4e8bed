"""One tap: a practice vote on the roll of an election."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committees.queries.members import membership_of
from core import clock
from core.http import find
from core.speaking import say
from elections.models import Election
from elections.operations import rehearsals


@require_POST
def rehearse_election(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open it, and go there."""
    rows = Election.objects.visible_to(request.user)
    election = find(rows.select_related("committee"), public_id)
    member = membership_of(request.user, election.committee)
    rehearsal = rehearsals.rehearse_election(election, by=member, at=clock.now())
    say(
        request,
        _(
            "The practice is open for ten minutes. Everybody on the roll sees it on their home "
            "page; nobody gets a mail."
        ),
    )
    return redirect("election", rehearsal.public_id)
