"""The ballot paper, asked for by the booth: the one step of a vote that knows the member."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from ballots.operations.papers import OtherPaper
from ballots.protocol.encoding import Malformed, b64, canonical, fields, parse, unb64
from committees.queries import membership_of
from core import clock
from core.decision import Refused
from core.http import find
from core.middleware import public
from elections.models import Election
from elections.operations import voting

_RSA = 384
_MOST_BYTES = 4_096


@public  # answers 401 itself: a script cannot follow the way to the sign-in page
@require_POST
def take_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign two blinded values (protocol, section 4). Nothing of the session is written."""
    if not request.user.is_authenticated:
        return _json({"fault": "signed-out"}, 401)
    election = find(
        Election.objects.visible_to(request.user).select_related("committee", "contest"), public_id
    )
    member = membership_of(request.user, election.committee)
    try:
        sent = fields(parse(request.read(_MOST_BYTES)), "ballot", "envelope", "fingerprint")
        ballot, envelope = unb64(sent["ballot"], _RSA), unb64(sent["envelope"], _RSA)
        if sent["fingerprint"] != election.contest.fingerprint:
            return _json({"fault": "fingerprint"}, 422)
        signed = voting.take_paper(
            election, envelope=envelope, ballot=ballot, by=member, at=clock.now()
        )
    except Malformed:
        return _json({"fault": "format"}, 422)
    except OtherPaper:
        return _json({"fault": "other-paper"}, 409)
    except Refused as reason:
        return _json({"fault": "refused", "reason": str(reason)}, 403)
    return _json(
        {"ballot": b64(signed.ballot_signature), "envelope": b64(signed.envelope_signature)}
    )


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(canonical(content), content_type="application/json", status=status)
