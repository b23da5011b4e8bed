"""Paper ballots go to the count with the others: when, how many, and what of them is shown."""

import itertools
from typing import Any

import pytest

from ballots import files, queries
from ballots.models import Contest, ContestStatus, PaperBallots
from ballots.operations.closing import close_contest, settle_list
from ballots.operations.contests import open_contest, void_contest
from ballots.operations.on_paper import mark_on_paper, settle_papers
from ballots.operations.opening import open_ballots
from ballots.protocol import paper
from ballots.protocol.checking import verify_board
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import parse
from core.decision import Refused
from tests.factories import NOW
from tests.factories_elections import DAY, opened, prepared
from tests.tellers import Teller
from tests.voting import cast

pytestmark = pytest.mark.django_db
VOTERS = [f"v{number:02}" for number in range(16)]


def _closed(contest: Contest | None = None, *, marked: int = 6, cast_by: int = 6) -> Contest:
    contest = contest or opened(VOTERS)
    for voter in VOTERS[10 : 10 + marked]:
        mark_on_paper(contest, voter, at=NOW)
    for voter in VOTERS[:cast_by]:
        cast(contest, voter, choices=[1, 2], at=NOW)
    return close_contest(contest, at=contest.closes_at)


def _settled(contest: Contest, *ballots: list[int], blank: int = 0, spoilt: int = 0) -> Contest:
    settle_papers(contest, ballots, blank=blank, spoilt=spoilt, at=contest.closes_at)
    return settle_list(contest, at=contest.complaints_until)


def _file(contest: Contest) -> dict[str, Any]:
    read: dict[str, Any] = parse(b"".join(files.board_file(contest)))
    verify_board(b"".join(files.board_body(contest)))
    return read


def test_papers_are_counted_and_shown_in_an_order_that_says_nothing() -> None:
    contest = _settled(_closed(), [2], [2, 1], [2], [1], blank=1, spoilt=1)
    contest = open_ballots(contest, at=contest.complaints_until)
    result = queries.result(contest)
    assert result is not None
    assert (result.valid, result.blank, result.invalid) == (10, 1, 1)
    assert result.stages[0].votes[:2] == (700_000, 300_000)
    assert (contest.on_paper, contest.paper_ballots) == (6, 6)
    file = _file(contest)
    assert file["board"]["paper"]["ballots"] == [[1], [2], [2], [2, 1]]
    assert file["result"]["valid"] == 10
    assert sorted(leaf[1] for leaf in file["board"]["leaves"]) == [0] * 4 + [1] * 6 + [2] * 6
    assert queries.paper_annex(contest) is None


def test_few_papers_are_counted_and_only_their_hash_is_shown() -> None:
    contest = _settled(_closed(), [2], [2, 1], [1])
    contest = open_ballots(contest, at=contest.complaints_until)
    assert queries.shows_board(contest)
    assert not queries.shows_stages(contest)
    file = _file(contest)
    assert file["result"] == {"elected": [1], "reopened": 0}
    annex = queries.paper_annex(contest)
    definition = Definition.from_json(file["board"]["definition"])
    papers = paper.read_annex(definition, file["board"]["paper"], annex)
    assert papers.ballots == ((1,), (2,), (2, 1))


@pytest.mark.parametrize(
    ("cast_by", "papers", "board", "stages"),
    [
        (6, 0, True, True),
        (6, 1, True, False),
        (6, 5, True, True),
        (4, 5, False, False),
        (0, 5, True, True),
        (0, 4, False, False),
        (4, 0, False, False),
        (4, 1, False, False),
    ],
)
def test_each_kind_is_shown_where_there_are_none_or_five(
    cast_by: int, papers: int, board: bool, stages: bool
) -> None:
    contest = _settled(_closed(cast_by=cast_by), *[[1]] * papers)
    contest = open_ballots(contest, at=contest.complaints_until)
    assert queries.shows_board(contest) == board == (queries.board_of(contest) is not None)
    assert queries.shows_stages(contest) == stages
    if board:
        _file(contest)


def test_nothing_is_opened_before_the_papers_are_entered() -> None:
    contest = settle_list(_closed(), at=NOW + 2 * DAY)
    with pytest.raises(Refused, match="not entered yet"):
        open_ballots(contest, at=contest.complaints_until)
    settle_papers(contest, [], blank=0, spoilt=0, at=contest.complaints_until)
    contest = open_ballots(contest, at=contest.complaints_until)
    assert contest.status == ContestStatus.COUNTED
    assert _file(contest)["board"]["paper"] == {
        "ballots": [],
        "blank": 0,
        "marked": 6,
        "spoilt": 0,
    }


def test_what_is_refused() -> None:
    contest = opened(VOTERS)
    with pytest.raises(Refused, match="between the close"):
        settle_papers(contest, [], blank=0, spoilt=0, at=NOW)
    nobody = _closed(marked=0)
    with pytest.raises(Refused, match="awaited"):
        settle_papers(nobody, [], blank=0, spoilt=0, at=NOW)
    contest = _closed()
    with pytest.raises(Refused, match="more papers than members"):
        settle_papers(contest, [[1]] * 5, blank=1, spoilt=1, at=NOW)
    for ballots in ([[9]], [[1, 1]], [[]]):
        with pytest.raises(Refused, match="choices"):
            settle_papers(contest, ballots, blank=0, spoilt=0, at=NOW)
    settle_papers(contest, [[1]], blank=0, spoilt=0, at=NOW)
    with pytest.raises(Refused, match="awaited"):
        settle_papers(contest, [[1]], blank=0, spoilt=0, at=NOW)


def test_of_a_void_vote_no_paper_is_kept() -> None:
    contest = _settled(_closed(), [1])
    void_contest(contest, at=NOW + 2 * DAY)
    assert not PaperBallots.objects.exists()


@pytest.mark.parametrize("papers", [6, 2])
def test_tellers_learn_the_papers_after_their_lot_and_sign_them(
    monkeypatch: pytest.MonkeyPatch, papers: int
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    tellers = [Teller(number, f"Teller {number}") for number in (1, 2, 3)]
    contest = prepared(VOTERS, tellers=[one.key for one in tellers], needed=2)
    for one in tellers:
        assert one.be_ready(contest) == 200
    contest = settle_list(_closed(open_contest(contest, at=NOW)), at=NOW + 2 * DAY)
    here = tellers[:2]
    assert here[0].ask(contest, "lot", here[0].keys.r)[0] == 403
    settle_papers(contest, [[2]] * papers, blank=0, spoilt=0, at=NOW)
    assert here[0].ask(contest, "paper.json")[0] == 403
    for one in here:
        assert one.ask(contest, "lot", one.keys.r)[0] == 200
    for one in here:
        one.open_shares(contest, [other.number for other in here if other is not one])
    for one, other in itertools.permutations(here, 2):
        one.take_bundle(contest, other.number)
    shown = parse(here[0].ask(contest, "paper.json")[1])
    assert bool(shown["annex"]) == (papers == 2)
    lying = here[0].board(contest) | {"paper": shown["paper"] | {"marked": 6, "spoilt": 0}}
    if papers == 6:
        lying["paper"]["ballots"] = [[1]] * 6
        status, said = here[0].sign_board(contest, lying)
        assert (status, b"says something else of paper" in said) == (422, True)
    for one in here:
        assert one.sign_board(contest, one.board(contest))[0] == 200
    contest.refresh_from_db()
    assert contest.status == ContestStatus.COUNTED
    _file(contest)
