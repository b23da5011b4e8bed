"""The paths of the box: no cookie, no session, no referrer, no address, no time (section 7)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from ballots import definitions, files, queries
from ballots.models import Contest, ContestStatus
from ballots.operations import casting, evidence
from ballots.protocol import complaints
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, b64, canonical, parse, unb64
from ballots.protocol.outer import Refused as BadOuter
from core import clock
from core.decision import Refused
from core.middleware import public

_STATES = {
    ContestStatus.OPEN: "open",
    ContestStatus.CLOSED: "complaints",
    ContestStatus.LISTED: "opening",
    ContestStatus.COUNTED: "counted",
    ContestStatus.VOID: "void",
}
JSON = "application/json"


@public
@require_GET
def definition(request: HttpRequest, contest_id: str) -> HttpResponse:
    """The definition, in the bytes whose hash is the fingerprint."""
    return HttpResponse(_definition(contest_id).canonical, content_type=JSON)


@public
@require_GET
def key_contest(request: HttpRequest, key: str) -> HttpResponse:
    """The vote whose paper names the holder of this public key; empty while none does."""
    try:
        sign = unb64(key, 32)
    except Malformed:
        raise Http404 from None
    contests = Contest.objects.exclude(status=ContestStatus.VOID).filter(definition__isnull=False)
    found = contests.filter(holders__sign=sign).order_by("-pk").first()
    return _json({"contest": found.public_id if found else ""})


@public
@require_GET
def roll(request: HttpRequest, contest_id: str) -> HttpResponse:
    """The sorted leaves of the roll (section 2), from the announcement until the roll is deleted."""
    contest = Contest.objects.filter(public_id=contest_id).first()
    leaves = [b64(leaf) for leaf, _issued in queries.leaves(contest)] if contest else []
    if not leaves:
        raise Http404
    return _json({"leaves": leaves})


@public
@require_GET
def ready(request: HttpRequest, contest_id: str) -> HttpResponse:
    """Every key holder's word that their keys are the ones in the definition."""
    found = _definition(contest_id)
    holders = _contest(contest_id).holders.filter(ready__isnull=False).order_by("number")
    signatures = [b64(bytes(one)) for one in holders.values_list("ready", flat=True) if one]
    return _json({"definition": b64(found.fingerprint), "ready": signatures})


@public
@require_GET
def state(request: HttpRequest, contest_id: str) -> HttpResponse:
    """Where the vote stands, and the server's clock."""
    contest = _contest(contest_id)
    word = _STATES.get(ContestStatus(contest.status), "waiting")
    return _json({"now": int(clock.now().timestamp()), "state": word})


@public
@require_POST
def cast_envelope(request: HttpRequest, contest_id: str) -> HttpResponse:
    """Take an envelope and give the receipt."""
    return _into_the_box(request, contest_id, casting.cast_envelope, extra=0)


@public
@require_POST
def lodge_complaint(request: HttpRequest, contest_id: str) -> HttpResponse:
    """Take an envelope that the list lacks though there is a receipt."""
    return _into_the_box(request, contest_id, casting.lodge_complaint, extra=casting.RECEIPT)


@public
@require_POST
def bring_evidence(request: HttpRequest, contest_id: str) -> HttpResponse:
    """Take a complaint about what became of a ballot, from nobody."""
    contest, data = _contest(contest_id), request.read(complaints.MOST_BYTES + 1)
    if len(data) > complaints.MOST_BYTES:
        return _json({"fault": "length"}, 422)
    try:
        parse(data)
        kept = evidence.bring_evidence(contest, data, at=clock.now())
    except Malformed:
        return _json({"fault": "format"}, 422)
    except Refused as reason:
        return _json({"fault": str(reason)}, 403)
    return _json({"complaint": kept.public_id})


def _into_the_box(
    request: HttpRequest, contest_id: str, operation: Callable[..., bytes], *, extra: int
) -> HttpResponse:
    found = _definition(contest_id)
    data = request.read(found.outer_length + extra + 1)
    if len(data) != found.outer_length + extra:
        return _json({"fault": "length"}, 422)
    try:
        return _json({"receipt": b64(operation(found, data, at=clock.now()))})
    except BadOuter as fault:
        return _json({"fault": str(fault)}, 409 if str(fault) == "other-key" else 422)
    except casting.Behind as behind:
        return _json({"counter": behind.counter, "fault": "counter"}, 409)
    except Refused as reason:
        return _json({"fault": str(reason)}, 403)


@public
@require_GET
def closing_list(request: HttpRequest, contest_id: str) -> HttpResponse:
    """The list of envelopes, the final one where there is one."""
    listed = queries.closing_list(_contest(contest_id))
    if listed is None:
        raise Http404
    return HttpResponse(files.list_json(listed), content_type=JSON)


@public
@require_GET
def opening(request: HttpRequest, contest_id: str) -> HttpResponse:
    """How far the key holders are: who showed their lot, handed over shares, signed a board."""
    contest = _contest(contest_id)
    rows = contest.holders.order_by("number")
    passed = contest.bundles.order_by("sender", "receiver").values_list("sender", "receiver")
    told = contest.faults.order_by("accuser", "accused", "fault")
    return _json(
        {
            "bundles": [list(pair) for pair in passed],
            "faults": [list(one) for one in told.values_list("accuser", "accused", "fault")],
            "lots": [one.number for one in rows if one.r],
            "signed": [one.number for one in rows if one.board_signature],
        }
    )


@public
@require_GET
def ballots_csv(request: HttpRequest, contest_id: str) -> HttpResponseBase:
    """Every ballot's tracker, key and choices, with which a voter's browser finds its own."""
    return _stream(files.ballots_csv(_with_board(contest_id)), "text/csv; charset=utf-8")


@public
@require_GET
def board_file(request: HttpRequest, contest_id: str) -> HttpResponseBase:
    """The board file: everything that anybody needs to repeat the count (section 10)."""
    contest = _with_board(contest_id)
    response = _stream(files.board_file(contest), JSON)
    response.headers["Content-Disposition"] = f'attachment; filename="board-{contest_id}.json"'
    return response


def _definition(contest_id: str) -> Definition:
    try:
        return definitions.of(contest_id)
    except definitions.NotPrepared:
        raise Http404 from None


def _contest(contest_id: str) -> Contest:
    contest = Contest.objects.filter(public_id=contest_id, definition__isnull=False).first()
    if contest is None:
        raise Http404
    return contest


def _with_board(contest_id: str) -> Contest:
    contest = _contest(contest_id)
    if queries.board_of(contest) is None:
        raise Http404
    return contest


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(canonical(content), content_type=JSON, status=status)


def _stream(chunks: Iterable[bytes], content_type: str) -> HttpResponseBase:
    return StreamingHttpResponse(chunks, content_type=content_type)
