"""Announcing an election: its timetable is fixed and its roll frozen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ballots.counting import Rule
from ballots.operations.contests import draft_contest
from ballots.operations.holders import Key
from committees.models import Committee, Mandate, Membership, Office
from committees.standing_orders import orders
from core.models import Event
from elections import permissions, timetable
from elections.models import Election, ElectionReminder, ElectionStatus, Preset
from elections.operations import clockwork
from elections.places import CLOCK_RUNS_BELOW
from elections.timetable import Timetable


@transaction.atomic
def announce_election(
    committee: Committee,
    *,
    office: str,
    seats: int,
    title: str,
    about: str,
    preset: str,
    table: Timetable,
    by: Membership,
    at: datetime,
    tellers: Sequence[Key] = (),
    needed: int = 1,
) -> Election:
    """Fix the timetable, freeze the roll, and set the messages that the clock will send.

    `needed` of the `tellers` will open the ballots; without tellers the host does.
    """
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    asked = "" if preset == Preset.PRACTICE else office
    permissions.announce_election(by, committee, office=asked).enforce()
    roll = roll_for(committee, at)
    contest = draft_contest(
        title,
        rule=Rule.SCOTTISH_STV_RON,
        seats=seats,
        voters=roll,
        opens_at=table.voting_opens_at,
        closes_at=table.voting_closes_at,
        disputes_until=table.challenge_ends_at,
        at=at,
        tellers=tellers,
        needed=needed,
    )
    election = Election.objects.create(
        committee=committee,
        office=office,
        title=title,
        about=about,
        seats=seats,
        preset=preset,
        returning_officer=_officer(committee, by, len(roll)),
        contest=contest,
        announced_at=at,
        nominations_open_at=table.nominations_open_at,
        nominations_close_at=table.nominations_close_at,
        voting_opens_at=table.voting_opens_at,
        voting_closes_at=table.voting_closes_at,
        challenge_ends_at=table.challenge_ends_at,
        due_at=table.nominations_open_at,
    )
    ElectionReminder.objects.bulk_create(
        ElectionReminder(election=election, news=news, due_at=moment)
        for news, moment in timetable.news(table, preset, committee).items()
    )
    Event.record("elections.election_announced", election, by=by, at=at, roll=len(roll))
    if table.nominations_open_at <= at:
        return clockwork.open_nominations(election, at=at)
    return election


def roll_for(committee: Committee, at: datetime) -> list[str]:
    """Who may vote: members for long enough; in a committee's first election, every member."""
    members = Membership.objects.active().filter(committee=committee)
    earlier = Election.objects.filter(committee=committee).exclude(preset=Preset.PRACTICE)
    if earlier.exclude(status=ElectionStatus.VOID).exists():
        days = orders(committee).roll_days
        members = members.filter(joined_at__lte=at - timedelta(days=days))
    return list(members.values_list("public_id", flat=True))


def _officer(committee: Committee, by: Membership, roll: int) -> Membership | None:
    """Under ten voters the clock runs the election, so that nobody is kept from standing."""
    if roll < CLOCK_RUNS_BELOW:
        return None
    if by.holds(Office.RETURNING_OFFICER):
        return by
    mandate = (
        Mandate.objects.live()
        .filter(committee=committee, office=Office.RETURNING_OFFICER)
        .select_related("membership")
        .order_by("given_at", "pk")
        .first()
    )
    return mandate.membership if mandate else None
