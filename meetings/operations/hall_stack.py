"""The list of speakers. A raised hand leaves no event and no line in the log."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import permissions
from meetings.models import LogEntry, LogKind, Meeting, Speaker, SpeakerStatus
from meetings.operations import log
from meetings.operations.together import others, same_meeting, together
from meetings.queries import hall


@transaction.atomic
def raise_hand(meeting: Meeting, *, kind: str, by: Membership, at: datetime) -> Speaker:
    """Put this member on the list of the item before the meeting."""
    meeting = log.locked(meeting)
    permissions.raise_hand(by, meeting, kind).enforce()
    # Who waited on an item that was left has one place all the same.
    _withdraw(meeting, by)
    place = Speaker.objects.create(
        meeting=meeting, item=meeting.item, membership=by, kind=kind, asked_at=at
    )
    log.moved(meeting)
    return place


@transaction.atomic
def lower_hand(meeting: Meeting, *, by: Membership) -> None:
    """Take this member off the list."""
    meeting = log.locked(meeting)
    permissions.lower_hand(by, meeting).enforce()
    _withdraw(meeting, by)
    log.moved(meeting)


@transaction.atomic
def call_speaker(
    meeting: Meeting, *, speaker: Speaker, by: Membership, at: datetime, seen: int | None
) -> Speaker:
    """Give the floor to one who waits; a speech that is under way ends with it."""
    meeting = log.locked(meeting, seen=seen)
    permissions.call_speaker(by, meeting).enforce()
    speaker = Speaker.objects.select_for_update().get(pk=speaker.pk)
    if speaker.status != SpeakerStatus.WAITING or speaker.item_id != meeting.item_id:
        raise Refused(_("This member does not wait to speak any more. Call the next."))
    _end_elsewhere(meeting, at)
    _end(meeting, at)
    _give_floor(meeting, speaker, at)
    Event.record("meetings.speaker_called", meeting, by=by, at=at)
    log.changed(meeting)
    return speaker


@transaction.atomic
def hear_committee(
    meeting: Meeting, *, committee: Committee, by: Membership, at: datetime, seen: int | None
) -> Speaker:
    """In a joint meeting: give the floor to the next on another committee's list, unseen.

    Its members read the name; whoever chairs, and the others, read of which committee they are.
    """
    meeting = log.locked(meeting, seen=seen)
    other = others(meeting).filter(committee=committee).first()
    permissions.hear_committee(by, meeting, other).enforce()
    assert other is not None  # the permission has asked for it
    line = hall.line(other)
    if not line:
        raise Refused(_("Nobody of this committee waits to speak any more."))
    _end_elsewhere(other, at)
    speaker = Speaker.objects.select_for_update().get(public_id=line[0].public_id)
    _end(other, at)
    _give_floor(other, speaker, at)
    Event.record("meetings.committee_heard", other, by=by, at=at)
    log.changed(other)
    log.changed(meeting)
    return speaker


@transaction.atomic
def end_speech(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The speech is over; how long it lasted is kept while the meeting lasts."""
    meeting = log.locked(meeting, seen=seen)
    permissions.end_speech(by, meeting).enforce()
    _end_elsewhere(meeting, at)
    _end(meeting, at)
    Event.record("meetings.speech_ended", meeting, by=by, at=at)
    log.changed(meeting)
    return meeting


