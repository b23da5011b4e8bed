"""A council's decisions before its committees: asked, answered, or binding by silence."""

from datetime import datetime, timedelta

from django.db import transaction

from committees.models import Affiliation
from committees.standing_orders import orders
from core.decision import Refused
from core.models import Event
from councils import emails, permissions
from councils.models import Ratification, RatificationStatus
from councils.queries.instructions import in_force, items_of
from meetings.models import Meeting, Motion, Resolution
from meetings.operations.agenda import raise_matters, settle_matter

LAST_CALL = timedelta(days=1)


@transaction.atomic
def ask_to_ratify(meeting: Meeting, *, at: datetime) -> list[Ratification]:
    """A council's meeting is closed: what it resolved goes to each of its committees.

    A committee that had bound its delegates on the item is bound.
    """
    resolutions = list(Resolution.objects.in_force().filter(meeting=meeting).order_by("pk"))
    if not resolutions:
        return []
    joined = Affiliation.objects.joined().filter(council=meeting.committee_id)
    items = items_of(meeting)
    told = in_force(set(joined.values_list("pk", flat=True)), items)
    of_motion = {item.motion_id: item.pk for item in items if item.motion_id}
    asked = []
    for affiliation in joined.select_related("committee").order_by("pk"):
        affiliation.council = meeting.committee
        new = []
        for resolution in resolutions:
            item = of_motion.get(resolution.motion_id or 0, 0)
            instruction = told.get((affiliation.pk, item))
            is_bound = instruction is not None and instruction.is_bound
            new.append(_ask(affiliation, resolution, is_bound=is_bound, at=at))
        waiting = [one for one in new if one.status == RatificationStatus.OPEN]
        if waiting:
            raise_matters(affiliation.committee, at)
            emails.ratification_asked(waiting[0], len(waiting), at=at)
        asked += new
    Event.record_many("councils.ratification_asked", asked, by=None, at=at)
    return asked


@transaction.atomic
def answer_ratification(
    ratification: Ratification, *, is_ratified: bool, motion: Motion, at: datetime
) -> Ratification:
    """The committee ratifies by this motion, or rejects by losing it."""
    ratification = _locked(ratification)
    permissions.answer_ratification(ratification, at).enforce()
    status = RatificationStatus.RATIFIED if is_ratified else RatificationStatus.REJECTED
    ratification.status, ratification.answered_at, ratification.motion = status, at, motion
    ratification.save(update_fields=["status", "answered_at", "motion"])
    Event.record("councils.ratification_answered", ratification, by=None, at=at, answer=status)
    settle_matter(ratification.affiliation.committee, ratification.public_id)
    return ratification


@transaction.atomic
def reopen_ratification(ratification: Ratification, *, at: datetime) -> Ratification:
    """The vote by which the committee answered is set aside."""
    ratification = _locked(ratification)
    if not ratification.can_become(RatificationStatus.OPEN):
        raise Refused(str(permissions.answer_ratification(ratification, at).reason))
    ratification.status, ratification.answered_at = RatificationStatus.OPEN, None
    ratification.motion = None
    ratification.save(update_fields=["status", "answered_at", "motion"])
    Event.record("councils.ratification_reopened", ratification, by=None, at=at)
    raise_matters(ratification.affiliation.committee, at)
    return ratification


@transaction.atomic
def let_stand(ratification: Ratification, *, at: datetime) -> Ratification:
    """Nobody answered in time: the council's decision binds the committee."""
    ratification.status, ratification.answered_at = RatificationStatus.STANDS, at
    ratification.save(update_fields=["status", "answered_at"])
    Event.record("councils.ratification_let_stand", ratification, by=None, at=at)
    settle_matter(ratification.affiliation.committee, ratification.public_id)
    return ratification


@transaction.atomic
def call_last(ratification: Ratification, *, at: datetime) -> Ratification:
    """Tell the coordinators that the time to answer ends; one mail for all of one meeting."""
    ratification.last_call_at = None
    ratification.save(update_fields=["last_call_at"])
    emails.ratification_last_call(ratification, at=at)
    return ratification


def _ask(
    affiliation: Affiliation, resolution: Resolution, *, is_bound: bool, at: datetime
) -> Ratification:
    closes_at = at + timedelta(days=orders(affiliation.committee).ratification_days)
    return Ratification.objects.create(
        affiliation=affiliation,
        resolution=resolution,
        status=RatificationStatus.BOUND if is_bound else RatificationStatus.OPEN,
        asked_at=at,
        closes_at=at if is_bound else closes_at,
        last_call_at=None if is_bound else closes_at - LAST_CALL,
        answered_at=at if is_bound else None,
    )


def _locked(ratification: Ratification) -> Ratification:
    rows = Ratification.objects.select_for_update(of=("self",))
    return rows.select_related("affiliation__committee", "resolution").get(pk=ratification.pk)
