"""What the product stands on: versions, disks, the certificate, the rules that delete."""

import platform
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis import Redis, RedisError

from core import certificate
from core.certificate import Certificate
from core.retention import GRACE
from home.queries.operations import Deletion, deletion
from notices.operations.hearts import machine_now
from notices.queries import Fault

LEAST_FREE, LEAST_PART = 1_000_000_000, 0.05  # bytes, and of the whole disk
RENEWED_BEFORE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Disk:
    """In bytes. `free` is None where the database stands on another machine."""

    free: int | None
    size: int | None = None

    @property
    def is_short(self) -> bool:
        """Too little for a night's backup and a vote's log."""
        if self.free is None or self.size is None:
            return False
        return self.free < LEAST_FREE or self.free < self.size * LEAST_PART


@dataclass(frozen=True, slots=True)
class Machine:
    """`versions` are names and numbers; an empty number is of a part that does not answer."""

    now: datetime
    at: datetime
    versions: list[tuple[str, str]]
    files: Disk
    database: Disk
    database_bytes: int
    certificate: Certificate | None
    deletion: Deletion = field(repr=False)

    @property
    def days_left(self) -> int | None:
        """Full days until the certificate ends."""
        if self.certificate is None or self.certificate.ends_at is None:
            return None
        return max(0, (self.certificate.ends_at - self.at).days)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, each with what to do."""
        return [*self._of_disks(), *self._of_the_certificate(), *self._of_deletion()]

    def _of_disks(self) -> Iterator[Fault]:
        if self.database.is_short:
            yield Fault(
                _("The disk of the database is nearly full."),
                _("Make room or take a larger disk today: a full one ends every change."),
            )
        if self.files.is_short:
            yield Fault(
                _("The disk of VAR_DIR is nearly full."),
                _(
                    "Take old backups and logs away, or take a larger disk: keys of votes lie there."
                ),
            )

    def _of_the_certificate(self) -> Iterator[Fault]:
        if self.certificate is None:
            return
        if not self.certificate.is_trusted:
            yield Fault(
                _("Browsers do not trust the certificate at PUBLIC_URL."),
                _("See the log of your proxy: it may have ended, or be for another name."),
            )
        elif (left := self.days_left) is None:
            yield Fault(
                _("Nobody answers at PUBLIC_URL when this server asks there."),
                _("See whether the proxy runs. Some networks lead no server to its own address."),
            )
        elif left < RENEWED_BEFORE.days:
            sentence = ngettext(
                "The certificate at PUBLIC_URL ends in %(days)d day.",
                "The certificate at PUBLIC_URL ends in %(days)d days.",
                left,
            )
            advice = _("It should renew itself before: see the log of your proxy.")
            yield Fault(sentence % {"days": left}, advice)

    def _of_deletion(self) -> Iterator[Fault]:
        ran_at = self.deletion.swept_at
        if self.deletion.stopped_at is None and ran_at and self.now - ran_at > GRACE:
            yield Fault(
                _("The rules of deletion have not run for more than a day."),
                _("See whether worker and beat run, and what went wrong lately."),
            )


def machine(now: datetime) -> Machine:
    """All of it; asks the database, Redis and our own address, and raises for none of the latter."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE')"
            " THEN current_setting('data_directory') END"
        )
        postgres, database_bytes, folder = cursor.fetchone()
    return Machine(
        now=now,
        at=machine_now(),
        versions=[
            (settings.SITE_NAME, product_version()),
            ("Python", platform.python_version()),
            ("Django", django.get_version()),
            ("PostgreSQL", postgres.split()[0]),
            _broker(),
        ],
        files=_disk(settings.VAR_DIR),
        database=_disk(Path(folder)) if folder else Disk(None),
        database_bytes=database_bytes,
        certificate=certificate.look(settings.PUBLIC_URL),
        deletion=deletion(),
    )


def product_version() -> str:
    """As pyproject.toml has it: the product runs from its folder, and is not installed."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _disk(folder: Path) -> Disk:
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return Disk(None)
    return Disk(found.free, found.total)


def _broker() -> tuple[str, str]:
    """Valkey says both: Redis's version, which it speaks like, and its own."""
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1
        ) as redis:
            said: dict[str, str] = redis.info("server")
    except RedisError:
        return "Redis", ""
    if "valkey_version" in said:
        return "Valkey", said["valkey_version"]
    return "Redis", said.get("redis_version", "")
