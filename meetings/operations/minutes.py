"""Minutes: drafted from the log, edited with every version kept, approved by a later meeting."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.models import Membership
from committees.standing_orders import orders
from core.decision import Refused
from core.models import Event
from meetings import permissions
from meetings.minutes_markdown import plain
from meetings.minutes_text import language_of, minutes_text
from meetings.models import LogKind, Meeting, Minutes, MinutesStatus, MinutesVersion
from meetings.operations import log


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: Membership | None, at: datetime) -> Minutes:
    """Write the minutes of a meeting that has closed, from its log alone."""
    permissions.draft_minutes(by, meeting).enforce()
    minutes = Minutes.objects.create(
        meeting=meeting,
        text=minutes_text(meeting),
        drafted_at=at,
        due_at=at + timedelta(days=orders(meeting.committee).minutes_days),
    )
    MinutesVersion.objects.create(minutes=minutes, number=1, text=minutes.text, at=at)
    Event.record("meetings.minutes_drafted", minutes, by=None, at=at)
    return minutes


@transaction.atomic
def edit_minutes(
    minutes: Minutes, *, text: str, seen: int, by: Membership, at: datetime
) -> Minutes:
    """Save a new version; `seen` is the number of the version on which it was written.

    The first saving counts even where nothing was changed: somebody has read them through.
    """
    minutes = _locked(minutes)
    permissions.edit_minutes(by, minutes).enforce()
    last = newest(minutes)
    if seen != last:
        raise Refused(overtaken())
    if text == minutes.text and last > 1:
        return minutes
    minutes.text = text
    minutes.save(update_fields=["text"])
    MinutesVersion.objects.create(minutes=minutes, number=last + 1, text=text, at=at)
    Event.record("meetings.minutes_edited", minutes, by=by, at=at, version=last + 1)
    return minutes


@transaction.atomic
def approve_minutes(
    minutes: Minutes,
    *,
    in_meeting: Meeting,
    by: Membership,
    at: datetime,
    seen: int | None = None,
) -> Minutes:
    """Freeze the minutes with the hash of their text; `in_meeting`, a later one, approves them.

    `by` chairs it; it is at its item about the minutes, or has carried a vote about them.
    """
    meeting = log.locked(in_meeting, seen=seen)
    minutes = _locked(minutes)
    permissions.approve_minutes(by, minutes, meeting).enforce()
    minutes.status, minutes.approved_at, minutes.approved_in = MinutesStatus.APPROVED, at, meeting
    minutes.sha256 = sha256(minutes.text)
    minutes.save(update_fields=["status", "approved_at", "approved_in", "sha256"])
    Event.record("meetings.minutes_approved", minutes, by=by, at=at, sha256=minutes.sha256)
    with override(language_of(meeting)):
        said = _("The minutes of the meeting of %(day)s are approved.") % {
            "day": date_format(minutes.meeting.local_date, "DATE_FORMAT")
        }
    log.write(meeting, LogKind.RULED, at=at, text=said, whole=True)
    log.changed(meeting)
    in_meeting.version = meeting.version  # the caller may go on with its own ruling
    return minutes


def write_in_minutes(meeting: Meeting, *, heading: str, text: str, at: datetime) -> bool:
    """Add to its minutes a decision that was written down after the close; False once approved."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    minutes = _locked(minutes) if minutes is not None else None
    if minutes is None or minutes.status != MinutesStatus.DRAFTED:
        return False
    minutes.text = f"{minutes.text.rstrip()}\n\n## {plain(heading)}\n\n{text}\n"
    minutes.save(update_fields=["text"])
    number = newest(minutes) + 1
    MinutesVersion.objects.create(minutes=minutes, number=number, text=minutes.text, at=at)
    Event.record("meetings.minutes_edited", minutes, by=None, at=at, version=number)
    return True


def newest(minutes: Minutes) -> int:
    """The number of the newest version."""
    return minutes.versions.order_by("-number").values_list("number", flat=True)[0]


def overtaken() -> str:
    """The sentence for who saves what was written on an older version."""
    return _(
        "Somebody else has saved these minutes meanwhile. Your text stands below: compare it with "
        "the newest version, then save again."
    )


def sha256(text: str) -> str:
    """The hash of a text as its file holds it, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _locked(minutes: Minutes) -> Minutes:
    return (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("meeting__committee")
        .get(pk=minutes.pk)
    )
