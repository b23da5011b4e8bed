"""Why mail waits or was refused, told from the code that was kept, and what to do about it.

The codes are those of RFC 3463 and RFC 5321 with what the large providers make of them: Gmail's
"SMTP errors and codes", Microsoft's "non-delivery reports in Exchange Online", Yahoo's "SMTP error
codes".
"""

import re
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notices.models import SLOW_DOMAIN


class Reason(Enum):
    """A kind of failure: its label and what to do."""

    NO_MAILBOX = "no mailbox"
    FULL = "full"
    LATER = "later"
    TOO_FAST = "too fast"
    UNPROVEN = "unproven"
    BLOCKED = "blocked"
    SENDER = "sender"
    SIGN_IN = "sign-in"
    AWAY = "away"
    TLS = "tls"
    LINE = "line"
    ROUTE = "route"
    TOO_BIG = "too big"
    ADDRESS = "address"
    TEMPLATE = "template"
    OTHER = "other"

    @property
    def label(self) -> Promise:
        return _WORDS[self][0]

    @property
    def advice(self) -> Promise:
        return _WORDS[self][1]


_WORDS: dict[Reason, tuple[Promise, Promise]] = {
    Reason.NO_MAILBOX: (
        _("There is no such mailbox"),
        _("Nothing. Mail to it is held back, and its owner is told on the site."),
    ),
    Reason.FULL: (
        _("The mailbox is full"),
        _("Nothing. We try for two days, and the notice stands on the site."),
    ),
    Reason.LATER: (
        _("Their server asked us to come again"),
        _("Nothing. Most take it at the second or third try."),
    ),
    Reason.TOO_FAST: (
        _("Too much at once for this provider"),
        _(
            "Nothing today: we slow down by ourselves. Where it happens every time, register your"
            " domain with the provider’s postmaster pages, and let a new server send little at"
            " first."
        ),
    ),
    Reason.UNPROVEN: (
        _("They cannot see that the mail is ours"),
        _(
            "Run “manage.py doctor”: it says which of SPF, DKIM, DMARC or the reverse name is wrong."
        ),
    ),
    Reason.BLOCKED: (
        _("They block our server or our text"),
        _(
            "Look up your server’s address in the block list that the mail server’s log names, and"
            " ask there to be taken off. Run “manage.py doctor”, too."
        ),
    ),
    Reason.SENDER: (
        _("Our mail server does not let us send under this address"),
        _(
            "Let it send for DEFAULT_FROM_EMAIL and for every address of BOUNCE_DOMAIN, or set"
            " BOUNCE_DOMAIN= (blank)."
        ),
    ),
    Reason.SIGN_IN: (
        _("Our mail server does not know our user or password"),
        _("Correct them in EMAIL_URL, and restart. Mail waits until then."),
    ),
    Reason.AWAY: (
        _("Our mail server does not answer"),
        _("See whether it runs, and whether EMAIL_URL names its host and port. Mail waits."),
    ),
    Reason.TLS: (
        _("There is no safe line to our mail server"),
        _("Its certificate must be valid for the host in EMAIL_URL, and its port fit the scheme."),
    ),
    Reason.LINE: (
        _("The line was cut"),
        _("Nothing, where it is rare. Where it is not, read the mail server’s log."),
    ),
    Reason.ROUTE: (
        _("Their domain has no mail server that answers"),
        _("Nothing, unless it is so for many domains: then our mail server has no working DNS."),
    ),
    Reason.TOO_BIG: (
        _("The mail is too big"),
        _("Allow at least one megabyte a mail on your mail server: ours are far smaller."),
    ),
    Reason.ADDRESS: (
        _("An address that our mail server cannot write"),
        _("Use a mail server that speaks SMTPUTF8 (RFC 6531)."),
    ),
    Reason.TEMPLATE: (
        _("The mail could not be written"),
        _("This is our fault. Report the line below that names the template."),
    ),
    Reason.OTHER: (
        _("For a reason that we do not know"),
        _("Read what the mail server’s log says of these codes."),
    ),
}

