"""Chair, minutes secretary, tellers and stewards: who offers, whom the meeting chose, who steps down."""

from datetime import datetime
from typing import Any

from django.db import transaction

from committees.models import Membership
from core.models import Event
from meetings import permissions
from meetings.models import Duty, LogEntry, LogKind, Meeting, MeetingOfficer, Offer
from meetings.operations import log
from meetings.roles import forget_duties

OF_ONE = (Duty.CHAIR, Duty.MINUTES_SECRETARY)


@transaction.atomic
def offer_duty(meeting: Meeting, *, duty: str, by: Membership) -> None:
    """This member would do it, if the meeting wants; twice is once. It leaves no event."""
    meeting = log.locked(meeting)
    permissions.offer_duty(by, meeting, duty).enforce()
    Offer.objects.get_or_create(meeting=meeting, membership=by, duty=duty)
    log.moved(meeting)


@transaction.atomic
def withdraw_offer(meeting: Meeting, *, by: Membership) -> None:
    """Take back whatever this member offered; harmless where nothing was."""
    meeting = log.locked(meeting)
    permissions.withdraw_offer(by, meeting).enforce()
    gone, _rows = meeting.offers.filter(membership=by).delete()
    if gone:
        log.moved(meeting)


@transaction.atomic
def choose_officer(
    offer: Offer, *, by: Membership, at: datetime, seen: int | None
) -> MeetingOfficer:
    """Note whom the meeting chose, of those who offered."""
    meeting = log.locked(offer.meeting, seen=seen)
    offer.meeting = meeting
    permissions.choose_officer(by, offer).enforce()
    chosen = _install(meeting, offer, at)
    Event.record("meetings.officer_chosen", meeting, by=by, at=at, duty=offer.duty)
    log.changed(meeting)
    return chosen


@transaction.atomic
def hand_over_chair(
    offer: Offer, *, by: Membership, at: datetime, seen: int | None
) -> MeetingOfficer:
    """The chair goes to another who offered to chair."""
    meeting = log.locked(offer.meeting, seen=seen)
    offer.meeting = meeting
    permissions.hand_over_chair(by, offer).enforce()
    chosen = _install(meeting, offer, at, handed_over=True)
    Event.record("meetings.chair_handed_over", meeting, by=by, at=at)
    log.changed(meeting)
    return chosen


@transaction.atomic
def release_officer(officer: MeetingOfficer, *, by: Membership, at: datetime) -> MeetingOfficer:
    """End a duty. Without a chosen chair whoever coordinates chairs again."""
    meeting = log.locked(officer.meeting)
    officer = MeetingOfficer.objects.select_for_update().get(pk=officer.pk)
    officer.meeting = meeting
    permissions.release_officer(by, officer).enforce()
    officer.ended_at = at
    officer.save(update_fields=["ended_at"])
    forget_duties(meeting)
    log.write(
        meeting, LogKind.OFFICER_RELEASED, at=at, undo={"ended": [officer.pk]}, duty=officer.duty
    )
    Event.record("meetings.officer_released", meeting, by=by, at=at, duty=officer.duty)
    log.changed(meeting)
    return officer


def _install(meeting: Meeting, offer: Offer, at: datetime, **facts: Any) -> MeetingOfficer:
    """The offer becomes a duty; where one alone does it, the one before ends."""
    now = meeting.officers.filter(duty=offer.duty, ended_at__isnull=True)
    before = list(now.values_list("pk", flat=True)) if offer.duty in OF_ONE else []
    meeting.officers.filter(pk__in=before).update(ended_at=at)
    chosen, _is_new = MeetingOfficer.objects.get_or_create(
        meeting=meeting,
        membership=offer.membership,
        duty=offer.duty,
        ended_at=None,
        defaults={"since": at},
    )
    offer.delete()
    forget_duties(meeting)
    log.write(
        meeting,
        LogKind.OFFICER_CHOSEN,
        at=at,
        undo={"made": chosen.pk, "ended": before},
        duty=chosen.duty,
        **facts,
    )
    return chosen


def _unchoose(meeting: Meeting, entry: LogEntry, at: datetime) -> None:
    """Whoever was chosen offers again, and whoever did it before does it."""
    made = meeting.officers.get(pk=entry.undo["made"])
    made.ended_at = at
    made.save(update_fields=["ended_at"])
    Offer.objects.get_or_create(meeting=meeting, membership=made.membership, duty=made.duty)
    _restore(meeting, entry, at)


def _restore(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    meeting.officers.filter(pk__in=entry.undo["ended"]).update(ended_at=None)
    forget_duties(meeting)


log.UNDOERS.update({LogKind.OFFICER_CHOSEN: _unchoose, LogKind.OFFICER_RELEASED: _restore})
