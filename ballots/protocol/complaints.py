"""A voter's complaint after the close: a receipt and a signed ballot, from nobody (section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ballots.protocol import ballot as ballots
from ballots.protocol import outer as outers
from ballots.protocol import receipts
from ballots.protocol.ballot import Ballot
from ballots.protocol.checking import read_ballot
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, fields, integer, text, unb64

WORD = "rf1-complaint"
MOST_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Complaint:
    """What was signed by b and by e; `is_receipted`: the box has confirmed the envelope."""

    ballot: Ballot
    h: bytes
    is_receipted: bool


def read(definition: Definition, value: object) -> Complaint:
    """The complaint in this object; `Malformed` where it is none of somebody with both papers."""
    names = ("ballot", "complaint", "contest", "envelope", "fingerprint", "number", "outer")
    stated: dict[str, Any] = fields(value, *names, "receipt")
    is_ours = (
        text(stated["complaint"]) == WORD
        and text(stated["contest"]) == definition.id
        and unb64(stated["fingerprint"], 32) == definition.fingerprint
    )
    ballot = read_ballot(stated["ballot"])
    if not is_ours or not ballots.verify(ballot, definition):
        raise Malformed("The ballot of this complaint is none of this vote.")
    try:
        outer = outers.parse(unb64(stated["outer"], definition.outer_length), definition)
        outers.verify(outer, definition)
    except outers.Refused as fault:
        raise Malformed("The envelope of this complaint is none of this vote.") from fault
    if outer.h != unb64(stated["envelope"], 32) or outer.counter != integer(stated["number"]):
        raise Malformed("The envelope of this complaint is another than it says.")
    receipt = unb64(stated["receipt"])
    is_receipted = receipts.verify(definition, outer.paper.key, outer.counter, outer.h, receipt)
    return Complaint(ballot, outer.h, is_receipted)
