"""How the parts that send mail are doing: for /healthz and the operator's page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis import Redis, RedisError

from core import clock
from notices.models import Delivery, Failure, Heartbeat, Message
from notices.operations import hearts

SILENT_AFTER = timedelta(minutes=3)
LATE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """Moments are the machine's, except `oldest_due_at`, which is when a message should have gone."""

    at: datetime
    database: bool
    redis: bool
    worker_seen_at: datetime | None = None
    beat_seen_at: datetime | None = None
    tick_seen_at: datetime | None = None
    mail_away_at: datetime | None = None
    messages_due: int = 0
    oldest_due_at: datetime | None = None
    oldest_waits: timedelta = timedelta()
    deliveries_open: int = 0
    failures_of_a_day: int = 0
    has_mail_server: bool = True

    @property
    def is_up(self) -> bool:
        """The web's own parts answer; a worker that is away delays mail, but no page."""
        return self.database and self.redis

    @property
    def reasons(self) -> list[str]:
        """What is wrong, a sentence each, the worst first; empty when all is well."""
        if not self.database:
            return [_("The database does not answer."), *([] if self.redis else [_no_redis()])]
        found = [] if self.redis else [_no_redis()]
        if not self.has_mail_server:
            found.append(
                _("No mail server is set (EMAIL_URL): mail is written to files and reaches nobody.")
            )
        worker_is_silent = self._is_silent(self.worker_seen_at)
        beat_is_silent = self._is_silent(self.beat_seen_at)
        if worker_is_silent:
            found.append(self._silence(self.worker_seen_at, is_worker=True))
        if beat_is_silent:
            found.append(self._silence(self.beat_seen_at, is_worker=False))
        if not worker_is_silent and not beat_is_silent and self._is_silent(self.tick_seen_at):
            found.append(
                _("The worker lives but runs no tick: it is overloaded, or stuck in a task.")
            )
        if self.mail_away_at and self.at - self.mail_away_at < SILENT_AFTER:
            found.append(_("The mail server does not take our mail. The worker tries again."))
        if self.oldest_waits > LATE_AFTER:
            minutes = int(self.oldest_waits.total_seconds() // 60)
            found.append(
                ngettext(
                    "The oldest message has been waiting for %(minutes)d minute.",
                    "The oldest message has been waiting for %(minutes)d minutes.",
                    minutes,
                )
                % {"minutes": minutes}
            )
        return found

    def _is_silent(self, seen_at: datetime | None) -> bool:
        return seen_at is None or self.at - seen_at > SILENT_AFTER

    def _silence(self, seen_at: datetime | None, *, is_worker: bool) -> str:
        if seen_at is None:
            return _("The worker was never seen.") if is_worker else _("Beat was never seen.")
        minutes = int((self.at - seen_at).total_seconds() // 60)
        if is_worker:
            sentence = ngettext(
                "The worker has not answered for %(minutes)d minute: no mail goes out.",
                "The worker has not answered for %(minutes)d minutes: no mail goes out.",
                minutes,
            )
        else:
            sentence = ngettext(
                "Beat has not ticked for %(minutes)d minute: nothing opens or closes by itself.",
                "Beat has not ticked for %(minutes)d minutes: nothing opens or closes by itself.",
                minutes,
            )
        return sentence % {"minutes": minutes}


def health(now: datetime) -> Health:
    """All of it at the moment `now` of the one clock; asks each part, and raises for none."""
    at, redis = now - clock.offset(), _redis_answers()
    try:
        seen = dict(Heartbeat.objects.values_list("part", "seen_at"))
        due = Message.objects.due(now)
        oldest = due.aggregate(oldest=Min("due_at"))["oldest"]
        return Health(
            at=at,
            database=True,
            redis=redis,
            worker_seen_at=seen.get(hearts.WORKER),
            beat_seen_at=seen.get(hearts.BEAT),
            tick_seen_at=seen.get(hearts.TICK),
            mail_away_at=seen.get(hearts.MAIL_AWAY),
            messages_due=due.count(),
            oldest_due_at=oldest,
            oldest_waits=now - oldest if oldest else timedelta(),
            deliveries_open=Delivery.objects.unfinished().filter(message__in=due).count(),
            has_mail_server=settings.DEMO or not settings.EMAIL_URL.startswith("outbox:"),
            failures_of_a_day=Failure.objects.filter(at__gt=now - timedelta(days=1)).count(),
        )
    except (DatabaseError, InterfaceError):
        connection.close()
        return Health(at=at, database=False, redis=redis)


def _no_redis() -> str:
    return _("Redis does not answer: mail waits, and goes out when it is back.")


def _redis_answers() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as redis:
            return bool(redis.ping())
    except RedisError:
        return False
