"""One's own sessions, and what else lets somebody read along.

Ending or naming a session leaves no event: it would tell when somebody was here.
"""

from datetime import datetime

from django.db import transaction

from accounts import permissions
from accounts.models import CalendarFeed, Session, User
from accounts.sessions import row_key
from core.models import Event


@transaction.atomic
def name_session(session: Session, label: str, *, by: User) -> Session:
    """Put the label on it that its owner chose."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    permissions.name_session(by, session).enforce()
    session.label = label
    session.save(update_fields=["label"])
    return session


@transaction.atomic
def end_session(session: Session, *, by: User) -> None:
    """Sign that browser out; its next request is a visitor's."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    permissions.end_session(by, session).enforce()
    session.delete()


@transaction.atomic
def end_other_sessions(user: User, *, cookie: str | None, by: User, at: datetime) -> int:
    """Sign out everywhere but in the browser with this cookie; how many ended.

    The address of the calendar ends, too: whoever had the phone may have copied it.
    """
    permissions.end_other_sessions(by, user).enforce()
    CalendarFeed.objects.filter(user=user).delete()
    rows = Session.objects.filter(user=user).exclude(pk=row_key(cookie or ""))
    count = rows.delete()[0]
    Event.record("accounts.other_sessions_ended", user, by=by, at=at)
    return count


@transaction.atomic
def freeze_account(user: User, *, by: User, at: datetime) -> None:
    """End at once everything that lets somebody read along: all sessions and the calendar's address."""
    permissions.freeze_account(by, user).enforce()
    CalendarFeed.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    Event.record("accounts.account_frozen", user, by=by, at=at)
