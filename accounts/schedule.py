"""What the clock does with sessions."""

from datetime import datetime

from accounts import roles, sessions
from accounts.models import Session
from core.ticking import duty


@duty
def end_old_sessions(_now: datetime) -> None:
    """Delete what ran out, codes and proofs of visitors with it."""
    sessions.SessionStore.clear_expired()


@duty
def limit_idle_sessions(_now: datetime) -> None:
    """Give those who hold an office the shorter session."""
    at = sessions.machine_now()
    for holders in roles.sources():
        Session.objects.filter(user_id__in=holders, expires_at__gt=at + sessions.IDLE).update(
            expires_at=sessions.idle_moment(at)
        )
