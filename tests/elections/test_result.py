import csv
import hmac
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from ballots import counting
from ballots import queries as ballots
from ballots.counting import blt
from ballots.counting.lettering import own
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership
from core import retention
from elections.count_words import cut_amount
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.queries.results import result_of
from tests import factories
from tests.factories_elections import DAY, members, number_of, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def _decided(
    committee: Committee,
    coordinator: Membership,
    candidates: list[Membership],
    rankings: list[list[Membership]],
    **fields: Any,
) -> Election:
    voters = members_called(committee, len(rankings))
    election = voting(committee, coordinator, *candidates, **fields)
    for voter, ranking in zip(voters, rankings, strict=True):
        numbers = [number_of(election, one) for one in ranking]
        vote(election, choices=numbers, by=voter, at=election.voting_opens_at)
    return advance_election(election, at=election.counted_from)


def members_called(committee: Committee, number: int) -> list[Membership]:
    """Who votes in one election; a second call makes others."""
    first = committee.memberships.count()
    return [
        factories.MembershipFactory(committee=committee, chosen_name=f"Elector {first + place}")
        for place in range(number)
    ]


def _page(browser: Client, election: Election, path: str = "result/") -> str:
    return browser.get(f"/elections/{election.public_id}/{path}").content.decode()


@pytest.fixture
def tie(committee: Committee, coordinator: Membership) -> Election:
    one, two, three = members(committee, 3)
    return _decided(
        committee, coordinator, [one, two, three], [[one]] * 4 + [[two]] * 4 + [[three, one]] * 3,
        seats=2,
    )  # fmt: skip


def test_the_page_names_who_is_elected_and_how_each_stage_went(
    tie: Election, member: Membership, as_: As
) -> None:
    page = _page(as_(member), tie)
    result = result_of(tie)
    assert result is not None
    for one in result.elected:
        assert f"<li><bdi>{one.name}</bdi></li>" in page
    assert "<svg" in page
    assert "Stage 1" in page
    assert '<p class="tally-words">11 of 15 voted, 73 %.</p>' in page
    assert "style=" not in page


def test_the_table_and_the_picture_tell_the_same_numbers(
    tie: Election, member: Membership, as_: As
) -> None:
    result = result_of(tie)
    assert result is not None
    for place, stage in enumerate(result.told()):
        for row in result.rows:
            votes = row.cells[place].votes
            if votes not in ("", "0"):
                assert f"{own(row.name)}: {votes} votes</title>" in stage.picture
    page = _page(as_(member), tie)
    assert page.count('class="count-picture"') == len(result.told())
    assert page.count("<defs>") == 1
    assert 'href="#stages"' in page
    assert 'id="stages"' in page


def test_the_picture_can_be_had_as_a_file_with_its_own_colours(
    tie: Election, member: Membership, as_: As
) -> None:
    answer = as_(member).get(f"/elections/{tie.public_id}/count.svg")
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert 'fill="#a80f1b"' in answer.content.decode()
    assert "style=" not in answer.content.decode()


def test_numbers_are_written_as_the_readers_language_does() -> None:
    said = {}
    for language in ("en", "es", "ar", "zh-hans"):
        with translation.override(language):
            said[language] = cut_amount(1_234_567_891)
    assert said["en"] == "12,345.67"
    assert said["es"] == "12\xa0345,67"
    assert said["ar"] == "12345,67"
    assert said["zh-hans"].replace(",", "") == "12345.67"


