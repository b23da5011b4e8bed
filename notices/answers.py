"""What a mail server answered, and what follows from it. Replies are cut to their codes:
the words of a server usually repeat the address."""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Kind(Enum):
    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    SERVER_AWAY = "server away"


@dataclass(frozen=True, slots=True)
class Answer:
    """`fault` is for the operator: a code or the name of an exception, nothing of the mail."""

    kind: Kind
    fault: str = ""
    is_line_lost: bool = False


SENT = Answer(Kind.SENT)


def read(fault: Exception) -> Answer:
    """What an exception of a mail backend means for this one mail, or for the server as a whole."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(fault.recipients.values()))
            return _by_code(code, words)
        case smtplib.SMTPDataError():
            return _by_code(fault.smtp_code, fault.smtp_error)
        case smtplib.SMTPServerDisconnected():
            return Answer(Kind.LATER, "The line was cut.", is_line_lost=True)
        case smtplib.SMTPNotSupportedError() | ValueError():
            # An address or a text that no attempt will make fit for the wire.
            return Answer(Kind.NEVER, type(fault).__name__)
        case smtplib.SMTPResponseException():
            # The sender, the greeting or the sign-in was refused: the same for every recipient.
            return Answer(Kind.SERVER_AWAY, _codes(fault.smtp_code, fault.smtp_error))
        case OSError():
            return Answer(Kind.SERVER_AWAY, type(fault).__name__)
        case _:
            return Answer(Kind.LATER, type(fault).__name__, is_line_lost=True)


def _by_code(code: int, words: bytes | str) -> Answer:
    kind = Kind.NEVER if 500 <= code < 600 else Kind.LATER
    return Answer(kind, _codes(code, words), is_line_lost=code == 421)


def _codes(code: int, words: bytes | str) -> str:
    enhanced = _ENHANCED.search(words.encode() if isinstance(words, str) else words)
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)
