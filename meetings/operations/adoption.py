"""A carried motion becomes a resolution: its number, its hash, and what it changes."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from ballots.protocol.encoding import canonical
from committees.models import Committee
from committees.standing_orders import fault
from core.decision import Refused
from core.models import Event
from meetings.models import (
    CLAUSES,
    Circulation,
    CirculationStatus,
    Meeting,
    Motion,
    Resolution,
    ResolutionStatus,
    Vote,
)

ANSWERS = (CirculationStatus.ADOPTED, CirculationStatus.AMENDED, CirculationStatus.REJECTED)


def text_hash(title: str, clauses: Mapping[str, str]) -> str:
    """SHA-256, in hex, of a resolution's text: docs/resolutions.md says of which bytes."""
    text = {"title": title, **{name: clauses[name] for name in CLAUSES}}
    return hashlib.sha256(canonical(text)).hexdigest()


def adopt_resolution(motion: Motion, *, vote: Vote, at: datetime) -> Resolution:
    """Make the resolution of a locked motion that `vote` has carried, numbered in its year.

    What it changes of the standing orders holds from now on, what it rescinds no longer, and the
    committee that sent it is answered.
    """
    committee = _locked(motion.committee)
    day = at.astimezone(committee.timezone).date()
    of_year = Resolution.objects.filter(committee=committee, year=day.year)
    number = (of_year.aggregate(last=Max("number"))["last"] or 0) + 1
    clauses = {name: getattr(motion, name) for name in CLAUSES}
    received = Circulation.objects.filter(motion=motion).first()
    resolution = Resolution.objects.create(
        committee=committee,
        motion=motion,
        meeting=vote.meeting,
        year=day.year,
        number=number,
        title=motion.title,
        language=motion.language,
        carried_on=day,
        carried_at=at,
        sha256=text_hash(motion.title, clauses),
        origin=received.resolution if received else None,
        **clauses,
    )
    Event.record("meetings.resolution_adopted", resolution, by=None, at=at, vote=vote.public_id)
    if motion.rule_changes:
        _change_rules(committee, motion.rule_changes, at=at)
    if motion.rescinds is not None and motion.rescinds.status != ResolutionStatus.RESCINDED:
        rescind(motion.rescinds, by=resolution, at=at)
    is_as_sent = motion.version == 1
    answer = CirculationStatus.ADOPTED if is_as_sent else CirculationStatus.AMENDED
    answer_circulation(motion, answer, at=at)
    return resolution


def publish_decided(meeting: Meeting, *, at: datetime) -> None:
    """What a meeting that closes has carried and made public by the motion itself, is public now."""
    decided = Resolution.objects.in_force().filter(
        meeting=meeting, motion__make_public=True, published_at=None
    )
    for resolution in decided.select_for_update(of=("self",)):
        resolution.published_at = at
        resolution.save(update_fields=["published_at"])
        Event.record("meetings.resolution_published", resolution, by=None, at=at)


def take_back_resolution(
    motion: Motion, *, at: datetime, rules_before: Mapping[str, int | None] | None = None
) -> None:
    """The resolution of this motion was never made: its vote is set aside.

    `rules_before` are the rules as `rules_before(motion)` gave them before it was adopted.
    """
    committee = _locked(motion.committee)
    resolution = Resolution.objects.filter(motion=motion).first()
    if resolution is None:
        return
    for one in Resolution.objects.filter(rescinded_by=resolution):
        unrescind(committee, one.public_id, at=at)
    if rules_before:
        _set_rules(committee, rules_before)
        Event.record("meetings.rules_restored", committee, by=None, at=at)
    Event.record("meetings.resolution_taken_back", resolution, by=None, at=at)
    resolution.delete()


def rules_before(motion: Motion) -> dict[str, Any]:
    """The committee's own values of the rules that this motion changes; None: the default holds."""
    own = _locked(motion.committee).rules
    return {key: own.get(key) for key in motion.rule_changes}


def answer_circulation(motion: Motion, status: str, *, at: datetime | None) -> None:
    """Tell the committee that sent the text of this motion what became of it; None: nothing yet.

    What was merged into it has another text from then on: adopted, it is adopted with amendments.
    """
    answered_at = at if status in ANSWERS else None
    Circulation.objects.filter(motion=motion).update(status=status, answered_at=answered_at)
    of_merged = CirculationStatus.AMENDED if status == CirculationStatus.ADOPTED else status
    merged = Circulation.objects.filter(motion__composite=motion)
    merged.update(status=of_merged, answered_at=answered_at)


def can_be_put_again(motion: Motion) -> None:
    """The motion was withdrawn or fell: what another committee sent waits for the next that puts it."""
    answer_circulation(motion, CirculationStatus.RECEIVED, at=None)


def rescind(resolution: Resolution, *, by: Resolution | None, at: datetime) -> None:
    """It is in force no longer; `by` is the resolution that says so."""
    resolution.status, resolution.rescinded_at = ResolutionStatus.RESCINDED, at
    resolution.rescinded_by = by
    resolution.save(update_fields=["status", "rescinded_at", "rescinded_by"])
    Event.record("meetings.resolution_rescinded", resolution, by=None, at=at)


def unrescind(committee: Committee, public_id: str, *, at: datetime) -> None:
    """What rescinded it is taken back: it stands where it stood."""
    resolution = Resolution.objects.get(committee=committee, public_id=public_id)
    status = ResolutionStatus.ACTED_ON if resolution.acted_on_at else ResolutionStatus.IN_FORCE
    if resolution.reported_back_at:
        status = ResolutionStatus.REPORTED_BACK
    resolution.status, resolution.rescinded_at = status, None
    resolution.rescinded_by = None
    resolution.save(update_fields=["status", "rescinded_at", "rescinded_by"])
    Event.record("meetings.resolution_restored", resolution, by=None, at=at)


def _change_rules(committee: Committee, changes: Mapping[str, int], *, at: datetime) -> None:
    """Each value is asked once more: limits may have changed since the motion was written."""
    for key, value in changes.items():
        if (why := fault(key, value)) is not None:
            raise Refused(
                _("This motion cannot be carried out. “%(rule)s”: %(why)s")
                % {"rule": key, "why": why}
            )
    _set_rules(committee, changes)
    Event.record("meetings.rules_changed", committee, by=None, at=at, rules=dict(changes))


def _set_rules(committee: Committee, values: Mapping[str, int | None]) -> None:
    own = {**committee.rules, **values}
    committee.rules = {key: value for key, value in own.items() if value is not None}
    committee.save(update_fields=["rules"])


def _locked(committee: Committee) -> Committee:
    return Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
