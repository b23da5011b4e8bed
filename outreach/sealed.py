"""Words that lie in a message's row until they are mailed; a dump of the database shows none."""

from typing import Any

from accounts import crypto
from accounts.hand_sealed import sealed_by_hand
from notices.models import Message

PURPOSE = "outreach.written"
WORDS = ("sealed", "sealed_reply")


def close(text: str) -> str:
    """Sealed; blank stays blank."""
    return crypto.seal(text.encode(), PURPOSE) if text else ""


def read(closed: str) -> str:
    """What `close` sealed."""
    return crypto.unseal(closed, PURPOSE).decode() if closed else ""


def renewed(context: dict[str, Any]) -> dict[str, Any]:
    """The context of a message with these words under the newest key."""
    words = {name: crypto.renewed(context[name], PURPOSE) for name in WORDS if name in context}
    return context | words


sealed_by_hand(Message, "context", renewed)