_CODE = re.compile(r"\b(\d{3})?\s*(?:([245])\.(\d{1,3})\.(\d{1,3}))?")
_BY_NAME = (
    (re.compile(r"HTTP refused"), Reason.NO_MAILBOX),
    (re.compile(r"HTTP 40[13]"), Reason.SIGN_IN),
    (re.compile(r"HTTP 429"), Reason.TOO_FAST),
    (re.compile(r"HTTP 5"), Reason.AWAY),
    (re.compile(r"ssl|certificate|tls", re.IGNORECASE), Reason.TLS),
    (
        re.compile(r"timeout|refused|gaierror|oserror|reset|pipe|connect", re.IGNORECASE),
        Reason.AWAY,
    ),
    (re.compile(r"unicode|notsupported|valueerror", re.IGNORECASE), Reason.ADDRESS),
)
# Gmail's and Yahoo's own details below X.7, and those of RFC 7372 and RFC 8617.
_UNPROVEN = {*range(20, 28), 29, 30, 40, 509, 515}
_TOO_FAST = {28, 650, 652, 708}
_MAILBOX = {"1": Reason.NO_MAILBOX, "2": Reason.FULL}


def reason_of(fault: str) -> Reason:
    """Of a delivery's `fault`, which is a code, the name of an exception, or a word of ours."""
    fault = fault.removeprefix("Given up: ")
    if fault == "template":
        return Reason.TEMPLATE
    if fault == SLOW_DOMAIN:
        return Reason.TOO_FAST
    if fault.startswith("The line"):
        return Reason.LINE
    if not fault[:1].isdigit():
        return next((reason for words, reason in _BY_NAME if words.search(fault)), Reason.OTHER)
    found = _CODE.match(fault)
    assert found is not None  # it begins with a digit, or the pattern is empty
    reply, _class, subject, detail = found.groups()
    return _of_code(int(reply or 0), subject or "", int(detail or 0))


def _of_code(reply: int, subject: str, detail: int) -> Reason:
    if reply in (530, 534, 535, 538):
        return Reason.SIGN_IN
    if subject and (subject, detail) not in (("0", 0), ("3", 0), ("5", 0)):
        return _of_detail(reply, subject, detail)
    if reply in (450, 451):
        return Reason.LATER
    if reply == 421:
        return Reason.TOO_FAST
    if reply in (452, 552):
        return Reason.FULL
    if reply in (550, 551, 553):
        return Reason.NO_MAILBOX
    return Reason.BLOCKED if reply == 554 else Reason.OTHER


def _of_detail(reply: int, subject: str, detail: int) -> Reason:
    match subject, detail:
        case "1", 7 | 8:
            return Reason.SENDER
        case "2", 1:
            return Reason.NO_MAILBOX
        case ("2" | "3", 3) | ("3", 4):
            return Reason.TOO_BIG
        case "4", 1:
            return Reason.NO_MAILBOX if reply >= 500 else Reason.ROUTE
        case "1" | "2", _:
            return _MAILBOX[subject]
        case "4", _:
            return Reason.ROUTE
        case "3", _:
            return Reason.LATER if reply < 500 else Reason.OTHER
        case "7", _:
            return _of_policy(reply, detail)
        case _:
            return Reason.LATER if reply < 500 else Reason.OTHER


def _of_policy(reply: int, detail: int) -> Reason:
    if detail in _TOO_FAST:
        return Reason.TOO_FAST
    if detail in _UNPROVEN:
        return Reason.UNPROVEN
    if detail == 60:
        return Reason.SENDER
    if detail == 8:
        return Reason.SIGN_IN
    if reply < 500:
        return Reason.TOO_FAST if reply == 421 else Reason.LATER
    return Reason.BLOCKED