@together(same_meeting)
@transaction.atomic
def close_list(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """Nobody new comes on the list of this item, but to a point of order."""
    meeting = log.locked(meeting, seen=seen)
    permissions.close_list(by, meeting).enforce()
    return _rule(meeting, LogKind.LIST_CLOSED, list_closed_at=at, by=by, at=at)


@together(same_meeting)
@transaction.atomic
def open_list(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The list is open again."""
    meeting = log.locked(meeting, seen=seen)
    permissions.open_list(by, meeting).enforce()
    undo = {"closed_at": _iso(meeting.list_closed_at)}
    return _rule(meeting, LogKind.LIST_OPENED, list_closed_at=None, by=by, at=at, undo=undo)


@together(same_meeting)
@transaction.atomic
def adopt_balance(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The meeting wants for and against to take turns, until it says otherwise."""
    meeting = log.locked(meeting, seen=seen)
    permissions.adopt_balance(by, meeting).enforce()
    return _rule(meeting, LogKind.BALANCE_ADOPTED, balanced_at=at, by=by, at=at)


@together(same_meeting)
@transaction.atomic
def drop_balance(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """For and against no longer take turns."""
    meeting = log.locked(meeting, seen=seen)
    permissions.drop_balance(by, meeting).enforce()
    undo = {"since": _iso(meeting.balanced_at)}
    return _rule(meeting, LogKind.BALANCE_DROPPED, balanced_at=None, by=by, at=at, undo=undo)


def _rule(
    meeting: Meeting,
    kind: LogKind,
    *,
    by: Membership,
    at: datetime,
    undo: dict[str, str] | None = None,
    **column: datetime | None,
) -> Meeting:
    """One column of the locked meeting changes; the log and the event have the same name."""
    ((field, value),) = column.items()
    _set(meeting, field, value)
    log.write(meeting, kind, at=at, undo=undo)
    Event.record(f"meetings.{kind.value}", meeting, by=by, at=at)
    log.changed(meeting)
    return meeting


def _withdraw(meeting: Meeting, member: Membership) -> None:
    meeting.speakers.filter(membership=member, status=SpeakerStatus.WAITING).update(
        status=SpeakerStatus.WITHDRAWN
    )


def _give_floor(meeting: Meeting, speaker: Speaker, at: datetime) -> None:
    speaker.status, speaker.called_at, speaker.seconds = SpeakerStatus.SPEAKING, at, 0
    speaker.save(update_fields=["status", "called_at", "seconds"])
    log.write(meeting, LogKind.SPEAKER_CALLED, at=at, side=speaker.kind)


def _end_elsewhere(meeting: Meeting, at: datetime) -> None:
    """In a joint meeting one speaks at a time, of whichever committee."""
    for other in others(meeting).filter(speakers__status=SpeakerStatus.SPEAKING):
        _end(other, at)
        log.changed(other)


def _end(meeting: Meeting, at: datetime) -> None:
    """End the speech that is under way, if one is."""
    speaker = meeting.speakers.filter(status=SpeakerStatus.SPEAKING).first()
    if speaker is None or speaker.called_at is None:
        return
    speaker.seconds = max(0, int((at - speaker.called_at).total_seconds()))
    speaker.status = SpeakerStatus.SPOKEN
    speaker.save(update_fields=["status", "seconds"])
    undo = {"speaker": speaker.public_id}
    log.write(
        meeting,
        LogKind.SPEECH_ENDED,
        at=at,
        undo=undo,
        side=speaker.kind,
        seconds=speaker.seconds,
    )


def _set(meeting: Meeting, column: str, value: datetime | None) -> None:
    setattr(meeting, column, value)
    meeting.save(update_fields=[column])


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _uncall(meeting: Meeting, _entry: LogEntry, _at: datetime) -> None:
    """Whoever was called waits again, unless they have a new place meanwhile."""
    speaker = meeting.speakers.get(status=SpeakerStatus.SPEAKING)
    waits = meeting.speakers.filter(
        membership=speaker.membership_id, status=SpeakerStatus.WAITING
    ).exists()
    speaker.status = SpeakerStatus.SPOKEN if waits else SpeakerStatus.WAITING
    speaker.called_at = speaker.called_at if waits else None
    speaker.save(update_fields=["status", "called_at"])


def _speak_on(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    """The speech goes on, its clock as if it had not ended; gone where its speaker has left."""
    meeting.speakers.filter(public_id=entry.undo["speaker"]).update(
        status=SpeakerStatus.SPEAKING, seconds=0
    )


def _reopen(meeting: Meeting, _entry: LogEntry, _at: datetime) -> None:
    _set(meeting, "list_closed_at", None)


def _reclose(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    _set(meeting, "list_closed_at", datetime.fromisoformat(entry.undo["closed_at"]))


def _unbalance(meeting: Meeting, _entry: LogEntry, _at: datetime) -> None:
    _set(meeting, "balanced_at", None)


def _rebalance(meeting: Meeting, entry: LogEntry, _at: datetime) -> None:
    _set(meeting, "balanced_at", datetime.fromisoformat(entry.undo["since"]))


log.UNDOERS.update(
    {
        LogKind.SPEAKER_CALLED: _uncall,
        LogKind.SPEECH_ENDED: _speak_on,
        LogKind.LIST_CLOSED: _reopen,
        LogKind.LIST_OPENED: _reclose,
        LogKind.BALANCE_ADOPTED: _unbalance,
        LogKind.BALANCE_DROPPED: _rebalance,
    }
)
