"""Who an announcement's mail goes to; asked by the worker when it goes out."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from announcements.models import Announcement, AnnouncementStatus, Audience
from committees.audiences import recipients
from committees.models import MandateStatus, Office
from notices.audiences import Recipient, audience, find
from notices.models import DigestChoice

A_DAY = timedelta(days=1)
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
    return sum(1 for _one in _accounts(announcement))


def within_a_day(announcement: Announcement, going_at: datetime) -> int:
    """How many accounts it would go to, with what its author sent within a day of `going_at`.

    Each once: otherwise one person alone could reach everybody, language by language.
    """
    around = Announcement.objects.filter(
        committee=announcement.committee,
        written_by=announcement.written_by,
        status=AnnouncementStatus.SENT,
        sent_at__gt=going_at - A_DAY,
        sent_at__lt=going_at + A_DAY,
    )
    told = [
        announcement,
        *around.exclude(pk=announcement.pk).select_related("committee", "meeting"),
    ]
    return len({user_id for one in told for user_id in _accounts(one)})


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


def _accounts(announcement: Announcement) -> Iterator[int]:
    name, about = of(announcement)
    return (one.user_id for one in find(name)(about))
