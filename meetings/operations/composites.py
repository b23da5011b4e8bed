"""Composites: one motion in the place of several, once the proposer of each has accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import permissions
from meetings.deadlines import comes_late
from meetings.models import CompositePart, Meeting, Motion, MotionStatus, Resolution
from meetings.operations import log
from meetings.operations.agenda import place_motion, take_off
from meetings.operations.motions import (
    Draft,
    check_draft,
    drop_amendments,
    drop_composites,
    fill_text,
    locked_motion,
)
from meetings.permissions.motions import AHEAD
from meetings.roles import carries


@transaction.atomic
def propose_composite(
    committee: Committee, motions: Sequence[Motion], draft: Draft, *, by: Membership, at: datetime
) -> Motion:
    """Write one motion for several; what `by` carries among them is accepted with it.

    The rules that the parts change and the resolution that they rescind go with the composite,
    and that one of them is about a person.
    """
    permissions.propose_composite(by, committee).enforce()
    meeting, parts = _locked_parts(one.pk for one in motions)
    if len(parts) < 2 or any(one.committee_id != committee.pk for one in parts):
        raise Refused(_("Choose at least two motions of this committee."))
    if any(one.status not in AHEAD or comes_late(one, at) for one in parts):
        raise Refused(
            _("Only motions that are seconded in time, and not debated yet, can be merged.")
        )
    if any(one.shared for one in parts):
        raise Refused(_("A motion on which several committees vote together is not merged."))
    if any(one.effect for one in parts):
        raise Refused(_("A motion that does more than its words say is not merged."))
    draft = replace(
        draft,
        rule_changes=_rule_changes(parts),
        rescinds=_rescinds(parts),
        about_person=any(one.about_person for one in parts),
        make_public=all(one.make_public for one in parts),
    )
    check_draft(committee, replace(draft, meeting=None), at)  # notice was given with the parts
    composite = Motion(committee=committee, proposer=by, submitted_at=at)
    fill_text(composite, replace(draft, meeting=meeting))
    composite.save()
    rows = [
        CompositePart(composite=composite, motion=one, accepted_at=at if carries(by, one) else None)
        for one in parts
    ]
    CompositePart.objects.bulk_create(rows)
    Event.record("meetings.composite_proposed", composite, by=by, at=at)
    if all(row.accepted_at for row in rows):
        _merge(composite, parts, meeting, at)
    return composite


@transaction.atomic
def accept_composite(composite: Motion, *, by: Membership, at: datetime) -> Motion:
    """Accept for one's own motion; with the last acceptance the parts become the composite."""
    meeting, parts = _locked_parts(composite.parts.values_list("motion", flat=True))
    composite = locked_motion(composite)
    permissions.accept_composite(by, composite).enforce()
    mine = [one for one in parts if carries(by, one)]
    waiting = composite.parts.filter(accepted_at=None)
    waiting.filter(motion__in=mine).update(accepted_at=at)
    Event.record("meetings.composite_accepted", composite, by=by, at=at)
    if not waiting.exists():
        _merge(composite, parts, meeting, at)
    return composite


def _merge(
    composite: Motion, parts: Sequence[Motion], meeting: Meeting | None, at: datetime
) -> None:
    """The parts become the composite, which takes the first one's place on the agenda."""
    positions = [found for one in parts if (found := take_off(one)) is not None]
    for one in parts:
        one.status, one.decided_at, one.composite = MotionStatus.MERGED, at, composite
        one.save(update_fields=["status", "decided_at", "composite"])
        drop_amendments(one, at=at)
    drop_composites(parts, at=at, but=composite)
    composite.status, composite.seconded_at = MotionStatus.SECONDED, at
    composite.meeting = meeting
    composite.save(update_fields=["status", "seconded_at", "meeting"])
    Event.record("meetings.motions_merged", composite, by=None, at=at)
    if meeting is not None:
        place_motion(composite, meeting, before=min(positions, default=None))


def _locked_parts(pks: Iterable[int]) -> tuple[Meeting | None, list[Motion]]:
    """The meeting of these motions and the motions themselves, locked in this order."""
    rows = Motion.objects.filter(pk__in=list(pks)).order_by("pk")
    meetings = set(rows.values_list("meeting_id", flat=True))
    if len(meetings) > 1:
        raise Refused(_("Only motions for the same meeting can be merged."))
    meeting_id = next(iter(meetings), None)
    meeting = None if meeting_id is None else log.locked(Meeting.objects.get(pk=meeting_id))
    parts = [locked_motion(one) for one in rows]
    if any(one.meeting_id != meeting_id for one in parts):
        raise Refused(_("Only motions for the same meeting can be merged."))
    for one in parts:
        one.meeting = meeting
    return meeting, parts


def _rule_changes(parts: Sequence[Motion]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in parts:
        for key, value in one.rule_changes.items():
            if found.setdefault(key, value) != value:
                raise Refused(
                    _("These motions set the same rule to different values. The meeting decides.")
                )
    return found


def _rescinds(parts: Sequence[Motion]) -> Resolution | None:
    found = {one.rescinds_id: one.rescinds for one in parts if one.rescinds_id}
    if len(found) > 1:
        raise Refused(_("These motions take back different resolutions. Vote on each by itself."))
    return next(iter(found.values()), None)
