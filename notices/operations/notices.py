"""What stands in the app for a person. Leaves no event: what somebody reads is nobody's business."""

from django.db import transaction

from accounts.models import User
from notices import permissions
from notices.models import Notice


@transaction.atomic
def read_notice(notice: Notice, *, by: User) -> Notice:
    """It was opened; again is harmless."""
    permissions.read_notice(by, notice).enforce()
    Notice.objects.filter(pk=notice.pk).update(is_read=True)
    notice.is_read = True
    return notice


@transaction.atomic
def read_notices(*, by: User) -> int:
    """All of this person's are read; how many were not."""
    permissions.read_notices(by).enforce()
    return Notice.objects.unread().filter(user=by).update(is_read=True)


def forget_notices(user: User, *, scope: str) -> int:
    """Who leaves a committee keeps nothing of what it said."""
    return Notice.objects.filter(user=user, message__scope=scope).delete()[0]
