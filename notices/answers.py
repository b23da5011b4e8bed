"""What a mail server answered, and what follows from it. Replies are cut to their codes:
the words of a server usually repeat the address."""

import smtplib
from dataclasses import dataclass
from enum import Enum

from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError

from notices import verdicts
from notices.verdicts import Verdict


class Kind(Enum):
    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    SERVER_AWAY = "server away"


@dataclass(frozen=True, slots=True)
class Answer:
    """`fault` is for the operator: a code or the name of an exception, nothing of the mail.

    `is_address_dead` where the refusal is for good and the address's own fault.
    """

    kind: Kind
    fault: str = ""
    is_line_lost: bool = False
    is_address_dead: bool = False


SENT = Answer(Kind.SENT)


def read(fault: Exception) -> Answer:
    """What an exception of a mail backend means for this one mail, or for the server as a whole."""
    match fault:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(fault.recipients.values()))
            said = _text(words)
            verdict = verdicts.of_recipient(verdicts.enhanced(said), code, said)
            return _by_code(code, said, verdict)
        case smtplib.SMTPDataError():
            said = _text(fault.smtp_error)
            verdict = verdicts.of_content(verdicts.enhanced(said))
            return _by_code(fault.smtp_code, said, verdict)
        case smtplib.SMTPServerDisconnected():
            return Answer(Kind.LATER, "The line was cut.", is_line_lost=True)
        case smtplib.SMTPNotSupportedError() | ValueError():
            # An address or a text that no attempt will make fit for the wire.
            return Answer(Kind.NEVER, type(fault).__name__)
        case smtplib.SMTPResponseException():
            # The sender, the greeting or the sign-in was refused: the same for every recipient.
            return Answer(Kind.SERVER_AWAY, _codes(fault.smtp_code, _text(fault.smtp_error)))
        case AnymailRecipientsRefused():
            return Answer(Kind.NEVER, "HTTP refused the recipient")
        case AnymailRequestsAPIError():
            return _of_provider(fault.status_code)
        case OSError():
            return Answer(Kind.SERVER_AWAY, type(fault).__name__)
        case _:
            return Answer(Kind.LATER, type(fault).__name__, is_line_lost=True)


def read_opening(fault: OSError) -> Answer:
    """What a connection that could not be opened means: the server is away for everybody."""
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return Answer(Kind.SERVER_AWAY, "no STARTTLS or no AUTH")
    return Answer(Kind.SERVER_AWAY, read(fault).fault)


def _of_provider(status: int | None) -> Answer:
    """What a provider's interface answered. A fault that it calls ours may be of one mail or of the
    whole account, so that none is refused for good at once.
    """
    if status is None:
        return Answer(Kind.SERVER_AWAY, "ConnectionError")
    if status in (401, 403, 429) or status >= 500:
        return Answer(Kind.SERVER_AWAY, f"HTTP {status}")
    return Answer(Kind.LATER, f"HTTP {status}")


def _by_code(code: int, words: str, verdict: Verdict) -> Answer:
    is_final = 500 <= code < 600
    return Answer(
        Kind.NEVER if is_final else Kind.LATER,
        _codes(code, words),
        is_line_lost=code == 421,
        is_address_dead=is_final and verdict is Verdict.HARD,
    )


def _codes(code: int, words: str) -> str:
    return f"{code} {verdicts.enhanced(words)}".strip()


def _text(words: bytes | str) -> str:
    return words if isinstance(words, str) else words.decode("ascii", "replace")
