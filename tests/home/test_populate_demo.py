"""The demonstration world: made once, by the operations themselves."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Q
from django.test import override_settings

from accounts import demo
from accounts.models import User
from ballots import box
from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Campus, Committee, Mandate, Membership, Seat
from core import clock
from core.models import Event
from elections import schedule, timetable
from elections.models import Election, ElectionStatus, HustingsQuestion, Preset
from home.demo import people, real_contest
from home.demo.populate import World
from home.demo.summary import summary
from home.demo.world import PLACES
from meetings.models import Meeting
from notices.models import Message
from tests.factories import NOW, CommitteeFactory

pytestmark = pytest.mark.xdist_group("populate_demo")  # one world, in one process
stack = pytest.mark.stack
SMALL = '3 2\n6 1 2 0\n3 2 3 0\n1 3 0\n0\n"Ada"\n"Ben"\n"Cy"\n"Old Town"\n'


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[str]]:
    """The world, made once for these tests and rolled back; gives what the command said."""
    said = StringIO()
    secrets = tmp_path_factory.mktemp("secrets")
    with (
        pytest.MonkeyPatch.context() as environment,
        override_settings(ELECTION_SECRETS_DIR=secrets),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        environment.delenv("CONFORMANCE_DATA", raising=False)
        with time_machine.travel(NOW, tick=False):
            call_command("populate_demo", stdout=said)
        yield said.getvalue().splitlines()
        transaction.set_rollback(True)


@stack
def test_twenty_committees_of_twelve_and_more_stand_in_twelve_countries_and_more(
    world: list[str],
) -> None:
    committees = Committee.objects.exclude(kind="council")
    assert len(PLACES) == committees.count() == 20
    assert len(world) == 23  # and two lines of councils, and one of a joint meeting
    active = Count("memberships", filter=Q(memberships__status="active"))
    sizes = committees.annotate(size=active).values_list("size", flat=True)
    assert min(sizes) >= 12
    used = Campus.objects.filter(committees__isnull=False)
    assert len(set(used.values_list("country", flat=True))) >= 12
    assert {place.language for place in PLACES} >= {"en", "es", "ar"}


@stack
def test_every_row_was_made_by_its_operation(world: list[str]) -> None:
    events = Counter(Event.objects.values_list("name", flat=True))
    for name, rows in {
        "accounts.signed_up": User.objects.count(),
        "committees.committee_opened": 20,
        "committees.member_admitted": Membership.objects.filter(seat=None).count(),
        "committees.seat_taken": Seat.objects.count(),
        "meetings.meeting_called": Meeting.objects.count(),
        "elections.election_announced": Election.objects.filter(rehearses=None).count() - 1,
        "elections.election_rehearsed": Election.objects.exclude(rehearses=None).count(),
        "elections.candidates_asked": HustingsQuestion.objects.count(),
        "elections.election_imported": 1,
    }.items():
        assert events[name] == rows, name
    given = events["committees.mandate_given"] + events["committees.office_shared"]
    assert given == Mandate.objects.count()


@stack
def test_one_election_is_open_one_counted_and_one_large(world: list[str]) -> None:
    states = Counter(Election.objects.values_list("status", flat=True))
    assert states[ElectionStatus.VOTING] >= 1
    assert states[ElectionStatus.FINAL] >= 5
    assert states[ElectionStatus.NOMINATIONS] >= 1
    now = clock.now()
    for election in Election.objects.filter(status=ElectionStatus.VOTING):
        assert election.voting_opens_at < now < election.voting_closes_at - timedelta(hours=12)
        assert box.envelopes_received(election.contest.public_id) >= 5
    large = Election.objects.get(contest__envelopes=real_contest.PAPERS)
    assert large.candidacies.filter(outcome="elected").count() == 4
    assert Mandate.objects.live().filter(office="delegate").exists()


@stack
def test_the_sign_in_page_offers_people_who_are_what_they_are_called(world: list[str]) -> None:
    with override_settings(DEMO=True):
        listed = {words.split(",")[0]: public_id for public_id, words in demo.people()}
    assert set(listed) == {
        "Ana", "Ben", "Chen", "Quynh", "Farah",
        "the operator of this server", "somebody in no committee yet",
    }  # fmt: skip
    cast = {
        name: Membership.objects.get(user__public_id=listed[name], committee__name=PLACES[0].name)
        for name, _role in people.CAST
    }
    assert cast["Ana"].holds("coordinator")
    assert cast["Ben"].holds("membership_secretary")
    assert cast["Chen"].holds("returning_officer")
    for name, has_voted in (("Quynh", False), ("Farah", True)):
        entry = RollEntry.objects.get(voter=cast[name].public_id, contest__status="open")
        assert not entry.on_paper
        assert ballots.has_paper(entry.contest, entry.voter) is has_voted
    assert User.objects.get(public_id=listed["the operator of this server"]).is_operator
    newcomer = User.objects.get(public_id=listed["somebody in no committee yet"])
    assert not newcomer.memberships.exists()


@stack
def test_the_summary_counts_what_stands(world: list[str]) -> None:
    said = StringIO()
    call_command("demo_summary", stdout=said)
    lines = said.getvalue().splitlines()
    members, campuses = Membership.objects.filter(seat=None).count(), Campus.objects.count()
    assert lines[0] == (
        f"Committees: 20, with {members} members, on {campuses} known campuses."
        " Councils of delegates: 3."
    )
    assert "2 open, 6 counted" in lines[1]
    assert f"{Message.objects.count()} notices, 0 copies delivered" in lines[2]
    assert "  Ana, coordinator, City College Committee" in lines
    assert len(lines) == 5 + len(people.people())


@stack
def test_a_second_world_is_refused(world: list[str]) -> None:
    with pytest.raises(CommandError, match="the world is made in an empty place"):
        call_command("populate_demo")
    assert connection.features.uses_savepoints


@stack
def test_the_first_tick_tells_no_committee_of_more_than_one_thing_of_an_election(
    world: list[str],
) -> None:
    now = clock.now()
    assert not Message.objects.filter(due_at__lt=now - timedelta(minutes=30)).exists()
    with transaction.atomic():
        schedule.advance_elections(now)
        schedule.send_reminders(now)
        # That a result is challenged was told when it was.
        sent = Message.objects.filter(key__startswith="election:").exclude(
            key__startswith="election:challenged:"
        )
        # Tellers and observers are asked one by one.
        told = Counter(one.about["election"] for one in sent if "election" in one.about)
        assert told
        assert set(told.values()) == {1}
        states = Election.objects.filter(public_id__in=told).values_list("status", flat=True)
        assert set(states) <= {
            ElectionStatus.NOMINATIONS,
            ElectionStatus.QUESTIONS,
            ElectionStatus.VOTING,
        }
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_where_a_committee_stands_no_world_is_made() -> None:
    CommitteeFactory()
    with pytest.raises(CommandError):
        call_command("populate_demo")


@pytest.mark.django_db
def test_without_the_world_nobody_is_offered_and_nothing_counted() -> None:
    assert people.people() == []
    assert summary("http://a.example")[0].startswith("Committees: 0,")
    assert demo.people() == []


def test_the_largest_contest_at_hand_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONFORMANCE_DATA", raising=False)
    assert real_contest.largest() is None
    monkeypatch.setenv("CONFORMANCE_DATA", str(tmp_path))
    assert real_contest.largest() is None
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/large.blt").write_text(SMALL)
    (tmp_path / "small.blt").write_text(SMALL[:20])
    assert real_contest.largest() == tmp_path / "deep/large.blt"


@pytest.mark.django_db
def test_a_real_contest_is_published_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, committee: Committee, coordinator: Membership
) -> None:
    monkeypatch.setenv("CONFORMANCE_DATA", str(tmp_path))
    (tmp_path / "ward.blt").write_text(SMALL)
    election = real_contest.publish(committee, by=coordinator, at=clock.now())
    assert election.title.startswith("A real count: Old Town")
    assert set(election.candidacies.filter(outcome="elected").values_list("name", flat=True)) == {
        "Ada", "Ben",
    }  # fmt: skip


def test_the_ballots_that_are_made_up_are_the_same_every_time() -> None:
    papers = real_contest.made_up()
    assert papers == real_contest.made_up()
    assert sum(weight for weight, _ranking in papers.papers) == real_contest.PAPERS
    assert all(len(set(ranking)) == len(ranking) for _weight, ranking in papers.papers)


@pytest.mark.parametrize("zone", ["America/New_York", "America/Mexico_City"])
def test_at_every_hour_of_a_week_there_is_a_vote_to_be_in(zone: str, committee: Committee) -> None:
    committee.timezone = ZoneInfo(zone)
    for hour in range(7 * 24):
        world = World(NOW + timedelta(hours=hour, minutes=17), print)
        table = timetable.propose(Preset.STANDARD, world.announced(committee), committee)
        assert table.voting_opens_at < world.now - timedelta(hours=2), world.now
        assert table.voting_closes_at > world.now + timedelta(hours=7), world.now
