"""The certificate at our own https address, as a browser meets it."""

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

TIMEOUT = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class Certificate:
    """When it ends; None where nobody answers there, or no browser would trust it."""

    ends_at: datetime | None
    is_trusted: bool = True


def look(address: str) -> Certificate | None:
    """Of the server at this address; None where that is not https."""
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname is None:
        return None
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), TIMEOUT) as line,
            context.wrap_socket(line, server_hostname=parts.hostname) as safe,
        ):
            shown = safe.getpeercert() or {}
    except ssl.SSLCertVerificationError:
        return Certificate(None, is_trusted=False)
    except OSError:
        return Certificate(None)
    return Certificate(
        datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    )
