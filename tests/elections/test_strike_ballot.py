"""A strike ballot: secret, with a double quorum and its turnout, and good for thirty days."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from ballots.models import CountedBallots, RollEntry
from committees.models import Committee, Membership
from core import retention
from core.decision import Refused
from core.models import Event
from elections import schedule, strike_effects
from elections.models import StrikeBallot
from elections.operations import strikes as operations
from elections.operations.strikes import (
    advance_strike_ballot,
    call_strike_ballot,
    close_strike_ballot,
    decide_strike_ballot,
    open_strike_ballot,
    void_strike_ballot,
)
from meetings import effects
from meetings.models import Motion
from notices.audiences import find
from notices.models import Message
from tests.elections.striking import called, decided, voting
from tests.factories import CouncilFactory
from tests.factories_elections import members
from tests.factories_meetings import MotionFactory, ResolutionFactory
from tests.voting import cast

As = Callable[[object], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def dozen(committee: Committee) -> list[Membership]:
    return members(committee, 12)


def _motion(committee: Committee) -> Motion:
    made: Motion = MotionFactory(
        committee=committee, effect=strike_effects.calling("strike"), title="Shall we strike?"
    )
    return made


def test_a_carried_motion_calls_it_with_the_committees_rules_and_tells_every_member(
    committee: Committee, dozen: list[Membership], now: datetime
) -> None:
    motion, resolution = _motion(committee), ResolutionFactory(committee=committee, title="Strike")
    assert "secret" in effects.said(motion)
    effects.carry(motion, resolution, now)
    ballot = StrikeBallot.objects.get()
    assert (ballot.title, ballot.resolution, ballot.needed) == ("Strike", resolution, 10)
    assert ballot.voting_opens_at == now + timedelta(days=1)
    # Three days by the clock on the wall: the clocks go forward in between.
    assert ballot.voting_closes_at == now + timedelta(days=4) - HOUR
    message = Message.objects.get(template="elections/email/strike_called")
    assert message.audience == "committees.members"
    assert RollEntry.objects.filter(contest=ballot.contest).count() == 12


@pytest.mark.parametrize(("action", "word"), [("strike", "strike"), ("walkout", "walk out")])
def test_a_motion_begins_with_its_words(action: str, word: str, committee: Committee) -> None:
    asked = strike_effects.calling(action)
    title, text = effects.known(asked).draft(committee, asked)
    assert word in title
    assert "secret ballot" in text


def test_one_at_a_time_and_only_in_a_founded_committee_of_members(
    committee: Committee, dozen: list[Membership], now: datetime
) -> None:
    called(committee)
    with pytest.raises(Refused, match="under way"):
        called(committee)
    assert not effects.may(committee, strike_effects.calling("walkout"), now)
    with pytest.raises(Refused, match="each in their own"):
        called(CouncilFactory())
    Committee.objects.filter(pk=committee.pk).update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="Only a founded"):
        called(committee)


def test_a_vote_set_aside_takes_the_ballot_with_it(
    committee: Committee, dozen: list[Membership], now: datetime
) -> None:
    motion, resolution = _motion(committee), ResolutionFactory(committee=committee)
    done = effects.carry(motion, resolution, now)
    effects.undo(motion, resolution, done, now)
    ballot = StrikeBallot.objects.get()
    assert ballot.status == "void"
    assert Message.objects.filter(template="elections/email/strike_void").exists()
    effects.undo(motion, resolution, done, now)
    with pytest.raises(Refused, match="void already"):
        void_strike_ballot(ballot, at=now)


def test_carried_by_more_yes_than_no_with_enough_taking_part_and_good_for_thirty_days(
    committee: Committee, dozen: list[Membership]
) -> None:
    ballot = decided(voting(committee), yes=dozen[:7], no=dozen[7:9], blank=dozen[9:10])
    assert (ballot.status, ballot.turnout) == ("carried", 10)
    assert (ballot.votes_for, ballot.votes_against, ballot.abstentions) == (7, 2, 1)
    assert ballot.lapses_at is not None
    assert ballot.ended_at is not None
    assert ballot.lapses_at == ballot.ended_at + timedelta(days=30)
    edge = ballot.lapses_at
    assert StrikeBallot.objects.in_force(edge - timedelta(seconds=1)).exists()
    assert not StrikeBallot.objects.in_force(edge).exists()
    assert ballot.has_lapsed(edge)


@pytest.mark.parametrize(
    ("yes", "no"), [(9, 0), (5, 5), (4, 6)], ids=["too few", "a tie", "more against"]
)
def test_not_carried_with_too_few_a_tie_or_more_against(
    yes: int, no: int, committee: Committee, dozen: list[Membership]
) -> None:
    ballot = decided(voting(committee), yes=dozen[:yes], no=dozen[yes : yes + no])
    assert (ballot.status, ballot.turnout, ballot.lapses_at) == ("lost", yes + no, None)


def test_a_fifth_of_a_large_roll_is_needed(committee: Committee, now: datetime) -> None:
    members(committee, 61)
    assert called(committee).needed == 13


def test_where_few_voted_only_the_turnout_and_the_result_are_told(committee: Committee) -> None:
    Committee.objects.filter(pk=committee.pk).update(rules={"strike_at_least": 3})
    committee.refresh_from_db()
    few = members(committee, 4)
    ballot = decided(voting(committee), yes=few)
    assert (ballot.status, ballot.turnout, ballot.votes_for) == ("carried", 4, None)


def test_no_event_names_a_member_and_every_step_is_the_clocks(
    committee: Committee, dozen: list[Membership]
) -> None:
    ballot = decided(voting(committee), yes=dozen)
    events = Event.objects.filter(subject=ballot.public_id)
    assert {one.actor for one in events} == {""}
    for step in (open_strike_ballot, close_strike_ballot, decide_strike_ballot):
        with pytest.raises(Refused, match="not at this step"):
            step(ballot, at=ballot.voting_closes_at)


def test_no_step_comes_early(committee: Committee, dozen: list[Membership], now: datetime) -> None:
    ballot = called(committee)
    with pytest.raises(Refused, match="too early"):
        open_strike_ballot(ballot, at=now)
    schedule.advance_strike_ballots(ballot.voting_opens_at - timedelta(seconds=1))
    ballot.refresh_from_db()
    assert ballot.status == "called"
    schedule.advance_strike_ballots(ballot.voting_opens_at)
    ballot.refresh_from_db()
    assert ballot.status == "voting"


@pytest.mark.parametrize("step", ["close", "count"])
def test_with_the_key_lost_it_is_void_and_members_are_told(
    step: str, committee: Committee, dozen: list[Membership], secrets_folder: Path
) -> None:
    ballot = voting(committee)
    if step == "count":
        ballot = advance_strike_ballot(ballot, at=ballot.voting_closes_at)
    shutil.rmtree(secrets_folder)
    ballot = advance_strike_ballot(ballot, at=ballot.voting_closes_at + HOUR)
    assert ballot.status == "void"
    assert Message.objects.filter(template="elections/email/strike_void").exists()


def test_one_that_fails_does_not_hold_up_the_others(
    committee: Committee, dozen: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot = called(committee)

    def fail(*_what: object, **_how: object) -> None:
        raise ValueError

    monkeypatch.setitem(operations.STEPS, "called", fail)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="1 strike ballots"):
        schedule.advance_strike_ballots(ballot.voting_opens_at)


def test_the_last_call_goes_once_to_a_small_roll_whole(
    committee: Committee, dozen: list[Membership]
) -> None:
    ballot = voting(committee)
    assert ballot.last_call_at is not None
    moment = ballot.last_call_at
    schedule.send_last_calls(moment - timedelta(seconds=1))
    assert not Message.objects.filter(template="elections/email/strike_last_call").exists()
    schedule.send_last_calls(moment)
    assert not operations.send_last_call(ballot, at=moment)
    message = Message.objects.get(template="elections/email/strike_last_call")
    assert len(list(find(message.audience)(message.about))) == 12
    assert len(list(find("elections.strike_roll")(message.about))) == 12


def test_of_a_large_roll_those_with_a_paper_are_not_reminded(committee: Committee) -> None:
    crowd = members(committee, 21)
    ballot = voting(committee)
    cast(ballot.contest, crowd[0].public_id, choices=[1], at=ballot.voting_opens_at)
    told = list(find("elections.strike_without_paper")({"strike_ballot": ballot.public_id}))
    assert crowd[0].user_id not in [one.user_id for one in told]
    assert len(told) == 20


def test_the_roll_goes_with_the_result_and_the_ballots_thirty_days_later(
    committee: Committee, dozen: list[Membership]
) -> None:
    ballot = decided(voting(committee), yes=dozen)
    assert ballot.ended_at is not None
    retention.sweep(ballot.ended_at)
    assert not RollEntry.objects.filter(contest=ballot.contest).exists()
    edge = ballot.ended_at + timedelta(days=30)
    retention.sweep(edge - timedelta(seconds=1))
    assert CountedBallots.objects.filter(contest=ballot.contest).exists()
    retention.sweep(edge)
    assert not CountedBallots.objects.filter(contest=ballot.contest).exists()


def test_its_pages_say_where_it_stands(
    committee: Committee, dozen: list[Membership], outsider: Membership, as_: As, now: datetime
) -> None:
    with time_machine.travel(now, tick=False) as clock:
        browser, room = as_(dozen[0]), f"/committees/{committee.public_id}/strike-ballots/"
        page = browser.get(room).content.decode()
        assert "No ballot was held" in page
        assert "?effect=" in page
        ballot = called(committee)
        address = f"/strike-ballots/{ballot.public_id}/"
        assert "Voting opens:" in browser.get(address).content.decode()
        assert browser.get(f"{address}vote/").status_code == 403
        assert as_(outsider).get(address).status_code == 404
        assert as_(outsider).get(room).status_code == 404
        clock.move_to(ballot.voting_opens_at)
        ballot = advance_strike_ballot(ballot, at=ballot.voting_opens_at)
        assert "Voting closes:" in browser.get(address).content.decode()
        assert browser.get(f"{address}vote/").status_code == 200
        assert browser.get(f"{address}board/").status_code == 404
        ballot = decided(ballot, yes=dozen)
        clock.move_to(ballot.voting_closes_at + 2 * HOUR)
        page = as_(dozen[0]).get(address).content.decode()
        assert "of 12 members took part (100 %)." in page
        assert "It lapses:" in page
        assert as_(dozen[0]).get(f"{address}board/").status_code == 200
        assert ballot.lapses_at
        clock.move_to(ballot.lapses_at)
        assert "no action can lean on it" in as_(dozen[0]).get(address).content.decode()
        assert "Lapsed" in as_(dozen[0]).get(room).content.decode()
        void_strike_ballot(ballot, at=ballot.lapses_at)
        assert "without a result" in as_(dozen[0]).get(address).content.decode()


def test_a_ballot_is_called_by_nothing_else_than_a_resolution(
    committee: Committee, dozen: list[Membership], now: datetime
) -> None:
    decision = ResolutionFactory(committee=committee)
    made = call_strike_ballot(
        committee, decision=decision, action="walkout", title="x" * 200, at=now
    )
    assert len(made.title) == 150
    assert made.get_action_display() == "Walkout"
