"""A claim of deliveries over one connection, marked as the server answers."""

import smtplib
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.expressions import Combinable

from accounts.models import User
from notices import answers
from notices.answers import Answer, Kind
from notices.building import build
from notices.models import (
    ADDRESS_BOUNCES,
    SLOW_DOMAIN,
    BounceKind,
    Delivery,
    DeliveryStatus,
    DigestChoice,
    MailStop,
    Message,
    Refusal,
)
from notices.operations import bounces, failures, hearts
from notices.operations.claims import Claim, back_off
from notices.operations.domains import Domains
from notices.rendering import Copy, Renderer
from notices.stencils import Stencils, Written

GROUP = 20  # marked together: what a killed worker may send twice; a formal notice is marked alone
LINES_LOST = 3  # connections that may break within one claim


class Posting:
    """What a worker keeps while it sends one message: its copies, and how the domains answer."""

    def __init__(self, message: Message) -> None:
        self.renderer = Renderer(message)
        self.stencils = Stencils(message)
        self.domains = Domains()


@dataclass
class Line:
    """A connection to the mail server, opened again where it breaks."""

    lost: int = 0
    connection: Any = field(default_factory=get_connection)

    @property
    def takes_bytes(self) -> bool:
        """Whether it speaks SMTP itself, and so takes a mail that is written out already."""
        return type(self.connection) is EmailBackend

    def send(self, mail: EmailMultiAlternatives | Written) -> Answer:
        """Hand over one mail."""
        try:
            self.connection.open()
        except OSError as fault:
            return answers.read_opening(fault)
        try:
            if isinstance(mail, Written):
                line: smtplib.SMTP = self.connection.connection
                line.sendmail(mail.sender, [mail.recipient], mail.content)
            else:
                self.connection.send_messages([mail])
        except Exception as fault:
            answer = answers.read(fault)
            if answer.is_line_lost:
                self.lost += 1
                self.drop()
            return answer
        return answers.SENT

    def drop(self) -> None:
        """Close, whatever state the connection is in."""
        with suppress(OSError):
            self.connection.close()
        self.connection = get_connection()


def send_claim(claim: Claim, posting: Posting, *, at: datetime, ends_at: float) -> bool:
    """Send what is claimed until `ends_at` (monotonic); False where no more can go now."""
    line = Line()
    try:
        while claim.left:
            if claim.is_old:
                claim.renew()
            if not _send_group(claim, line, posting, at):
                return False
            if time.monotonic() >= ends_at:
                claim.release(at)
    finally:
        line.drop()
    return True


def _send_group(claim: Claim, line: Line, posting: Posting, at: datetime) -> bool:
    sent, untried = list[int](), list[Delivery]()
    try:
        problem = _send_each(claim, line, posting, at, sent=sent, untried=untried)
    finally:
        # The server has these, even where the database went away over another one's refusal.
        claim.mark_sent(sent, at)
    claim.put_back(untried, SLOW_DOMAIN, at)
    if problem is None:
        return True
    # Nobody's own fault: what is left is tried again soon, and counts no attempt.
    claim.release(at + back_off(0), problem)
    return False


def _send_each(
    claim: Claim,
    line: Line,
    posting: Posting,
    at: datetime,
    *,
    sent: list[int],
    untried: list[Delivery],
) -> str | None:
    """Fill `sent`, which is not marked yet, and `untried`; what stops everybody's mail, if anything."""
    message = claim.message
    for number, delivery in enumerate(_wanted(claim, at)):
        if number and claim.is_old:
            break  # the next group begins with a fresh lease
        user = delivery.user
        if posting.domains.is_slow(user.email):
            untried.append(delivery)
            continue
        try:
            copy = posting.renderer.copy(
                _language(user, message), _zone(user, message), delivery.extra
            )
        except Exception as fault:
            _report_template(message, fault, at)
            return "template"
        answer = line.send(_mail(delivery, user, copy, line, posting.stencils, at))
        posting.domains.heard(user.email, answer)
        if answer.kind is Kind.SENT:
            if message.is_formal:
                claim.mark_sent([delivery.pk], at)
            else:
                sent.append(delivery.pk)
        elif answer.kind is Kind.NEVER:
            claim.end([delivery.pk], DeliveryStatus.REFUSED, answer.fault, at)
            if answer.is_address_dead:
                _take_refusal(delivery, answer, at)
        elif answer.kind is Kind.LATER:
            claim.retry(delivery, answer.fault, at)
        if answer.kind is Kind.SERVER_AWAY or line.lost >= LINES_LOST:
            _report_server(answer, at)
            return answer.fault
    return None


