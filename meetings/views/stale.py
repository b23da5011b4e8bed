"""A ruling that was pressed on an old page: nothing is done, and the page is shown as it is now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from committees.models import Membership
from meetings import permissions
from meetings.models import Meeting
from meetings.roles import has_chaired

NO_LONGER = gettext_lazy("You no longer chair this meeting.")
_MOVED_ON = gettext_lazy(
    "The meeting has moved on meanwhile, so nothing was done. Look, then press again."
)


def seen(request: HttpRequest) -> int:
    """The version on the page that was pressed; without a good one it is an old page."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def is_old(request: HttpRequest, meeting: Meeting, member: Membership) -> bool:
    """Whether the page is old; whoever chairs, or did so until now, is told on the next page."""
    if permissions.chair_meeting(member, meeting) and seen(request) == meeting.version:
        return False
    return was_overtaken(request, meeting, member)


def was_overtaken(request: HttpRequest, meeting: Meeting, member: Membership) -> bool:
    """Tell whoever chairs, or did so until now, that another was quicker; nobody else is told."""
    if permissions.chair_meeting(member, meeting):
        messages.warning(request, str(_MOVED_ON))
    elif has_chaired(member, meeting):
        messages.warning(request, str(NO_LONGER))
    else:
        return False
    return True


def has_handed_over(request: HttpRequest, meeting: Meeting, member: Membership) -> bool:
    """Whether who asks chaired until now and no longer does: they are told on the next page."""
    if permissions.chair_meeting(member, meeting):
        return False
    return was_overtaken(request, meeting, member)


def to_chair(meeting: Meeting, member: Membership) -> HttpResponse:
    """To the chair's page, or to the hall where the chair has gone to another."""
    chairs = permissions.chair_meeting(member, as_it_is(meeting))
    return redirect("chair-meeting" if chairs else "hall", meeting.public_id)


def as_it_is(meeting: Meeting) -> Meeting:
    """The meeting read anew, with nothing that was kept of it."""
    return Meeting.objects.select_related("committee__campus").get(pk=meeting.pk)
