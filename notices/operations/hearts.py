"""Signs of life. Machine time, because moving the demonstration's clock ends no process."""

from datetime import UTC, datetime

from notices.models import Heartbeat

BEAT, WORKER, TICK, MAIL_AWAY = "beat", "worker", "tick", "mail-away"


def machine_now() -> datetime:
    """The machine's clock; for leases and signs of life only, everything else asks `core.clock`."""
    return datetime.now(UTC)


def seen(part: str) -> None:
    """Write that `part` is alive now."""
    Heartbeat.objects.update_or_create(part=part, defaults={"seen_at": machine_now()})


def last_seen(part: str) -> datetime | None:
    """When `part` was last seen."""
    return Heartbeat.objects.filter(part=part).values_list("seen_at", flat=True).first()
