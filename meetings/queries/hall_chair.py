"""The chair's page: the next steps that are legal now, each with one line why."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from committees.models import Membership
from core.decision import Decision
from meetings import permissions
from meetings.models import (
    AgendaItem,
    Amendment,
    AmendmentStatus,
    Duty,
    LogEntry,
    MeetingStatus,
    MotionStatus,
    Offer,
)
from meetings.queries import hall as queries
from meetings.queries.hall import Hall
from meetings.queries.motions import ChangedClause, changes_of


@dataclass(frozen=True, slots=True)
class Step:
    """One button: the address it is sent to, what is sent, and why it can be pressed.

    `name` stands behind the label: a chosen name, a title; `changes` is what an amendment changes.
    """

    verb: str
    label: str
    why: str
    sent: dict[str, str] = field(default_factory=dict)
    name: str = ""
    changes: list[ChangedClause] = field(default_factory=list)
    is_rare: bool = False

    @property
    def address(self) -> str:
        return self.verb.replace("_", "-")


@dataclass(frozen=True, slots=True)
class ChairPage:
    """What whoever chairs sees besides the hall."""

    steps: list[Step]
    rare: list[Step]
    agenda: list[AgendaItem]
    offers: list[Offer]
    rulings: list[LogEntry]
    newest: LogEntry | None
    may_undo: Decision
    may_hand_over: bool
    may_close: Decision
    needs_chair: bool

    @property
    def may_take(self) -> bool:
        """Whether another item can be taken now: nothing is under way."""
        return any(one.verb == "take_item" for one in self.steps)


def chair_page(shown: Hall, member: Membership, newest: LogEntry | None) -> ChairPage:
    """What `member`, who chairs, can do now; `newest` is the ruling that can be taken back."""
    meeting = shown.meeting
    agenda = queries.agenda(meeting)
    for one in agenda:
        one.meeting = meeting
    steps = [*_steps(shown, member, agenda)]
    has_chair = any(one.duty == Duty.CHAIR for one in shown.officers)
    return ChairPage(
        steps=[one for one in steps if not one.is_rare],
        rare=[one for one in steps if one.is_rare],
        agenda=agenda,
        offers=queries.offers(meeting),
        rulings=queries.rulings(meeting),
        newest=newest,
        may_undo=permissions.undo_ruling(member, meeting, newest),
        may_hand_over=has_chair,
        may_close=permissions.close_meeting(member, meeting, shown.now),
        needs_chair=not has_chair,
    )


def _steps(shown: Hall, member: Membership, agenda: list[AgendaItem]) -> Iterator[Step]:
    """In the order in which a chair wants them: who speaks, the text, the next item."""
    if shown.meeting.status == MeetingStatus.ADJOURNED:
        if permissions.open_meeting(member, shown.meeting, shown.now):
            yield Step("open_meeting", _("Go on with the meeting"), _("It was adjourned."))
        return
    yield from _speaking(shown, member)
    yield from _text(shown, member)
    yield from _items(shown, member, agenda)
    yield from _list(shown, member)


def _speaking(shown: Hall, member: Membership) -> Iterator[Step]:
    meeting = shown.meeting
    if shown.waiting and permissions.call_speaker(member, meeting):
        following = shown.waiting[0]
        yield Step(
            "call_speaker",
            _("Call the next speaker:"),
            _("The stack is in order: a point of order first, then who has spoken least."),
            {"speaker": following.public_id},
            following.name,
        )
    if permissions.end_speech(member, meeting):
        yield Step(
            "end_speech", _("End the speech"), _("Then nobody speaks until you call the next.")
        )


def _text(shown: Hall, member: Membership) -> Iterator[Step]:
    motion = shown.motion
    if motion is None:
        return
    motion.meeting = shown.meeting
    if permissions.move_motion(member, motion):
        why = _("Its proposer says why it should be carried. Then others speak for and against.")
        yield Step("move_motion", _("The motion is moved"), why, {"motion": motion.public_id})
    yield from _amendments(shown, member)
    outcomes = {
        MotionStatus.WITHDRAWN: (
            _("The motion is withdrawn"),
            _("Its proposer wants it no longer, and nobody else takes it over."),
        ),
        MotionStatus.REMITTED: (
            _("The motion is remitted"),
            _("The meeting wants to decide later: it can come to another meeting."),
        ),
        MotionStatus.FELL: (
            _("The motion falls"),
            _("What was decided before leaves nothing of it to decide."),
        ),
    }
    if permissions.settle_motion(member, motion, MotionStatus.WITHDRAWN):
        for outcome, (label, why) in outcomes.items():
            sent = {"motion": motion.public_id, "outcome": outcome.value}
            yield Step("settle_motion", label, why, sent, is_rare=True)


def _amendments(shown: Hall, member: Membership) -> Iterator[Step]:
    motion, moved = shown.motion, shown.amendment
    if moved is not None and motion is not None:
        moved.motion = motion
        outcomes = {
            AmendmentStatus.WITHDRAWN: (
                _("The amendment is withdrawn"),
                _("Its proposer wants it no longer."),
            ),
            AmendmentStatus.FELL: (
                _("The amendment falls"),
                _("What was decided before leaves nothing of it to decide."),
            ),
        }
        if permissions.settle_amendment(member, moved, AmendmentStatus.WITHDRAWN):
            for outcome, (label, why) in outcomes.items():
                sent = {"amendment": moved.public_id, "outcome": outcome.value}
                yield Step("settle_amendment", label, why, sent, is_rare=True)
        return
    waiting: list[Amendment] = queries.seconded(motion)
    for one in waiting[:1]:
        one.motion = motion  # type: ignore[assignment]  # only of a motion are there any
        if not permissions.move_amendment(member, one):
            return
    for number, one in enumerate(waiting, 1):
        label = _("Amendment %(number)d is moved") % {"number": number}
        why = _("Amendments are decided one at a time, before the motion itself.")
        sent = {"amendment": one.public_id}
        yield Step("move_amendment", label, why, sent, changes=changes_of(one))


def _items(shown: Hall, member: Membership, agenda: list[AgendaItem]) -> Iterator[Step]:
    left = [one for one in agenda if not one.done_at and one.pk != shown.meeting.item_id]
    after = [one for one in left if shown.item is None or one.position > shown.item.position]
    for following in (after or left)[:1]:
        if permissions.take_item(member, following):
            yield Step(
                "take_item",
                _("Take the next item:"),
                _("Nobody speaks and nothing is undecided, so the meeting can go on."),
                {"item": following.public_id},
                following.shown_title,
            )


def _list(shown: Hall, member: Membership) -> Iterator[Step]:
    meeting = shown.meeting
    if permissions.close_list(member, meeting):
        why = _("Nobody new comes on it for this item. A point of order can still be raised.")
        yield Step("close_list", _("Close the list of speakers"), why, is_rare=True)
    if permissions.open_list(member, meeting):
        why = _("Whoever wants can ask to speak again.")
        yield Step("open_list", _("Open the list of speakers"), why, is_rare=True)
    if permissions.adopt_balance(member, meeting):
        why = _("If the meeting wants it: one for, one against, until it says otherwise.")
        yield Step("adopt_balance", _("For and against take turns"), why, is_rare=True)
    if permissions.drop_balance(member, meeting):
        why = _("If the meeting wants it: all speak in the order in which they asked.")
        yield Step("drop_balance", _("For and against no longer take turns"), why, is_rare=True)
