"""The list of speakers. A raised hand leaves no event and no line in the log."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import permissions
from meetings.models import LogEntry, LogKind, Meeting, Speaker, SpeakerStatus
from meetings.operations import log


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
    _end(meeting, at)
    speaker.status, speaker.called_at, speaker.seconds = SpeakerStatus.SPEAKING, at, 0
    speaker.save(update_fields=["status", "called_at", "seconds"])
    log.write(meeting, LogKind.SPEAKER_CALLED, at=at, side=speaker.kind)
    Event.record("meetings.speaker_called", meeting, by=by, at=at)
    log.changed(meeting)
    return speaker


@transaction.atomic
def end_speech(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The speech is over; how long it lasted is kept while the meeting lasts."""
    meeting = log.locked(meeting, seen=seen)
    permissions.end_speech(by, meeting).enforce()
    _end(meeting, at)
    Event.record("meetings.speech_ended", meeting, by=by, at=at)
    log.changed(meeting)
    return meeting


@transaction.atomic
def close_list(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """Nobody new comes on the list of this item, but to a point of order."""
    meeting = log.locked(meeting, seen=seen)
    permissions.close_list(by, meeting).enforce()
    return _rule(meeting, LogKind.LIST_CLOSED, list_closed_at=at, by=by, at=at)


@transaction.atomic
def open_list(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The list is open again."""
    meeting = log.locked(meeting, seen=seen)
    permissions.open_list(by, meeting).enforce()
    undo = {"closed_at": _iso(meeting.list_closed_at)}
    return _rule(meeting, LogKind.LIST_OPENED, list_closed_at=None, by=by, at=at, undo=undo)


@transaction.atomic
def adopt_balance(meeting: Meeting, *, by: Membership, at: datetime, seen: int | None) -> Meeting:
    """The meeting wants for and against to take turns, until it says otherwise."""
    meeting = log.locked(meeting, seen=seen)
    permissions.adopt_balance(by, meeting).enforce()
    return _rule(meeting, LogKind.BALANCE_ADOPTED, balanced_at=at, by=by, at=at)


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
