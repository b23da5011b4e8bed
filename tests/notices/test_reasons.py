"""Why mail waits or was refused, from what real servers answer: to the code alone."""

import smtplib

import pytest

from notices import answers
from notices.models import SLOW_DOMAIN
from notices.reasons import Reason, reason_of


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        # Gmail
        (550, "5.1.1 The email account that you tried to reach does not exist.", "NO_MAILBOX"),
        (552, "5.2.2 The recipient's inbox is out of storage space.", "FULL"),
        (452, "4.2.2 The recipient's inbox is out of storage space.", "FULL"),
        (
            550,
            "5.7.26 This mail has been blocked because the sender is unauthenticated.",
            "UNPROVEN",
        ),
        (550, "5.7.25 The IP address sending this message does not have a PTR record", "UNPROVEN"),
        (421, "4.7.28 Gmail has detected an unusual rate of unsolicited mail.", "TOO_FAST"),
        (550, "5.7.1 Our system has detected that this message is likely unsolicited", "BLOCKED"),
        (421, "4.7.0 Try again later, closing connection.", "TOO_FAST"),
        # Outlook and Exchange Online
        (550, "5.5.0 Requested action not taken: mailbox unavailable", "NO_MAILBOX"),
        (550, "5.7.515 Access denied, sending domain does not meet the requirements", "UNPROVEN"),
        (550, "5.7.60 Client does not have permissions to send as this sender", "SENDER"),
        (451, "4.7.650 The mail server has been temporarily rate limited", "TOO_FAST"),
        (451, "4.7.500 Server busy. Please try again later", "LATER"),
        (550, "5.4.1 Recipient address rejected: Access denied", "NO_MAILBOX"),
        (550, "5.7.708 Service unavailable. Access denied, traffic not accepted", "TOO_FAST"),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound", "NO_MAILBOX"),
        # Yahoo
        (421, "4.7.0 [TSS04] Messages temporarily deferred due to user complaints", "TOO_FAST"),
        (554, "5.7.9 Message not accepted for policy reasons", "BLOCKED"),
        (554, "delivery error: This user doesn't have a yahoo.com account", "BLOCKED"),
        # Postfix and Exim
        (450, "4.7.1 Greylisting in action, please come back later", "LATER"),
        (450, "4.1.1 Recipient address rejected: unverified address", "NO_MAILBOX"),
        (451, "4.3.0 Temporary lookup failure", "LATER"),
        (451, "4.3.2 System not accepting messages", "LATER"),
        (554, "5.3.2 Not accepting messages", "OTHER"),
        (552, "5.3.4 Message size exceeds fixed limit", "TOO_BIG"),
        (552, "5.2.3 Message too long for this mailbox", "TOO_BIG"),
        (550, "5.2.1 The mailbox is disabled", "NO_MAILBOX"),
        (450, "4.4.1 Connection timed out", "ROUTE"),
        (550, "5.4.4 Host not found", "ROUTE"),
        (550, "5.1.8 Bad sender's system address", "SENDER"),
        (550, "5.6.1 Media not supported", "OTHER"),
        (451, "4.6.0 Not now", "LATER"),
        (550, "unrouteable address", "NO_MAILBOX"),
        (450, "come back", "LATER"),
        (421, "too many", "TOO_FAST"),
        (452, "quota", "FULL"),
        (554, "no", "BLOCKED"),
        (571, "no", "OTHER"),
    ],
)
def test_a_servers_answer_has_its_reason(code: int, words: str, reason: str) -> None:
    fault = answers.read(smtplib.SMTPRecipientsRefused({"a@b.example": (code, words.encode())}))
    assert reason_of(fault.fault) is Reason[reason]
    assert reason_of(f"Given up: {fault.fault}") is Reason[reason]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 Bad credentials"), "SIGN_IN"),
        (smtplib.SMTPResponseException(530, "5.7.0 Must issue a STARTTLS first"), "SIGN_IN"),
        (smtplib.SMTPResponseException(550, "5.7.8 Authentication failed"), "SIGN_IN"),
        (smtplib.SMTPServerDisconnected("gone"), "LINE"),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), "ADDRESS"),
        (UnicodeError("x"), "ADDRESS"),
        (ConnectionRefusedError(), "AWAY"),
        (TimeoutError(), "AWAY"),
        (RuntimeError(), "OTHER"),
    ],
)
def test_a_fault_of_the_line_has_its_reason(fault: Exception, reason: str) -> None:
    assert reason_of(answers.read(fault).fault) is Reason[reason]


def test_our_own_words_have_theirs() -> None:
    assert reason_of("template") is Reason.TEMPLATE
    assert reason_of(SLOW_DOMAIN) is Reason.TOO_FAST
    opened = answers.read_opening(smtplib.SMTPNotSupportedError("STARTTLS"))
    assert (opened.kind.value, reason_of(opened.fault)) == ("server away", Reason.TLS)
    refused = answers.read_opening(ConnectionRefusedError())
    assert (refused.kind.value, reason_of(refused.fault)) == ("server away", Reason.AWAY)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_to_do(reason: Reason) -> None:
    assert str(reason.label)
    assert str(reason.advice).endswith(".")
