"""What is done about a report: steps with dates, numbers without persons, who is chosen for it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from committees.models import Committee, Membership
from core.decision import Refused
from core.folding import fold
from core.models import Event
from meetings.models import Resolution
from outreach.models import DefenceStep, Defender, PublishedTotals, Reprisal, ReprisalTotal
from outreach.operations.defence import locked
from outreach.permissions import defence as permissions

LEAST_SHOWN = 5


@transaction.atomic
def note_step(
    reprisal: Reprisal,
    *,
    kind: str,
    text: str,
    due_on: date,
    resolution: Resolution | None,
    by: Membership,
    at: datetime,
) -> DefenceStep:
    """Note what is done next, by which day."""
    reprisal = locked(reprisal)
    permissions.note_step(by, reprisal).enforce()
    step = DefenceStep.objects.create(
        reprisal=reprisal, kind=kind, text=text, due_on=due_on, resolution=resolution
    )
    Event.record("outreach.step_noted", step, by=None, at=at)
    return step


@transaction.atomic
def finish_step(step: DefenceStep, *, by: Membership, at: datetime) -> DefenceStep:
    """It is done."""
    reprisal = locked(step.reprisal)
    step = DefenceStep.objects.get(pk=step.pk)
    step.reprisal = reprisal
    permissions.finish_step(by, step).enforce()
    step.done_at = at
    step.save(update_fields=["done_at"])
    Event.record("outreach.step_finished", step, by=None, at=at)
    return step


@transaction.atomic
def count_reprisal(
    reprisal: Reprisal, *, people: int, by: Membership, at: datetime
) -> ReprisalTotal:
    """Add to the totals of its month how many it hit; the number outlives the report."""
    reprisal = locked(reprisal)
    permissions.count_reprisal(by, reprisal).enforce()
    total, _is_new = ReprisalTotal.objects.get_or_create(
        committee=reprisal.committee,
        month=reprisal.happened_on.replace(day=1),
        kind=reprisal.kind,
        defaults={"people": 0},
    )
    ReprisalTotal.objects.filter(pk=total.pk).update(people=F("people") + people)
    total.refresh_from_db()
    reprisal.people, reprisal.counted_at = people, at
    reprisal.save(update_fields=["people", "counted_at"])
    Event.record("outreach.reprisal_counted", reprisal, by=None, at=at)
    return total


@transaction.atomic
def name_defender(
    committee: Committee, *, name: str, decision: Resolution, by: Membership, at: datetime
) -> Defender:
    """Enter the member whom this resolution chose; members read the name, as of any office."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.name_defender(by, committee, decision).enforce()
    found = Membership.objects.active().filter(committee=committee, folded_name=fold(name)).first()
    if found is None:
        raise Refused(_("Nobody of this name is a member of your committee."))
    if Defender.objects.live().filter(committee=committee, membership=found).exists():
        raise Refused(_("This member is chosen already."))
    defender = Defender.objects.create(
        committee=committee, membership=found, resolution=decision, named_at=at
    )
    Event.record("outreach.defender_named", defender, by=by, at=at)
    return defender


@transaction.atomic
def end_defence(defender: Defender, *, by: Membership, at: datetime) -> Defender:
    """From now on this member reads no report."""
    defender = (
        Defender.objects.select_for_update(of=("self",))
        .select_related("committee", "membership")
        .get(pk=defender.pk)
    )
    permissions.end_defence(by, defender).enforce()
    defender.ended_at = at
    defender.save(update_fields=["ended_at"])
    Event.record("outreach.defence_ended", defender, by=by, at=at)
    return defender


@transaction.atomic
def publish_totals(committee: Committee, *, by: Membership, at: datetime) -> PublishedTotals:
    """Show everybody the numbers as they stand now; under five, only that there are fewer."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.publish_totals(by, committee).enforce()
    rows = [
        {
            "month": one.month.isoformat(),
            "kind": one.kind,
            "people": one.people if one.people >= LEAST_SHOWN else None,
        }
        for one in ReprisalTotal.objects.filter(committee=committee).order_by("month", "kind")
    ]
    PublishedTotals.objects.filter(committee=committee).delete()
    totals = PublishedTotals.objects.create(committee=committee, rows=rows, published_at=at)
    Event.record("outreach.totals_published", totals, by=by, at=at)
    return totals


@transaction.atomic
def unpublish_totals(committee: Committee, *, by: Membership, at: datetime) -> None:
    """Take the numbers off the public page."""
    committee = Committee.objects.select_for_update(no_key=True).get(pk=committee.pk)
    permissions.unpublish_totals(by, committee).enforce()
    for totals in PublishedTotals.objects.filter(committee=committee):
        Event.record("outreach.totals_unpublished", totals, by=by, at=at)
        totals.delete()