def test_before_the_declaration_there_is_no_result(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    election = voting(committee, coordinator, member)
    browser = as_(member)
    assert "No result yet" in _page(browser, election)
    assert 'class="timetable-band"' in _page(browser, election)
    for path in ("result.blt", "stages.csv", "count.svg"):
        assert browser.get(f"/elections/{election.public_id}/{path}").status_code == 404


def test_anybody_can_count_again_and_draw_the_lot_again_from_the_files(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    one, two = members(committee, 2)
    election = _decided(committee, coordinator, [one, two], [[one]] * 3 + [[two]] * 3)
    election.contest.refresh_from_db()
    browser = as_(member)
    page = _page(browser, election)
    seed = election.contest.lot_seed
    contest = blt.parse(browser.get(f"/elections/{election.public_id}/result.blt").content)
    again = counting.count(
        counting.Contest(
            candidates=contest.candidates,
            seats=contest.seats,
            papers=contest.papers,
            rule="scottish-stv-ron",
            ron=3,
            seed=bytes.fromhex(seed),
        )
    )
    stored = ballots.result(election.contest)
    assert stored is not None
    assert again.stages == stored.stages
    (lot,) = stored.lots
    number, mark = lot.order[0]
    drawn = hmac.digest(bytes.fromhex(seed), f"{lot.stage}:{number}".encode(), "sha256").hex()
    assert mark == drawn
    assert mark in page


def test_the_stages_come_as_a_table_that_no_spreadsheet_runs(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    sly = factories.MembershipFactory(committee=committee, chosen_name="=HYPERLINK(1)")
    election = _decided(committee, coordinator, [sly], [[sly]] * 5)
    answer = as_(member).get(f"/elections/{election.public_id}/stages.csv")
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["stage", "number", "candidate", "votes"]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_under_five_ballots_only_the_result_is_published(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    one, two = members(committee, 2)
    election = _decided(committee, coordinator, [one, two], [[one], [one], [two], [one]])
    browser = as_(member)
    page = _page(browser, election)
    assert "<li><bdi>Voter 0</bdi></li>" in page
    assert "Fewer than five ballots were cast." in page
    assert "count-picture" not in page
    assert "Turnout" not in page
    assert election.contest.lot_seed not in page
    for path in ("result.blt", "stages.csv", "count.svg"):
        assert browser.get(f"/elections/{election.public_id}/{path}").status_code == 404


def test_under_ten_ballots_the_page_warns(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, tie: Election
) -> None:
    one = factories.MembershipFactory(committee=committee)
    election = _decided(committee, coordinator, [one], [[one]] * 9)
    assert "Fewer than 10 people voted" in _page(as_(member), election)
    assert "Fewer than 10 people voted" not in _page(as_(member), tie)


def test_empty_places_are_explained_with_the_way_to_fill_them(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    one = factories.MembershipFactory(committee=committee)
    few = _decided(committee, coordinator, [one], [[one]] * 5, seats=2)
    page = _page(as_(member), few)
    assert "1 place stays empty." in page
    assert "A by-election fills the empty places" in page
    election = voting(committee, coordinator, one)
    ron = election.contest.options.get(is_ron=True).number
    voters = Membership.objects.filter(chosen_name__startswith="Elector")[:5]
    for voter in voters:
        vote(election, choices=[ron], by=voter, at=election.voting_opens_at)
    election = advance_election(election, at=election.challenge_ends_at)
    page = _page(as_(member), election)
    assert "Nobody is elected" in page
    assert "the members want to choose again" in page
    assert "The time to challenge this result is over." in page


def test_names_in_any_script_are_text_in_page_and_picture(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    names = ["<b>Bold</b>", "ليلى ✊🏽", "x" * 60]
    people = [factories.MembershipFactory(committee=committee, chosen_name=name) for name in names]
    election = _decided(committee, coordinator, people, [people, people[::-1]] * 3)
    page = _page(as_(member), election)
    assert "<b>Bold" not in page
    assert "&lt;b&gt;Bold" in page
    assert "<bdi>ليلى ✊🏽</bdi>" in page


def test_the_page_takes_as_many_queries_for_fifty_candidates(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    people = members(committee, 50)
    election = _decided(committee, coordinator, people, [people[n : n + 5] for n in range(12)])
    browser = as_(member)
    with django_assert_max_num_queries(11):
        page = _page(browser, election)
    assert page.count('<th scope="row">') == 52


def test_the_list_holds_what_runs_and_what_is_decided(
    tie: Election,
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: As,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for office in ("delegate", "coordinator", "membership_secretary"):
        voting(committee, coordinator, member, office=office)
    browser = as_(member)
    with django_assert_max_num_queries(10):
        page = browser.get(f"/committees/{committee.public_id}/elections/").content.decode()
    assert page.count('class="card stack"') == 3
    assert f"/elections/{tie.public_id}/result/" in page


def test_rolls_go_with_the_challenge_and_ballots_thirty_days_later(
    tie: Election, member: Membership, as_: As
) -> None:
    over = tie.challenge_ends_at
    retention.sweep(over)
    assert tie.contest.roll.exists()
    advance_election(tie, at=over)
    retention.sweep(over)
    assert not tie.contest.roll.exists()
    assert tie.contest.counted.exists()
    retention.sweep(over + 29 * DAY)
    assert tie.contest.counted.exists()
    assert tie.candidacies.exclude(statement="").exists()
    retention.sweep(over + 30 * DAY)
    assert not tie.contest.counted.exists()
    assert not tie.candidacies.exclude(statement="").exists()
    browser = as_(member)
    page = _page(browser, tie)
    assert "The ballots were deleted 30 days after the challenge." in page
    assert "11 of 15" in page
    assert browser.get(f"/elections/{tie.public_id}/stages.csv").status_code == 200
    assert browser.get(f"/elections/{tie.public_id}/result.blt").status_code == 404


def test_unanswered_nominations_and_sent_reminders_go(tie: Election, committee: Committee) -> None:
    one = factories.MembershipFactory(committee=committee)
    tie.candidacies.create(membership=one, name="x", nominated_at=tie.announced_at)
    tie.reminders.update(sent_at=tie.voting_closes_at)
    retention.sweep(tie.voting_closes_at)
    assert tie.candidacies.filter(status="nominated").exists()
    assert tie.reminders.exists()
    retention.sweep(tie.voting_closes_at + 30 * DAY)
    assert not tie.candidacies.filter(status="nominated").exists()
    assert not tie.reminders.exists()


def test_during_voting_the_page_shows_turnout_in_tens_and_under_thirty_none(
    committee: Committee, coordinator: Membership, member: Membership, as_: As
) -> None:
    small = voting(committee, coordinator, member)
    assert "Ballot papers taken so far" not in _page(as_(member), small, "")
    members_called(committee, 30)
    large = voting(committee, coordinator, member, office="membership_secretary")
    page = _page(as_(member), large, "")
    roll = large.contest.roll_size
    assert f'<p class="tally-words">Fewer than 10 of {roll} have taken a ballot paper.</p>' in page
    for voter in list(large.contest.roll.values_list("voter", flat=True)[:14]):
        ScriptedVoter(large.contest, voter).take_paper(at=large.voting_opens_at)
    page = _page(as_(member), large, "")
    assert f'<p class="tally-words">10 or more of {roll} have taken a ballot paper.</p>' in page
    (end,) = re.findall(r'class="tally-bar" x1="0%" x2="([\d.]+)%"', page)
    assert float(end) == pytest.approx(1000 / roll, abs=0.01)
    assert "14" not in re.findall(r"tally-words.*", page)[0]
