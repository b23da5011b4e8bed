"""What a refusal says of an address, by the codes of RFC 3463 and RFC 5321.

Only what is the fault of the address itself counts against it. A server that refuses us (our
network, our text, our sign-in) would else stop the mail of everybody it serves.
"""

import re
from enum import Enum

_ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)", re.ASCII)
_REPLY = re.compile(r"(?:^|[\s;:])([45]\d\d)(?=[\s-]|$)", re.ASCII)
# Nothing in particular; 5.5.0 is what Outlook.com says of an address that it does not know.
_VAGUE = {"0.0", "3.0", "5.0"}
_SENDERS = {"1.7", "1.8"}  # the sender's address, not the recipient's
# Switched off; Exchange Online's and Postfix's words for what does not exist.
_DEAD = {"2.1", "4.1", "4.4"}
_OF_US = re.compile(
    r"relay|authenticat|spam|blocked|block list|blacklist|reputation|policy|spf|dkim|dmarc"
    r"|not permitted|denied",
    re.IGNORECASE,
)


class Verdict(Enum):
    HARD = "hard"
    SOFT = "soft"
    NOTHING = "nothing"


def enhanced(words: str) -> str:
    """The first enhanced status code in `words`, or nothing."""
    found = _ENHANCED.search(words)
    return found[0] if found else ""


def of_recipient(status: str, reply: int, words: str) -> Verdict:
    """Of a final refusal of one recipient: its enhanced code, reply code (0: none) and words."""
    temporary, detail = status.startswith("4") or 400 <= reply < 500, status[2:]
    if status and detail not in _VAGUE:
        return _by_detail(detail, temporary=temporary)
    if temporary:
        return Verdict.SOFT
    if _OF_US.search(words):
        return Verdict.NOTHING
    if reply in (550, 551, 553) or (status and not reply):
        return Verdict.HARD
    return Verdict.SOFT if reply == 552 else Verdict.NOTHING


def of_report(status: str, diagnostic: str) -> Verdict:
    """The same of a group in a delivery report, whose `Status` may be vaguer than its diagnosis."""
    given = enhanced(status)
    found = _REPLY.search(diagnostic)
    closer = enhanced(diagnostic)
    if closer and (not given or given[2:] in _VAGUE):
        given = closer
    return of_recipient(given, int(found[1]) if found else 0, diagnostic)


def of_content(status: str) -> Verdict:
    """Of a refusal after the text was sent: it counts only where its code names the address."""
    return Verdict.HARD if status and _is_dead(status[2:]) else Verdict.NOTHING


def _by_detail(detail: str, *, temporary: bool) -> Verdict:
    subject = detail.split(".")[0]
    if subject in ("5", "6", "7") or detail in _SENDERS or (subject == "3" and not temporary):
        return Verdict.NOTHING
    return Verdict.HARD if _is_dead(detail) and not temporary else Verdict.SOFT


def _is_dead(detail: str) -> bool:
    return detail in _DEAD or (detail.startswith("1.") and detail not in _SENDERS)
