"""The session engine: sealed rows under a hash of the cookie, ended after a week at most.

Times in a row are coarse on purpose: a sign-in lasts until the midnight (UTC) before its seventh
day, and a role-holder's idle limit moves in steps of twelve hours, so that no row tells when
somebody was last here. The machine's own time counts, not the demonstration's: moving the clock
of the demonstration must not sign everybody out.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import DatabaseError, IntegrityError, transaction

from accounts import crypto

PURPOSE = "session"
UNTIL = "_until"
VISITOR = timedelta(hours=1)
IDLE = timedelta(hours=24)
STEP = timedelta(hours=12)


def row_key(cookie: str) -> str:
    """The key of the row that belongs to a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def machine_now() -> datetime:
    """The moment by the machine's clock, whatever the demonstration's says."""
    return datetime.now(UTC)


def last_moment(at: datetime) -> datetime:
    """When a sign-in made at `at` ends."""
    end = at + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return end.replace(hour=0, minute=0, second=0, microsecond=0)


def idle_moment(at: datetime) -> datetime:
    """When a role-holder's session ends if `at` was the last visit: 12 to 24 hours later."""
    half = at.replace(hour=at.hour // 12 * 12, minute=0, second=0, microsecond=0)
    return half + IDLE


class SessionStore(SessionBase):
    """Django's session in a sealed row of `accounts.Session`."""

    _expires_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        from accounts.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        row = self._rows().filter(pk=row_key(self.session_key or "")).live(machine_now()).first()
        try:
            if row is not None:
                data: dict[str, Any] = json.loads(crypto.unseal(row.data, PURPOSE))
                self._expires_at = row.expires_at if SESSION_KEY in data else None
                return data
        except crypto.Unreadable:
            row.delete()
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return bool(self._rows().filter(pk=row_key(session_key)).exists())

    def create(self) -> None:
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            self._expires_at = None
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001,FBT002  Django's signature
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = self.get_model_class()(
            key=row_key(self.session_key),
            user_id=data.get(SESSION_KEY),
            data=crypto.seal(json.dumps(data).encode(), PURPOSE),
            expires_at=self._row_expiry(data),
        )
        try:
            with transaction.atomic():
                if must_create:
                    row.save(force_insert=True)
                else:
                    row.save(force_update=True, update_fields=["user", "data", "expires_at"])
        except IntegrityError:
            if must_create:
                raise CreateError from None
            # The account was erased while this request ran.
            raise UpdateError from None
        except DatabaseError:
            if must_create:
                raise
            raise UpdateError from None
        self._expires_at = row.expires_at if SESSION_KEY in data else None

    def delete(self, session_key: str | None = None) -> None:
        if session_key := session_key or self.session_key:
            self._rows().filter(pk=row_key(session_key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        cls.get_model_class().objects.filter(expires_at__lte=machine_now()).delete()

    def get_expiry_date(self, **_ignored: Any) -> datetime:
        """When the browser forgets the cookie."""
        return self._until(self._get_session()) or machine_now() + VISITOR  # type: ignore[attr-defined]

    def get_expiry_age(self, **_ignored: Any) -> int:
        return max(0, int((self.get_expiry_date() - machine_now()).total_seconds()))

    def keep(self, at: datetime) -> None:
        """Where an idle limit is running and half over, move it on; at most once in twelve hours."""
        until = self._until(self._get_session())  # type: ignore[attr-defined]
        ends = self._expires_at
        if self.session_key and until and ends and ends < until and ends < at + STEP:
            self._expires_at = min(until, idle_moment(at))
            self._rows().filter(pk=row_key(self.session_key)).update(expires_at=self._expires_at)

    def _row_expiry(self, data: dict[str, Any]) -> datetime:
        until = self._until(data)
        if until is None:
            return machine_now() + VISITOR
        # A limit that was shortened since stays as short.
        return until if self._expires_at is None else min(until, self._expires_at)

    @staticmethod
    def _until(data: dict[str, Any]) -> datetime | None:
        if SESSION_KEY not in data:
            data.pop(UNTIL, None)
            return None
        if UNTIL not in data:
            data[UNTIL] = last_moment(machine_now()).isoformat()
        return datetime.fromisoformat(data[UNTIL])

    def _rows(self) -> Any:
        return self.get_model_class().objects.all()
