"""The box: it knows a paper, an envelope and a counter, and nothing of who sends them (section 7)."""

from collections.abc import Callable
from datetime import datetime

from ballots import box, keyring, permissions
from ballots.box import Lying
from ballots.protocol import outer as outers
from ballots.protocol import receipts
from ballots.protocol.definition import Definition
from ballots.protocol.outer import Outer
from ballots.protocol.outer import Refused as BadOuter
from core.decision import Refused

RECEIPT = 64
_Put = Callable[[str, bytes, int, bytes, bytes], Lying | None]


class Behind(RuntimeError):
    """The box holds another envelope of this key, with this counter or a higher one."""

    def __init__(self, counter: int) -> None:
        self.counter = counter
        super().__init__(str(counter))


def cast_envelope(definition: Definition, data: bytes, *, at: datetime) -> bytes:
    """Put an envelope into the box and give its receipt, once it is on the disk.

    Raises `protocol.outer.Refused`, `Behind`, and `core.decision.Refused` with a word of section 7.
    """
    permissions.cast_envelope(definition, at).enforce()
    return _taken(definition, _checked(definition, data), box.put, "closed")


def lodge_complaint(definition: Definition, data: bytes, *, at: datetime) -> bytes:
    """Put an envelope for which there is a receipt onto the list that lacks it (section 8)."""
    permissions.lodge_complaint(definition, at).enforce()
    outer, receipt = _checked(definition, data[:-RECEIPT]), data[-RECEIPT:]
    if not receipts.verify(definition, outer.paper.key, outer.counter, outer.h, receipt):
        raise BadOuter("receipt")
    return _taken(definition, outer, box.put_late, "no-complaints")


def _checked(definition: Definition, data: bytes) -> Outer:
    outer = outers.parse(data, definition)
    outers.verify(outer, definition)
    return outer


def _taken(definition: Definition, outer: Outer, put: _Put, when_gone: str) -> bytes:
    key = outer.paper.key
    try:
        # The key first: where it is lost, nothing is taken that could not be receipted.
        private = keyring.receipt(definition.id)
        lying = put(definition.id, key, outer.counter, outer.h, outer.envelope)
    except (box.Gone, keyring.KeyLost):
        raise Refused(when_gone) from None
    except box.HashTaken:
        raise BadOuter("other-key") from None
    if lying is not None:
        raise Behind(lying.counter)
    return receipts.sign(private, definition, key, outer.counter, outer.h)
