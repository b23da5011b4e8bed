"""What committees decide for their delegates: what they carry, and what the council has decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from committees.models import Affiliation, Committee
from core.decision import Decision, denied
from councils import permissions
from councils.models import Instruction, Ratification, Stance
from councils.operations.instructions import give_instructions, take_back_instructions
from councils.operations.ratifications import answer_ratification, reopen_ratification
from meetings.effects import Asked, Effect, register
from meetings.models import AgendaItem, Meeting, Motion, Resolution

# What our delegates carry ------------------------------------------------------------------------


def instructing(meeting: Meeting, told: Mapping[str, tuple[str, str]]) -> Asked:
    """What a motion asks for that tells delegates this: a stance and its limits by item."""
    given = {item: list(one) for item, one in told.items()}
    return {"kind": INSTRUCT.kind, "meeting": meeting.public_id, "told": given}


def _meeting(committee: Committee, asked: Asked) -> Meeting | None:
    joined = Affiliation.objects.joined().filter(committee=committee)
    rows = Meeting.objects.filter(
        public_id=asked["meeting"], committee__in=joined.values("council")
    )
    return rows.select_related("committee").first()


def _told(asked: Asked) -> dict[str, tuple[str, str]]:
    return {item: (stance, limits) for item, (stance, limits) in asked["told"].items()}


def _lines(asked: Asked) -> list[str]:
    told = _told(asked)
    items = AgendaItem.objects.filter(
        meeting__public_id=asked["meeting"], public_id__in=told
    ).order_by("position")
    return [_line(item, *told[item.public_id]) for item in items]


def _line(item: AgendaItem, stance: str, limits: str) -> str:
    words = {"item": item.title, "limits": limits}
    return {
        Stance.FOR: _("“%(item)s”: they vote for it."),
        Stance.AGAINST: _("“%(item)s”: they vote against it."),
        Stance.ABSTAIN: _("“%(item)s”: they abstain."),
        Stance.GUIDED: _("“%(item)s”: they decide there, within these limits: %(limits)s"),
        Stance.OPEN: _("“%(item)s”: they decide there."),
        Stance.REFER_BACK: _("“%(item)s”: they ask that it be referred back to the committees."),
    }[Stance(stance)] % words


def _named(meeting: Meeting) -> dict[str, str]:
    return {
        "council": meeting.committee.name,
        "day": date_format(meeting.local_date, "DATE_FORMAT"),
    }


def _draft_instructing(committee: Committee, asked: Asked) -> tuple[str, str]:
    meeting = _meeting(committee, asked)
    if meeting is None:
        return _("What our delegates carry"), ""
    title = _("What our delegates carry to “%(council)s” on %(day)s") % _named(meeting)
    begin = _("To tell our delegates at “%(council)s” on %(day)s:") % _named(meeting)
    return title, "\n".join([begin, *_lines(asked)])


def _said_instructing(committee: Committee, asked: Asked) -> str:
    meeting = _meeting(committee, asked)
    if meeting is None:
        return _("It was to instruct delegates for a meeting that does not exist any more.")
    begin = _("If it is carried, our delegates carry this to “%(council)s” on %(day)s.")
    return " ".join([begin % _named(meeting), *_lines(asked)])


def _may_instruct(committee: Committee, asked: Asked, _at: datetime) -> Decision:
    meeting = _meeting(committee, asked)
    if meeting is None:
        return denied(_("This meeting of the council is over. Nothing can be carried to it."))
    may = permissions.give_instructions(committee, meeting)
    if may and not meeting.agenda.filter(public_id__in=asked["told"]).exists():
        return denied(_("These items are not on the council’s agenda any more."))
    return may


def _instruct(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    meeting = _meeting(resolution.committee, asked)
    assert meeting is not None  # asked under the same lock
    give_instructions(resolution.committee, meeting, _told(asked), resolution=resolution, at=at)
    return {}


def _uninstruct(resolution: Resolution, _asked: Asked, _done: dict[str, Any], at: datetime) -> None:
    if Instruction.objects.filter(resolution=resolution).exists():
        take_back_instructions(resolution, at=at)


# What a council has decided ------------------------------------------------------------------------


def ratifying(ratification: Ratification) -> Asked:
    """What a motion asks for that answers a council: carried it ratifies, lost it rejects."""
    return {"kind": RATIFY.kind, "ratification": ratification.public_id}


def _ratification(committee: Committee, asked: Asked) -> Ratification | None:
    rows = Ratification.objects.filter(
        public_id=asked["ratification"], affiliation__committee=committee
    )
    return rows.select_related("resolution", "affiliation__council").first()


def _words(found: Ratification) -> dict[str, str]:
    return {
        "number": str(found.resolution),
        "title": found.resolution.title,
        "council": found.affiliation.council.name,
    }


def _draft_ratifying(committee: Committee, asked: Asked) -> tuple[str, str]:
    found = _ratification(committee, asked)
    if found is None:
        return _("To ratify a decision of a council"), ""
    return (
        _("To ratify: %(title)s") % _words(found),
        _("To ratify resolution %(number)s of “%(council)s”: “%(title)s”.") % _words(found),
    )


def _said_ratifying(committee: Committee, asked: Asked) -> str:
    found = _ratification(committee, asked)
    if found is None:
        return _("It was to answer a decision of a council that does not exist any more.")
    return _(
        "If it is carried, the committee ratifies resolution %(number)s of “%(council)s”: "
        "“%(title)s”. If it is lost, the committee rejects it."
    ) % _words(found)


def _may_ratify(committee: Committee, asked: Asked, at: datetime) -> Decision:
    found = _ratification(committee, asked)
    if found is None:
        return denied(_("This decision of a council does not exist any more."))
    return permissions.answer_ratification(found, at)


def _ratify(resolution: Resolution, asked: Asked, at: datetime) -> dict[str, Any]:
    found = _ratification(resolution.committee, asked)
    assert found is not None  # asked under the same lock
    assert resolution.motion is not None
    answer_ratification(found, is_ratified=True, motion=resolution.motion, at=at)
    return {}


def _unratify(resolution: Resolution, asked: Asked, _done: dict[str, Any], at: datetime) -> None:
    assert resolution.motion is not None
    _unreject(resolution.motion, asked, at)


def _reject(motion: Motion, asked: Asked, at: datetime) -> None:
    """Lost too late, or of what was answered already: nothing follows."""
    found = _ratification(motion.committee, asked)
    if found is not None and permissions.answer_ratification(found, at):
        answer_ratification(found, is_ratified=False, motion=motion, at=at)


def _unreject(motion: Motion, asked: Asked, at: datetime) -> None:
    found = _ratification(motion.committee, asked)
    if found is not None and found.motion_id == motion.pk:
        reopen_ratification(found, at=at)


INSTRUCT = register(
    Effect(
        kind="instruct_delegates",
        draft=_draft_instructing,
        said=_said_instructing,
        may=_may_instruct,
        carry=_instruct,
        undo=_uninstruct,
    )
)
RATIFY = register(
    Effect(
        kind="ratify",
        draft=_draft_ratifying,
        said=_said_ratifying,
        may=_may_ratify,
        carry=_ratify,
        undo=_unratify,
        lose=_reject,
        unlose=_unreject,
    )
)
