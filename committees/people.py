"""What accounts asks of committees: who holds an office, and what goes when somebody leaves."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.leaving import on_leave
from accounts.models import User
from accounts.roles import office_holders
from committees.models import Mandate, Membership
from committees.operations.memberships import leave_committee


@on_leave
def leave_every_committee(user: User, at: datetime) -> None:
    """Leave all committees, those that are dissolved too; no chosen name stays."""
    # Not the councils: a seat there ends with the mandate at home.
    own = Membership.objects.active().filter(user=user).exclude(committee__kind="council")
    for member in own.order_by("pk"):
        leave_committee(member, at=at)


@office_holders
def holders() -> QuerySet[Any, Any]:
    """Accounts with a live mandate in a committee that is alive."""
    live = Mandate.objects.live().exclude(committee__status="dissolved")
    return live.filter(membership__status="active").values_list("membership__user_id")
