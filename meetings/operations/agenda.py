"""The agenda: standing items, business as it was called, and motions that come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import agenda, permissions
from meetings.agenda import LONGEST_TITLE, MOST_MINUTES, Item
from meetings.deadlines import motions_until, next_called, next_in_time
from meetings.matters import Matter, waiting_in
from meetings.minutes_text import language_of
from meetings.models import (
    CLAUSES,
    UNCLOSED,
    AgendaItem,
    AmendmentStatus,
    ItemKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Motion,
    MotionStatus,
)
from meetings.operations import log
from meetings.operations.adoption import can_be_put_again

STANDING_MINUTES = 5
STANDING = (ItemKind.CHAIR, ItemKind.MINUTES)
# What is dealt with before the business.
FIRST = (*STANDING, ItemKind.MATTER)
MATTER_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Place:
    """An item in the order that is wanted, by its identifier, with its time."""

    item: str
    minutes: int | None = None


@transaction.atomic
def plan_agenda(
    meeting: Meeting,
    places: Sequence[Place],
    *,
    add: str = "",
    remove: str = "",
    by: Membership,
    at: datetime,
) -> Meeting:
    """Order the items and set their times; add a standing item, or take one off.

    New business needs a notice, so that comes by changing the meeting.
    """
    meeting = log.locked(meeting)
    permissions.plan_agenda(by, meeting).enforce()
    items = {one.public_id: one for one in meeting.agenda.all()}
    if sorted(items) != sorted(one.item for one in places):
        raise Refused(_("The agenda has changed meanwhile. Look at it again, then order it."))
    if any(one.minutes is not None and not 1 <= one.minutes <= MOST_MINUTES for one in places):
        raise Refused(_("A time is between 1 and %(most)d minutes.") % {"most": MOST_MINUTES})
    for one in places:
        items[one.item].minutes = one.minutes
    ordered = [items[one.item] for one in places]
    if remove:
        ordered = _without(ordered, remove)
    if add:
        ordered = _with_standing(meeting, ordered, add)
    _save_order(ordered)
    Event.record("meetings.agenda_planned", meeting, by=by, at=at)
    return meeting


def begin_agenda(meeting: Meeting, business: Sequence[Item]) -> list[AgendaItem]:
    """The agenda of a meeting just called: standing items, business, motions that waited for it.

    A joint meeting has the election of its chair, the business, and motions that were put to it.
    """
    kinds = [ItemKind.CHAIR]
    if meeting.joint_id is not None:
        _save_order([_standing(meeting, ItemKind.CHAIR), *_business(meeting, business)])
        share_agenda(meeting)
        return list(meeting.agenda.order_by("position"))
    ended = meeting.committee.meetings.filter(status=MeetingStatus.CLOSED)
    if meeting.kind in (MeetingKind.GENERAL, MeetingKind.COUNCIL) and ended.exists():
        kinds.append(ItemKind.MINUTES)
    _save_order([*(_standing(meeting, kind) for kind in kinds), *_business(meeting, business)])
    if meeting.kind != MeetingKind.EMERGENCY:
        place_matters(meeting)
        for motion in _waiting(meeting.committee):
            place_motion(motion, meeting)
    return list(meeting.agenda.order_by("position"))


def set_business(meeting: Meeting, business: Sequence[Item]) -> None:
    """Put these lines of business in the place of the old ones; standing items and motions stay.

    What stays keeps its place before the next line that stays too. A line with an old title is
    the old item.
    """
    before = list(meeting.agenda.order_by("position"))
    old = [one for one in before if one.kind == ItemKind.BUSINESS]
    wanted: list[AgendaItem] = []
    for new in _business(meeting, business):
        item = next((one for one in old if one.title == new.title), new)
        item.minutes = new.minutes
        wanted.append(item)
        old = [one for one in old if one is not item]
    meeting.agenda.filter(pk__in=[one.pk for one in old]).delete()
    for place, item in enumerate(before):
        if item.kind != ItemKind.BUSINESS:
            after = next((one for one in before[place + 1 :] if one in wanted), None)
            wanted.insert(_kept_place(item, before[:place], wanted, after), item)
    _save_order(wanted)


def place_motion(motion: Motion, meeting: Meeting, *, before: int | None = None) -> AgendaItem:
    """Put a locked, seconded motion on the agenda of its locked meeting, after those before it.

    `before`: at this position instead. One that the meeting put aside once keeps its item.
    """
    items = list(meeting.agenda.order_by("position"))
    item = next((one for one in items if one.motion_id == motion.pk), None)
    if item is None:
        item = AgendaItem(meeting=meeting, kind=ItemKind.MOTION, motion=motion, title=motion.title)
        place = _place_for_a_motion(items) if before is None else before - 1
        items.insert(place, item)
    _save_order(items)
    motion.meeting, motion.status = meeting, MotionStatus.ON_AGENDA
    motion.save(update_fields=["meeting", "status"])
    changed_in_the_hall(meeting)
    if meeting.joint_id is not None and not motion.shared:
        motion.shared = motion.public_id
        motion.save(update_fields=["shared"])
        for other in Meeting.objects.filter(joint=meeting.joint_id, status__in=UNCLOSED):
            share_motion(motion, log.locked(other))
    return item


def share_motion(motion: Motion, other: Meeting) -> None:
    """Put a motion to another committee of a joint meeting, which decides on it for itself."""
    if Motion.objects.filter(committee=other.committee, shared=motion.shared).exists():
        return
    copied = ("form", "title", "language", "version", "threshold", "make_public", *CLAUSES)
    copy = Motion.objects.create(
        committee=other.committee,
        meeting=other,
        status=MotionStatus.SECONDED,
        shared=motion.shared,
        submitted_at=motion.submitted_at,
        seconded_at=motion.seconded_at,
        **{name: getattr(motion, name) for name in copied},
    )
    place_motion(copy, other)


def share_agenda(meeting: Meeting) -> None:
    """A committee joins: what is on the agenda of the joint meeting already is on its own, too."""
    there = Motion.objects.filter(
        meeting__joint=meeting.joint_id, status=MotionStatus.ON_AGENDA
    ).exclude(shared="")
    for motion in there.order_by("seconded_at", "pk"):
        share_motion(motion, meeting)


def take_copies_off(motion: Motion, *, at: datetime) -> None:
    """Whoever put a motion to a joint meeting has withdrawn it: no committee decides on it."""
    copies = Motion.objects.select_for_update(of=("self",)).filter(
        shared=motion.public_id, status=MotionStatus.ON_AGENDA
    )
    for copy in copies.select_related("meeting__committee").order_by("pk"):
        copy.status, copy.decided_at = MotionStatus.WITHDRAWN, at
        copy.save(update_fields=["status", "decided_at"])
        take_off(copy)


def place_matters(meeting: Meeting) -> None:
    """Put on the agenda of a locked meeting what waits for a decision, before its business."""
    items = list(meeting.agenda.order_by("position"))
    there = {one.reference for one in items}
    with override(language_of(meeting)):
        new = [one for one in waiting_in(meeting.committee) if one.reference not in there]
    if not new:
        return
    place = next((place for place, one in enumerate(items) if one.kind not in FIRST), len(items))
    items[place:place] = [_for_matter(meeting, one) for one in new]
    _save_order(items)
    changed_in_the_hall(meeting)


def raise_matters(committee: Committee, at: datetime) -> None:
    """Something waits for a decision: it goes to the next meeting that is called already."""
    meeting = next_called(committee, at)
    if meeting is not None:
        place_matters(log.locked(meeting))


def settle_matter(committee: Committee, reference: str) -> None:
    """A meeting has decided it: no meeting that is still to come deals with it."""
    rows = Meeting.objects.filter(
        committee=committee, status=MeetingStatus.CALLED, agenda__reference=reference
    )
    for meeting in rows.order_by("pk"):
        meeting = log.locked(meeting)
        meeting.agenda.filter(reference=reference).delete()
        _save_order(list(meeting.agenda.order_by("position")))


def take_off(motion: Motion) -> int | None:
    """Take a motion off the agenda of its locked meeting; the position that it had."""
    item = motion.items.filter(meeting=motion.meeting).first()
    if item is None or motion.meeting is None:
        return None
    position = item.position
    item.delete()
    _save_order(list(motion.meeting.agenda.order_by("position")))
    changed_in_the_hall(motion.meeting)
    return position


def put_late_motions(meeting: Meeting) -> None:
    """A meeting was moved: motions that now came in time go on its locked agenda."""
    seconded = Motion.objects.select_for_update(of=("self",)).filter(
        meeting=meeting, status=MotionStatus.SECONDED, seconded_at__lte=motions_until(meeting)
    )
    for motion in seconded.order_by("seconded_at", "pk"):
        place_motion(motion, meeting)


def carry_over(meeting: Meeting, *, at: datetime) -> None:
    """A locked meeting is over or will not be held: what it did not decide waits for the next one.

    A motion that nobody seconded falls with a meeting that was held; what another committee put to a
    joint meeting falls with one that is not.
    """
    is_held = meeting.status != MeetingStatus.CANCELLED
    motions = Motion.objects.select_for_update(of=("self",)).filter(meeting=meeting).undecided()
    for motion in motions.order_by("pk"):
        motion.amendments.filter(status=AmendmentStatus.MOVED).update(
            status=AmendmentStatus.SECONDED
        )
        is_unasked = motion.is_copy and not is_held  # no member of this committee put it
        if is_unasked or (motion.status == MotionStatus.SUBMITTED and is_held):
            motion.status, motion.decided_at = MotionStatus.FELL, at
            motion.parts.all().delete()
            can_be_put_again(motion)
        else:
            is_submitted = motion.status == MotionStatus.SUBMITTED
            motion.status = MotionStatus.SUBMITTED if is_submitted else MotionStatus.SECONDED
            motion.meeting = motion.emergency_at = None
        motion.save(update_fields=["status", "meeting", "emergency_at", "decided_at"])
        name = "meetings.motion_fell" if motion.decided_at else "meetings.motion_carried_over"
        Event.record(name, motion, by=None, at=at)
    _to_those_called(meeting.committee, at)


def changed_in_the_hall(meeting: Meeting) -> None:
    """Whoever follows an open meeting sees its agenda change."""
    if meeting.status in (MeetingStatus.OPEN, MeetingStatus.ADJOURNED):
        log.changed(meeting)


def _to_those_called(committee: Committee, at: datetime) -> None:
    """What waits now goes to the next meeting that is called already, where it comes in time."""
    raise_matters(committee, at)
    meeting = next_in_time(committee, at)
    if meeting is None:
        return
    meeting = log.locked(meeting)
    for motion in _waiting(committee):
        place_motion(motion, meeting)


def _waiting(committee: Committee) -> QuerySet[Motion]:
    """Seconded, for the next meeting; locked."""
    return (
        Motion.objects.select_for_update(of=("self",))
        .filter(committee=committee, status=MotionStatus.SECONDED, meeting=None)
        .order_by("seconded_at", "pk")
    )


def _kept_place(
    item: AgendaItem, earlier: list[AgendaItem], wanted: list[AgendaItem], after: AgendaItem | None
) -> int:
    """What opened the meeting still does; what has lost its neighbour is put anew."""
    if item.kind in FIRST and all(one.kind in FIRST for one in earlier):
        return len(earlier)
    if after is not None:
        return wanted.index(after)
    return _place_for_a_motion(wanted) if item.kind == ItemKind.MOTION else len(wanted)


def _place_for_a_motion(items: list[AgendaItem]) -> int:
    """After the motions there are; else after the line that announces them; else before the end."""
    motions = [place for place, one in enumerate(items) if one.kind == ItemKind.MOTION]
    if motions:
        return motions[-1] + 1
    for place, one in enumerate(items):
        if one.kind == ItemKind.BUSINESS and agenda.announces_motions(one.title):
            return place + 1
    place = len(items)
    while (
        place
        and items[place - 1].kind == ItemKind.BUSINESS
        and agenda.closes(items[place - 1].title)
    ):
        place -= 1
    return place


def _without(ordered: list[AgendaItem], public_id: str) -> list[AgendaItem]:
    item = next((one for one in ordered if one.public_id == public_id), None)
    if item is None or item.kind not in STANDING:
        raise Refused(_("Only standing items can be taken off here."))
    item.delete()
    return [one for one in ordered if one is not item]


def _with_standing(meeting: Meeting, ordered: list[AgendaItem], kind: str) -> list[AgendaItem]:
    """The chair is chosen before anything else; the minutes come next."""
    if kind not in STANDING:
        raise Refused(_("There is no such standing item."))
    if any(one.kind == kind for one in ordered):
        raise Refused(_("This item is on the agenda already."))
    chaired = bool(ordered) and ordered[0].kind == ItemKind.CHAIR
    return [*ordered[:chaired], _standing(meeting, kind), *ordered[chaired:]]


def _standing(meeting: Meeting, kind: str) -> AgendaItem:
    label = str(ItemKind(kind).label)
    return AgendaItem(meeting=meeting, kind=kind, title=label, minutes=STANDING_MINUTES)


def _for_matter(meeting: Meeting, matter: Matter) -> AgendaItem:
    title = Truncator(matter.title).chars(LONGEST_TITLE)
    return AgendaItem(
        meeting=meeting,
        kind=ItemKind.MATTER,
        title=title,
        reference=matter.reference,
        minutes=MATTER_MINUTES,
    )


def _business(meeting: Meeting, items: Sequence[Item]) -> list[AgendaItem]:
    return [AgendaItem(meeting=meeting, title=one.title, minutes=one.minutes) for one in items]


def _save_order(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items, 1):
        item.position = position
    AgendaItem.objects.bulk_create([one for one in items if one.pk is None])
    AgendaItem.objects.bulk_update(
        [one for one in items if one.pk is not None], ["position", "minutes"]
    )
