"""Words that lie in a message's row until they are mailed; a dump of the database shows none."""

from accounts import crypto

PURPOSE = "outreach.written"


def close(text: str) -> str:
    """Sealed; blank stays blank."""
    return crypto.seal(text.encode(), PURPOSE) if text else ""


def read(closed: str) -> str:
    """What `close` sealed."""
    return crypto.unseal(closed, PURPOSE).decode() if closed else ""
