"""What the booth asks for a ballot paper, and is answered: the one step of a vote that knows the voter.

Its address belongs to whoever called the vote, who knows the member and says whether they may.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from ballots.box import Signed
from ballots.models import Contest
from ballots.operations.papers import OtherPaper
from ballots.protocol.encoding import Malformed, b64, canonical, fields, parse, unb64
from core.decision import Refused

_RSA = 384
_MOST_BYTES = 4_096


def answered(
    request: HttpRequest, contest: Contest, sign: Callable[[bytes, bytes], Signed]
) -> HttpResponse:
    """Have the two blinded values signed by `sign(envelope, ballot)` (protocol, section 4)."""
    try:
        sent = fields(parse(request.read(_MOST_BYTES)), "ballot", "envelope", "fingerprint")
        ballot, envelope = unb64(sent["ballot"], _RSA), unb64(sent["envelope"], _RSA)
        if sent["fingerprint"] != contest.fingerprint:
            return _json({"fault": "fingerprint"}, 422)
        signed = sign(envelope, ballot)
    except Malformed:
        return _json({"fault": "format"}, 422)
    except OtherPaper:
        return _json({"fault": "other-paper"}, 409)
    except Refused as reason:
        return _json({"fault": "refused", "reason": str(reason)}, 403)
    return _json(
        {"ballot": b64(signed.ballot_signature), "envelope": b64(signed.envelope_signature)}
    )


def signed_out() -> HttpResponse:
    """For whoever is not signed in: a script cannot follow the way to the sign-in page."""
    return _json({"fault": "signed-out"}, 401)


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(canonical(content), content_type="application/json", status=status)
