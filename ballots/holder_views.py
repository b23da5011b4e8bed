"""The key holders' paths: each request signed with the holder's key, none with a session (section 9)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ballots import box, definitions, permissions, queries
from ballots.models import Bundle, Contest, Holder
from ballots.operations import holders, opening
from ballots.protocol.checking import BoardError
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, b64, canonical, parse
from ballots.protocol.holders import verify_request
from core import clock
from core.decision import Refused
from core.middleware import public

MOST_BYTES = 128 * 2**20
JSON = "application/json"
_SIGNATURE = 64


class Asked:
    """A holder's request whose signature is good."""

    def __init__(self, contest: Contest, definition: Definition, number: int, body: bytes) -> None:
        self.contest, self.definition, self.number, self.body = contest, definition, number, body

    @property
    def holder(self) -> Holder:
        return self.contest.holders.get(number=self.number)


def _signed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in who signs as this holder; say in one word why something is refused."""

    @public
    @wraps(view)
    def asked(request: HttpRequest, contest_id: str, number: int, **more: Any) -> HttpResponseBase:
        contest = Contest.objects.filter(public_id=contest_id, definition__isnull=False).first()
        if contest is None:
            raise Http404
        definition = definitions.of(contest_id)
        body = request.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            return _json({"fault": "length"}, 422)
        line = f"{request.method} {request.path}"
        header = request.headers.get("Authorization", "")
        if not verify_request(definition, number, line, body, header):
            return _json({"fault": "signature"}, 401)
        try:
            return view(request, Asked(contest, definition, number, body), **more)
        except Refused as reason:
            return _json({"fault": "refused", "reason": str(reason)}, 403)
        except (Malformed, BoardError) as fault:
            return _json({"fault": "format", "reason": str(fault)}, 422)

    return asked


@require_POST
@_signed
def sign_ready(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The holder has found their keys in the definition."""
    holders.sign_ready(asked.contest, number=asked.number, signature=asked.body, at=clock.now())
    return _json({})


@require_POST
@_signed
def reveal_lot(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The holder's part of the lot."""
    opening.reveal_lot(asked.contest, number=asked.number, r=asked.body, at=clock.now())
    return _json({})


@require_GET
@_signed
def envelopes(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """All envelopes of the final list, joined, in its order."""
    permissions.pass_bundle(asked.contest, asked.holder).enforce()
    lying = box.listed(asked.contest.public_id)
    return StreamingHttpResponse(lying, content_type="application/octet-stream")


@require_http_methods(["GET", "POST"])
@_signed
def pass_bundle(request: HttpRequest, asked: Asked, other: int) -> HttpResponse:
    """Post shares for another holder; get what the other posted for oneself."""
    if request.method == "POST":
        opening.pass_bundle(
            asked.contest, sender=asked.number, receiver=other, bundle=asked.body, at=clock.now()
        )
        return _json({})
    found = Bundle.objects.filter(
        contest=asked.contest, sender=other, receiver=asked.number
    ).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.sealed), content_type="application/octet-stream")


@require_GET
@_signed
def lots(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every holder's part of the lot, once the first shares have fixed which count."""
    if not asked.contest.bundles.exists():
        raise Http404
    shown = asked.contest.holders.order_by("number").values_list("r", flat=True)
    return _json({"lots": [b64(bytes(one)) if one else "" for one in shown]})


@require_GET
@_signed
def leaves(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The roll's leaves and who took a paper, which stand on the board that the holder signs."""
    permissions.pass_bundle(asked.contest, asked.holder).enforce()
    shown = [[b64(leaf), issued] for leaf, issued in queries.leaves(asked.contest)]
    return _json({"leaves": shown})


@require_GET
@_signed
def paper(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The board's paper ballots, and what lies in its annex; each "" where there is none."""
    permissions.pass_bundle(asked.contest, asked.holder).enforce()
    field, annex = queries.paper_field(asked.contest), queries.paper_annex(asked.contest)
    return _json({"annex": annex or "", "paper": field or ""})


@require_POST
@_signed
def sign_board(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The board as this holder opened it, signed."""
    body, signature = asked.body[:-_SIGNATURE], asked.body[-_SIGNATURE:]
    opening.sign_board(
        asked.contest, number=asked.number, body=body, signature=signature, at=clock.now()
    )
    return _json({})


@require_POST
@_signed
def report_fault(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What this holder's browser found false in what another handed over."""
    said = parse(asked.body)
    if not isinstance(said, dict) or not isinstance(said.get("holder"), int):
        raise Malformed("A report names a holder and a fault.")
    holders.report_fault(
        asked.contest,
        accuser=asked.number,
        accused=said["holder"],
        fault=str(said.get("fault", "")),
        at=clock.now(),
    )
    return _json({})


def _json(content: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(canonical(content), content_type=JSON, status=status)
