"""Who an announcement's mail goes to; asked by the worker when it goes out."""

from collections.abc import Iterable
from typing import Any

from announcements.models import Announcement, Audience
from committees.audiences import recipients
from committees.models import MandateStatus, Office
from notices.audiences import Recipient, audience, find
from notices.models import DigestChoice

_NAMES = {
    Audience.ALL: "committees.members",
    Audience.DELEGATES: "announcements.delegates",
    Audience.COMING: "meetings.coming",
    Audience.LANGUAGE: "announcements.readers",
}


def of(announcement: Announcement) -> tuple[str, dict[str, Any]]:
    """The name of the audience and what it is called with."""
    about = {"committee": announcement.committee.public_id}
    if announcement.meeting is not None:
        about["meeting"] = announcement.meeting.public_id
    if announcement.readers_language:
        about["language"] = announcement.readers_language
    return _NAMES[Audience(announcement.audience)], about


def size(announcement: Announcement) -> int:
    """How many accounts it would go to now, before anybody's choices."""
    name, about = of(announcement)
    return sum(1 for _one in find(name)(about))


@audience("announcements.delegates")
def delegates(about: dict[str, Any]) -> Iterable[Recipient]:
    """Delegates and alternates of `about["committee"]`."""
    return recipients(
        about,
        mandates__status=MandateStatus.LIVE,
        mandates__office__in=[Office.DELEGATE, Office.ALTERNATE],
    )


@audience("announcements.readers")
def readers(about: dict[str, Any]) -> Iterable[Recipient]:
    """Members of `about["committee"]` who read `about["language"]`.

    Who chose none reads the committee's.
    """
    language = about["language"]
    yield from recipients(about, user__language=language)
    yield from recipients(about, user__language="", committee__language=language)


@audience("announcements.digest")
def readers_of_digests(about: dict[str, Any]) -> Iterable[Recipient]:
    """Members of `about["committee"]` who want one mail a week, from it or from everywhere."""
    wanted = DigestChoice.objects.filter(scope__in=[about["committee"], ""])
    return recipients(about, user__in=wanted.values("user"))
