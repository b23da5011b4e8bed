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
class Fault:
    """What is wrong, and what to do about it."""

    sentence: str
    advice: str


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
        return [one.sentence for one in self.faults]

    @property
    def oldest_minutes(self) -> int:
        """For how many minutes the oldest message that is due has been waiting."""
        return int(self.oldest_waits.total_seconds() // 60)

    @property
    def faults(self) -> list[Fault]:
        """The same, each with what to do."""
        if not self.database:
            down = Fault(
                _("The database does not answer."),
                _("See whether PostgreSQL runs, and whether DATABASE_URL leads there."),
            )
            return [down, *([] if self.redis else [_no_redis()])]
        return [*([] if self.redis else [_no_redis()]), *self._of_the_worker(), *self._of_mail()]

    def _of_the_worker(self) -> list[Fault]:
        worker_is_silent = self._is_silent(self.worker_seen_at)
        beat_is_silent = self._is_silent(self.beat_seen_at)
        found = []
        if worker_is_silent:
            advice = _("Start “celery -A config worker” again, and read the end of its log.")
            found.append(Fault(self._silence(self.worker_seen_at, is_worker=True), advice))
        if beat_is_silent:
            advice = _("Start “celery -A config beat” again: one, and never two.")
            found.append(Fault(self._silence(self.beat_seen_at, is_worker=False), advice))
        if not found and self._is_silent(self.tick_seen_at):
            found.append(
                Fault(
                    _("The worker lives but runs no tick: it is overloaded, or stuck in a task."),
                    _("Start a second worker; what it sends is shared between them."),
                )
            )
        return found

    def _of_mail(self) -> list[Fault]:
        found = []
        if not self.has_mail_server:
            found.append(
                Fault(
                    _(
                        "No mail server is set (EMAIL_URL): mail is written to files and reaches nobody."
                    ),
                    _("Set EMAIL_URL, restart, and run “manage.py doctor”."),
                )
            )
        if self.mail_away_at and self.at - self.mail_away_at < SILENT_AFTER:
            found.append(
                Fault(
                    _("The mail server does not take our mail. The worker tries again."),
                    _("The reasons are below. “manage.py doctor” tries the mail server out."),
                )
            )
        if self.oldest_waits > LATE_AFTER:
            sentence = ngettext(
                "The oldest message has been waiting for %(minutes)d minute.",
                "The oldest message has been waiting for %(minutes)d minutes.",
                self.oldest_minutes,
            )
            found.append(
                Fault(
                    sentence % {"minutes": self.oldest_minutes},
                    _("See the reasons below; where there is none, start a second worker."),
                )
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


def _no_redis() -> Fault:
    return Fault(
        _("Redis does not answer: mail waits, and goes out when it is back."),
        _("See whether it runs, and whether REDIS_URL leads there."),
    )


def _redis_answers() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as redis:
            return bool(redis.ping())
    except RedisError:
        return False
