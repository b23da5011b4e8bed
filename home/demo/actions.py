"""An action with shifts, a ballot that is called, and a report of a reprisal, in the demonstration."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from committees.models import Committee, Membership
from elections.operations.strikes import call_strike_ballot
from meetings.models import Resolution
from outreach.models import ReprisalKind, StepKind
from outreach.models.defence import Where, Whom
from outreach.operations.actions import Plan, call_action
from outreach.operations.actions_coming import come_to_action
from outreach.operations.actions_tasks import finish_task, take_task
from outreach.operations.defence import Told, report_reprisal
from outreach.operations.defence_following import count_reprisal, note_step, publish_totals
from outreach.operations.shifts import fill_shift


def called(committee: Committee, members: Sequence[Membership], *, now: datetime) -> None:
    """By a resolution of its last meeting: half the shifts are taken, some of the checklist done."""
    decision = Resolution.objects.filter(committee=committee).order_by("pk")[0]
    at = now - timedelta(hours=3)
    starts_at = (now + timedelta(days=6)).replace(hour=15, minute=0, second=0, microsecond=0)
    plan = Plan(
        kind="rally",
        title="Rally for warm rooms",
        demands="Every room at 20 degrees by Monday.\nNobody is punished for taking part.",
        starts_at=starts_at,
        minutes=90,
        place="The north gate, by the old oak",
        place_opens_at=starts_at - timedelta(hours=2),
    )
    action = call_action(committee, plan, decision=decision, expected=60, by=members[0], at=at)
    part = action.participations.get()
    for member in members[4:9]:
        fill_shift(part, by=member, at=at)
    for member in members[9:14]:
        come_to_action(part, by=member, at=at)
    tasks = list(part.tasks.order_by("pk"))
    take_task(tasks[0], by=members[4], at=at)
    finish_task(take_task(tasks[1], by=members[1], at=at), by=members[1], at=at)
    call_strike_ballot(
        committee, decision=decision, action="strike", title="Shall we strike on May Day?", at=at
    )


def reported(committee: Committee, members: Sequence[Membership], *, now: datetime) -> None:
    """A member was suspended; a coordinator follows it up, and the numbers are public."""
    at = now - timedelta(hours=2)
    today = now.astimezone(committee.timezone).date()
    told = Told(
        kind=ReprisalKind.SUSPENSION,
        where=Where.SCHOOL,
        whom=Whom.OTHER,
        happened_on=today - timedelta(days=2),
        text="All who walked out on Tuesday were suspended for two days.",
        people=323,
    )
    reprisal = report_reprisal(committee, told, keep_days=90, by=members[6], at=at)
    note_step(
        reprisal,
        kind=StepKind.LETTER,
        text="To the school board, signed by all committees",
        due_on=today + timedelta(days=3),
        resolution=Resolution.objects.filter(committee=committee).order_by("pk")[0],
        by=members[0],
        at=at,
    )
    count_reprisal(reprisal, people=323, by=members[0], at=at)
    publish_totals(committee, by=members[0], at=at)
    second = Told(
        kind=ReprisalKind.THREAT,
        where=Where.WORK,
        whom=Whom.SELF,
        happened_on=today,
        text="The manager said that there is no shift for me if I come to the picket.",
    )
    report_reprisal(committee, second, keep_days=30, by=members[7], at=at)
