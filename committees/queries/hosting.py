"""What the host's pages show: what waits, what is suspended, which codes there are. Nobody's name."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from committees.models import (
    Committee,
    FoundingCode,
    FoundingRequest,
    HostChoices,
    MisuseReport,
)

MOST = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """The host's own page."""

    choices: HostChoices
    requests: list[FoundingRequest]
    reports: list[MisuseReport]
    suspended: list[Committee]


def desk(host: User) -> Desk:
    """What waits, the oldest first; the suspended by name. Nothing of what is inside them."""
    requests = FoundingRequest.objects.visible_to(host).waiting().select_related("campus")
    reports = MisuseReport.objects.visible_to(host).unanswered().select_related("committee")
    suspended = Committee.objects.alive().filter(suspended_at__isnull=False)
    return Desk(
        choices=HostChoices.now(),
        requests=list(requests.order_by("made_at")[:MOST]),
        reports=list(reports.order_by("made_at", "pk")[:MOST]),
        suspended=list(suspended.select_related("campus").order_by("name")[:MOST]),
    )


def waits_for(host: User) -> int:
    """How many requests and reports wait for an answer of this host."""
    requests = FoundingRequest.objects.visible_to(host).waiting().count()
    return requests + MisuseReport.objects.visible_to(host).unanswered().count()


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code, and whether it still opens something."""

    code: FoundingCode
    is_usable: bool


def codes(host: User, now: datetime) -> list[CodeLine]:
    """Every code there is, the newest first."""
    rows = FoundingCode.objects.visible_to(host)
    usable = set(rows.usable(now).values_list("pk", flat=True))
    return [CodeLine(one, one.pk in usable) for one in rows.order_by("-made_at", "-pk")[:MOST]]
