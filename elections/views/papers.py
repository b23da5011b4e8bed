"""The ballot paper of an election, asked for by the booth."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ballots import paper_requests
from ballots.box import Signed
from committees.queries.members import membership_of
from core import clock
from core.http import find
from core.middleware import public
from elections.models import Election
from elections.operations import voting


@public  # answers 401 itself
@require_POST
def take_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign two blinded values (protocol, section 4). Nothing of the session is written."""
    if not request.user.is_authenticated:
        return paper_requests.signed_out()
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)

    def sign(envelope: bytes, ballot: bytes) -> Signed:
        return voting.take_paper(
            election, envelope=envelope, ballot=ballot, by=member, at=clock.now()
        )

    return paper_requests.answered(request, election.contest, sign)
