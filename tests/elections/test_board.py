"""The board's page: every ballot, nobody's name, and no question which ballot is whose."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ballots import browsing, files
from ballots.board_words import REASONS, invalid_words
from ballots.boards import VERIFIER
from ballots.models import Board, Contest, PublishedBallot
from ballots.protocol.encoding import b64
from ballots.scripted import ScriptedVoter
from committees.models import Committee, Membership
from elections.models import Election
from elections.operations.clockwork import advance_election
from tests.factories import MembershipFactory
from tests.factories_elections import members, number_of, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
VOTERS = 7
_MARK = re.compile(r'<code class="hash">(\w{5}) (\w{5})</code>')


@pytest.fixture
def voters(committee: Committee) -> list[Membership]:
    return members(committee, VOTERS)


@pytest.fixture
def election(committee: Committee, coordinator: Membership, voters: list[Membership]) -> Election:
    return voting(committee, coordinator, voters[0], voters[1])


@pytest.fixture
def decided(election: Election, voters: list[Membership]) -> Election:
    """Five ballots, one of them blank; one voter took a paper only."""
    at = election.voting_opens_at
    numbers = [number_of(election, voters[0]), number_of(election, voters[1])]
    for voter in voters[:4]:
        vote(election, choices=numbers, by=voter, at=at)
    vote(election, choices=[], by=voters[4], at=at)
    ScriptedVoter(election.contest, voters[5].public_id).take_paper(at=at)
    return advance_election(election, at=election.counted_from)


def _page(browser: Client, election: Election, more: str = "") -> str:
    answer = browser.get(f"/elections/{election.public_id}/board/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _marks(page: str) -> list[str]:
    return [first + second for first, second in _MARK.findall(page)]


def test_every_ballot_stands_there_with_its_mark_and_its_order(
    decided: Election, member: Membership, as_: As
) -> None:
    page = _page(as_(member), decided)
    marks = PublishedBallot.objects.order_by("position").values_list("tracker", flat=True)
    assert _marks(page) == list(marks)
    assert page.count("<li><bdi>Voter 0</bdi></li><li><bdi>Voter 1</bdi></li>") == 4
    assert page.count("<p>Blank</p>") == 1
    unused = re.search(r"Papers not used.*?>(\d+)<", page, re.DOTALL)
    assert unused is not None
    assert unused.group(1) == "1"


def test_a_member_sees_their_own_line_of_the_roll_and_whether_a_paper_was_issued(
    decided: Election, voters: list[Membership], as_: As
) -> None:
    for voter, words in ((voters[5], "was issued to you"), (voters[6], "no ballot paper was")):
        page = _page(as_(voter), decided)
        leaf = decided.contest.roll.get(voter=voter.public_id).leaf
        assert b64(bytes(leaf)) in page
        assert words in page


def test_who_came_later_has_no_line(decided: Election, committee: Committee, as_: As) -> None:
    assert "Your line on the roll" not in _page(
        as_(MembershipFactory(committee=committee)), decided
    )


def test_the_page_offers_the_file_the_program_and_its_hash(
    decided: Election, member: Membership, as_: As
) -> None:
    browser = as_(member)
    page = _page(browser, decided)
    for path in ("board.json", "ballots.csv"):
        assert f"/box/{decided.contest.public_id}/{path}" in page
    program = browser.get("/verify.py").content
    assert program == VERIFIER.read_bytes()
    assert hashlib.sha256(program).hexdigest() in page
    assert as_(None).get("/verify.py").status_code == 200


def test_the_result_leads_to_the_board(decided: Election, member: Membership, as_: As) -> None:
    page = as_(member).get(f"/elections/{decided.public_id}/result/").content.decode()
    assert f"/elections/{decided.public_id}/board/" in page


def test_there_is_no_board_before_the_result_and_none_under_five_ballots(
    election: Election, voters: list[Membership], as_: As
) -> None:
    browser, path = as_(voters[0]), f"/elections/{election.public_id}/board/"
    assert browser.get(path).status_code == 404
    vote(election, choices=[1], by=voters[0], at=election.voting_opens_at)
    advance_election(election, at=election.counted_from)
    assert browser.get(path).status_code == 404
    result = browser.get(f"/elections/{election.public_id}/result/").content.decode()
    assert path not in result


def test_pages_of_a_hundred_stand_in_the_order_of_marks_and_letters_lead_to_them(
    decided: Election, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "A_PAGE", 2)
    marks = list(PublishedBallot.objects.order_by("position").values_list("tracker", flat=True))
    browser, found = as_(member), []
    for number in (1, 2, 3):
        page = _page(browser, decided, f"?page={number}")
        assert f"Page {number} of 3" in page
        found += _marks(page)
    assert found == marks
    letters = browsing.open_page(decided.contest, 1).letters
    assert [letter for letter, _page in letters] == list(dict.fromkeys(mark[0] for mark in marks))
    for letter, number in letters:
        on_page = browsing.open_page(decided.contest, number).ballots
        assert any(one.tracker.startswith(letter) for one in on_page)


@pytest.mark.parametrize(
    ("asked", "shown"), [("?page=99", 3), ("?page=0", 1), ("?page=x", 1), ("?page=9999999999", 1)]
)
def test_a_page_that_is_not_there_is_the_nearest(
    asked: str, shown: int, decided: Election, member: Membership, as_: As,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(browsing, "A_PAGE", 2)
    assert f"Page {shown} of 3" in _page(as_(member), decided, asked)


def test_the_page_asks_the_same_number_of_questions_however_many_ballots(
    decided: Election, member: Membership, as_: As, django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    browser = as_(member)
    _page(browser, decided)
    with django_assert_max_num_queries(24) as few:
        _page(browser, decided)
    first = PublishedBallot.objects.order_by("position").first()
    assert first is not None
    PublishedBallot.objects.bulk_create(
        PublishedBallot(
            contest=decided.contest,
            position=place,
            tracker=f"Z{place:09}",
            key=place.to_bytes(32, "big"),
            prefix=first.prefix,
            credential=first.credential,
            signature=first.signature,
            counter=place,
            choices=[1],
        )
        for place in range(10, 90)
    )
    with django_assert_num_queries(len(few.captured_queries)):
        _page(browser, decided)


def test_invalid_envelopes_are_told_with_their_reason(
    decided: Election, member: Membership, as_: As
) -> None:
    length = 1024 + 16 + 32 * 2 + 80
    board = Board.objects.get(contest=decided.contest)
    board.invalid = [
        {"code": "unopenable", "envelope": b64(bytes(length)), "key": ""},
        {"code": "duplicate", "envelope": b64(bytes([1]) * length), "key": b64(bytes(32))},
        {"code": "duplicate", "envelope": b64(bytes([2]) * length), "key": b64(bytes(32))},
    ]
    board.save()
    page = _page(as_(member), decided)
    assert "<li>1: too few key holders could open it</li>" in page
    assert "<li>2: a later ballot was cast with the same ballot paper</li>" in page


def test_there_are_words_for_every_reason() -> None:
    told = invalid_words([{"code": code} for code in REASONS])
    assert [number for number, _words in told] == [1] * 9


def test_a_part_of_the_lot_that_was_not_shown_is_named(
    decided: Election, member: Membership, as_: As
) -> None:
    board = Board.objects.get(contest=decided.contest)
    assert "counted as zeros" not in _page(as_(member), decided)
    board.lots = [""]
    board.save()
    assert "counted as zeros" in _page(as_(member), decided)


def test_the_size_of_the_file_is_told_about_right(decided: Election) -> None:
    contest = Contest.objects.get(pk=decided.contest_id)
    real = sum(map(len, files.board_file(contest)))
    assert 0.8 < files.about_size(contest) / real < 1.25


def test_without_the_built_program_the_page_says_so(
    decided: Election, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ballots.booth.is_built", lambda: False)
    page = _page(as_(member), decided)
    assert "no program that checks the file in the browser" in page
    assert "data-worker" not in page
