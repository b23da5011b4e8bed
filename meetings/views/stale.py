"""A ruling that was pressed on an old page: nothing is done, and the page is shown as it is now."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from committees.models import Membership
from meetings import permissions
from meetings.models import Meeting


def seen(request: HttpRequest) -> int:
    """The version on the page that was pressed; without a good one it is an old page."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def is_old(request: HttpRequest, meeting: Meeting, member: Membership) -> bool:
    """Whether the meeting has moved on since; whoever chairs is told so on the next page."""
    if seen(request) == meeting.version or not permissions.chair_meeting(member, meeting):
        return False
    messages.warning(
        request,
        _("The meeting has moved on meanwhile, so nothing was done. Look, then press again."),
    )
    return True