def _mail(
    delivery: Delivery, user: User, copy: Copy, line: Line, stencils: Stencils, at: datetime
) -> EmailMultiAlternatives | Written:
    """Written out where that can be; a provider's interface takes it in parts."""
    make = partial(build, delivery, stencils.message, user, copy, at)
    written = stencils.write(delivery, user, copy, make) if line.takes_bytes else None
    return written or make()


def _take_refusal(delivery: Delivery, answer: Answer, at: datetime) -> None:
    bounces.take_bounce(
        delivery.user,
        address=delivery.user.email,
        kind=BounceKind.HARD,
        code=answer.fault,
        said_by=delivery.public_id.encode(),
        at=at,
    )


def _wanted(claim: Claim, at: datetime) -> list[Delivery]:
    """The next group, asked afresh who is still there and wants it, so that refusing is immediate.

    One question a group: what was reaped or erased meanwhile is dropped by it, too.
    """
    message, pks = claim.message, claim.left[:GROUP]
    rows: list[Any] = list(
        Delivery.objects.held(claim.until)
        .filter(pk__in=pks)
        .select_related("user")
        .annotate(is_refused=_refuses(message), is_bouncing=_bounces(message))
        .order_by("pk")
    )
    claim.drop(set(pks).difference(row.pk for row in rows))
    skipped: dict[str, list[int]] = {}
    for row in rows:
        if not (row.user.is_active and row.user.email):
            skipped.setdefault("nobody there", []).append(row.pk)
        elif row.is_refused:
            skipped.setdefault("not wanted", []).append(row.pk)
        elif row.is_bouncing:
            skipped.setdefault(ADDRESS_BOUNCES, []).append(row.pk)
    for fault, ended in skipped.items():
        claim.end(ended, DeliveryStatus.SKIPPED, fault, at)
    out = {pk for ended in skipped.values() for pk in ended}
    return [row for row in rows if row.pk not in out]


def _refuses(message: Message) -> Combinable | Q:
    """Whether the account of a delivery has refused such mail, or reads it in the digest."""
    if not message.may_be_refused or message.is_asked_for:
        return Value(value=False)
    here = Q(scope=message.scope) | Q(scope="")
    mine = Q(user=OuterRef("user"))
    refused = Exists(Refusal.objects.filter(here, mine, category=message.category))
    if not message.in_digest:
        return refused
    return refused | Exists(DigestChoice.objects.filter(here, mine))


def _bounces(message: Message) -> Combinable:
    """Whether mail to the account of a delivery comes back."""
    if not message.may_be_refused:
        return Value(value=False)
    return Exists(MailStop.objects.filter(user=OuterRef("user")))


def _language(user: User, message: Message) -> str:
    known = dict(settings.LANGUAGES)
    chosen = (user.language, message.context.get("language", ""))
    return next((one for one in chosen if one in known), settings.LANGUAGE_CODE)


def _zone(user: User, message: Message) -> ZoneInfo:
    if user.timezone:
        return ZoneInfo(str(user.timezone))
    try:
        return ZoneInfo(str(message.context.get("timezone") or settings.TIME_ZONE))
    except (ValueError, ZoneInfoNotFoundError):
        return ZoneInfo(settings.TIME_ZONE)


def _report_template(message: Message, fault: Exception, at: datetime) -> None:
    sentence = f"The mail could not be written from its template: {type(fault).__name__}."
    failures.report(f"template {message.template}", sentence, at, subject=message.public_id)


def _report_server(answer: Answer, at: datetime) -> None:
    hearts.seen(hearts.MAIL_AWAY)
    sentence = f"The mail server does not take our mail: {answer.fault}"
    failures.report("mail server", sentence, at)
