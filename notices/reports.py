"""Reading a mail that came to a return path: delivery reports (RFC 3464, 6533), and what else comes.

Nothing of the mail is kept or repeated but codes. It may be cut short, wrong or forged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, message_from_string, policy
from email.message import Message as Mail
from enum import Enum

from accounts import return_paths
from accounts.models import User
from notices import verdicts
from notices.verdicts import Verdict

_DELIVERED_TO = (
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "Original-Recipient",
    "To",
)
_STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}
# RFC 3834, and what programs older than it write.
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From")


class Said(Enum):
    """What a mail was understood to say."""

    HARD = "hard"
    SOFT = "soft"
    WAITING = "waiting"
    DELIVERED = "delivered"
    NOT_THE_ADDRESS = "not the address"
    AUTOMATIC = "automatic"
    NO_BOUNCE = "no bounce"
    NOBODYS = "nobody's"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Report:
    """`user` is None where the mail is about nobody; `code` is a status code, nothing of the mail.

    `name` is the same for the same mail read twice; it may hold anything.
    """

    said: Said
    user: User | None = None
    code: str = ""
    name: bytes = b""


@dataclass(frozen=True, slots=True)
class _Group:
    """What a report says of one recipient."""

    action: str
    status: str
    diagnostic: str
    recipients: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        return verdicts.of_report(self.status, self.diagnostic)

    @property
    def code(self) -> str:
        return verdicts.enhanced(self.status) or verdicts.enhanced(self.diagnostic)


def read(content: bytes) -> Report:
    """What this mail says, and of whom; never raises for what stands in it."""
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
        user = _owner(mail)
        if user is None:
            return Report(Said.NOBODYS)
        name = "".join(_all(mail, "Message-ID")).encode(errors="replace")
        return replace(_report(mail, user), name=name or content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # The parser of the standard library is lenient, not flawless.
        return Report(Said.UNREADABLE)


def _owner(mail: Mail) -> User | None:
    found = (return_paths.owner(text) for name in _DELIVERED_TO for text in _all(mail, name))
    return next((user for user in found if user is not None), None)


def _report(mail: Mail, user: User) -> Report:
    if groups := list(_groups(mail)):
        return _of_groups(groups, user)
    if _all(mail, "X-Failed-Recipients"):
        return Report(Said.SOFT, user)  # Exim's own form, which calls itself an automatic reply
    if mail.get_content_type() == "multipart/report":
        if not _is_status_report(mail):
            return Report(Said.NO_BOUNCE, user)  # a receipt of reading, a complaint
    elif _is_automatic(mail):
        return Report(Said.AUTOMATIC, user)
    is_from_nobody = any(text.strip() == "<>" for text in _all(mail, "Return-Path"))
    return Report(Said.SOFT if is_from_nobody else Said.NO_BOUNCE, user)


def _of_groups(groups: list[_Group], user: User) -> Report:
    """Those that name the address itself, else all: it may forward to several others."""
    own = [one for one in groups if user.email in one.recipients] or groups
    failed = [one for one in own if one.action == "failed"]
    if not failed:
        is_waiting = any(one.action == "delayed" for one in own)
        return Report(Said.WAITING if is_waiting else Said.DELIVERED, user)
    if len(failed) == len(own) and all(one.verdict is Verdict.HARD for one in own):
        return Report(Said.HARD, user, failed[0].code)
    counted = [one for one in failed if one.verdict is not Verdict.NOTHING]
    if counted:
        return Report(Said.SOFT, user, counted[0].code)
    return Report(Said.NOT_THE_ADDRESS, user, failed[0].code)


def _groups(mail: Mail) -> Iterator[_Group]:
    """Of the report itself: one inside the returned mail is no report of ours."""
    for part in _children(mail):
        if part.get_content_type() in _STATUS_TYPES:
            for fields in _fields(part):
                action = _all(fields, "Action")
                if action:
                    yield _Group(
                        action[0].partition("(")[0].strip().casefold(),
                        " ".join(_all(fields, "Status")),
                        " ".join(" ".join(_all(fields, "Diagnostic-Code")).split()),
                        tuple(
                            _address(text)
                            for name in ("Original-Recipient", "Final-Recipient")
                            for text in _all(fields, name)
                        ),
                    )


def _fields(part: Mail) -> Iterator[Mail]:
    """The blocks of a status part; the parser takes plain ones of the older type apart itself."""
    payload = part.get_payload()
    for block in payload if isinstance(payload, list) else []:
        if isinstance(block, Mail):
            yield block
            yield from _blocks(_decoded(block.get_payload(), part))


def _decoded(text: object, part: Mail) -> str:
    """What the encoding of the part hides, as RFC 6533 allows it to."""
    whole = Mail()
    whole["Content-Transfer-Encoding"] = " ".join(_all(part, "Content-Transfer-Encoding"))
    whole.set_payload(text if isinstance(text, str) else "")
    raw = whole.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _blocks(text: str) -> Iterator[Mail]:
    lines = "\n".join(text.splitlines())
    return (message_from_string(f"{one.strip()}\n\n") for one in lines.split("\n\n") if one.strip())


def _children(mail: Mail) -> list[Mail]:
    payload = mail.get_payload()
    parts = payload if isinstance(payload, list) and mail.is_multipart() else []
    return [mail, *(part for part in parts if isinstance(part, Mail))]


def _is_status_report(mail: Mail) -> bool:
    return str(mail.get_param("report-type", "delivery-status")).casefold() == "delivery-status"


def _is_automatic(mail: Mail) -> bool:
    said = " ".join(_all(mail, "Auto-Submitted")).casefold()
    precedence = " ".join(_all(mail, "Precedence")).casefold()
    return (
        "auto-replied" in said
        or "auto-notified" in said
        or precedence in ("auto_reply", "auto-reply")
        or any(_all(mail, name) for name in _AUTOMATIC)
    )


def _address(text: str) -> str:
    """`rfc822; Name@Domain` as it is kept here."""
    return text.partition(";")[2].partition("(")[0].strip().strip("<>").strip().casefold()


def _all(mail: Mail, name: str) -> list[str]:
    return [str(value) for value in mail.get_all(name, [])]
