"""What came back, and stopping the mail to where it comes back from.

No event is left: that an address is dead is kept for thirty days, and events for a year.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import User
from notices import permissions, reports
from notices.models import Bounce, BounceKind, MailStop
from notices.operations import failures
from notices.reports import Said

WITHIN = timedelta(days=14)
SOFT_ENOUGH = 3
_KINDS = {Said.HARD: BounceKind.HARD, Said.SOFT: BounceKind.SOFT}


@dataclass(frozen=True, slots=True)
class Received:
    """What a mail to a return path said, and whether mail to its account is stopped now."""

    said: Said
    code: str = ""
    is_stopped: bool = False


def receive(content: bytes, *, at: datetime) -> Received:
    """Read a mail that came to a return path, and count it where it is a bounce."""
    report = reports.read(content)
    if report.user is None:
        return Received(report.said)
    if report.said is Said.NOT_THE_ADDRESS:
        sentence = (
            f"A mail came back, refused for its text or its sender: {report.code or 'no code'}"
        )
        failures.report("bounces", sentence, at)
    if report.said not in _KINDS:
        return Received(report.said, report.code)
    is_stopped = take_bounce(
        report.user,
        address=report.user.email,
        kind=_KINDS[report.said],
        code=report.code,
        said_by=report.name,
        at=at,
    )
    return Received(report.said, report.code, is_stopped)


@transaction.atomic
def take_bounce(
    user: User, *, address: str, kind: BounceKind, code: str, said_by: bytes, at: datetime
) -> bool:
    """Count what came back from `address`; whether mail to the account is stopped after it.

    `said_by` is the mail or the delivery that told of it: told twice, it counts once. One hard
    bounce, or three soft ones within 14 days, are enough.
    """
    locked = User.objects.select_for_update().filter(pk=user.pk).first()
    if locked is None or locked.email != address:
        return False
    mark = salted_hmac("notices.bounce", said_by, algorithm="sha256").hexdigest()[:32]
    _row, is_new = Bounce.objects.get_or_create(
        user=locked, mark=mark, defaults={"kind": kind, "code": code, "at": at}
    )
    if is_new and (kind == BounceKind.HARD or _soft(locked, at) >= SOFT_ENOUGH):
        MailStop.objects.get_or_create(user=locked, defaults={"at": at})
    return MailStop.objects.filter(user=locked).exists()


def _soft(user: User, at: datetime) -> int:
    recent = Bounce.objects.filter(user=user, kind=BounceKind.SOFT, at__gt=at - WITHIN)
    return recent.count()


@transaction.atomic
def resume_mail(user: User, *, by: User) -> bool:
    """Send to the address again, as if nothing had come back; False where mail was not stopped."""
    user = User.objects.select_for_update().get(pk=user.pk)
    permissions.resume_mail(by, user).enforce()
    return forget(user)


def forget(user: User) -> bool:
    """Drop what came back; whether mail was stopped."""
    Bounce.objects.filter(user=user).delete()
    return bool(MailStop.objects.filter(user=user).delete()[0])
