"""The meeting's own log: what the minutes are written from, and what open pages follow."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from core import live
from core.decision import Refused
from meetings import states
from meetings.models import LogEntry, LogKind, Meeting

# Up to so many people everything is told at once.
_AT_ONCE = 200
_UNTOLD, _UNTOLD_SECONDS = "untold:", 600
# What takes back an entry of a kind; each module of rulings adds its own. It is handed the locked
# meeting, the entry and the moment.
UNDOERS: dict[str, Callable[[Meeting, LogEntry, datetime], None]] = {}


class Stale(Refused):
    """The page that was pressed showed an older state: another ruled meanwhile."""


def locked(meeting: Meeting, *, seen: int | None = None) -> Meeting:
    """The meeting's row, locked; refused where the page that asks showed an older state.

    `seen` is the version that stood on the page of whoever pressed; None asks nothing, for what
    does harm neither twice nor late.
    """
    lock_all(meeting)
    found = (
        Meeting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("committee__campus", "item")
        .get(pk=meeting.pk)
    )
    if seen is not None and seen != found.version:
        raise Stale(_("The meeting has moved on meanwhile. Look at this page again, then decide."))
    return found


def lock_all(meeting: Meeting) -> None:
    """Lock the rows of all meetings that are held as one with this, in one order for everybody."""
    if meeting.joint_id is not None:
        rows = Meeting.objects.filter(joint=meeting.joint_id).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def write(
    meeting: Meeting,
    kind: LogKind,
    *,
    at: datetime,
    undo: dict[str, Any] | None = None,
    **facts: Any,
) -> LogEntry:
    """Add an entry to the log of a locked meeting. `facts` name nobody; `undo` takes it back."""
    last = meeting.log.order_by("-number").values_list("number", flat=True).first() or 0
    return LogEntry.objects.create(
        meeting=meeting, number=last + 1, kind=kind, at=at, facts=facts, undo=undo or {}
    )


def changed(meeting: Meeting) -> None:
    """Something that open pages show is different: the version rises, and they are told."""
    meeting.version += 1
    meeting.save(update_fields=["version"])
    transaction.on_commit(partial(tell, meeting.pk))


def moved(meeting: Meeting) -> None:
    """Somebody came, went, raised a hand or offered: open pages are told, and the version stays.

    A ruling must not be refused because the hall is alive.
    """
    transaction.on_commit(partial(_tell_soon, meeting.pk))


def newest(meeting: Meeting) -> LogEntry | None:
    """The newest ruling that stands, where it can be taken back; the quorum is no ruling."""
    rulings = meeting.log.exclude(kind__in=[LogKind.QUORUM_REACHED, LogKind.QUORUM_LOST])
    last = rulings.filter(undone_at__isnull=True).order_by("-number").first()
    return last if last is not None and last.kind in UNDOERS else None


def tell(meeting_pk: int) -> None:
    """Publish the small public state of a meeting to every open page."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_pk)
    live.publish(meeting.live_topic, states.public(meeting))


def _tell_soon(meeting_pk: int) -> None:
    """At once in a room; in a large hall at most once a second, and what is left out by the tick."""
    meeting = Meeting.objects.select_related("committee").get(pk=meeting_pk)
    state = states.public(meeting)
    if state["present"] <= _AT_ONCE or _may_tell_now(meeting):
        live.publish(meeting.live_topic, state)


def _may_tell_now(meeting: Meeting) -> bool:
    try:
        if cache.add(f"told:{meeting.public_id}", 1, 1):
            return True
        cache.set(_UNTOLD + meeting.public_id, 1, _UNTOLD_SECONDS)
    except (RedisError, OSError):
        pass  # a broker that is away costs only liveness
    return False


def untold(meetings: dict[str, int]) -> list[int]:
    """Of these meetings, by identifier, those whose open pages have not heard of the last coming."""
    try:
        found = cache.get_many([_UNTOLD + one for one in meetings])
        cache.delete_many(found)
    except (RedisError, OSError):
        return []
    return [meetings[one.removeprefix(_UNTOLD)] for one in found]
