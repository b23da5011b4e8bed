"""The judge of the chaos run finds what it is there to find."""

import pytest

from tests.chaos.log import GROUP, PROCESSES, Kill, Log, Taken


def log(*taken: Taken, kills: tuple[Kill, ...] = (), formal: tuple[str, ...] = ()) -> Log:
    """Two people who want one message, whose mails are 1 and 2."""
    return Log(
        {"m": {"ana", "bo"}}, formal, list(taken), list(kills), {"1": "m", "2": "m", "3": "m"}
    )


ANA, BO = Taken("ana", "1", 1.0), Taken("bo", "2", 2.0)


def test_all_who_want_it_got_it_once() -> None:
    assert log(ANA, BO).faults() == []
    assert log(ANA, BO).duplicates == 0


@pytest.mark.parametrize(
    ("taken", "fault"),
    [
        ((ANA,), "m: 1 of 2 were missed"),
        ((ANA, BO, Taken("cem", "2", 3.0)), "2 came to somebody it was not for"),
        ((ANA, BO, Taken("ana", "2", 3.0)), "2 went to two people"),
        ((ANA, BO, Taken("ana", "3", 3.0)), "m: one person got two Message-IDs"),
        ((ANA, BO, Taken("ana", "9", 3.0)), "9 came to somebody it was not for"),
        ((ANA, BO, Taken("ana", "1", 3.0)), "1 duplicates, where 0 kills explain 0"),
    ],
)
def test_what_is_wrong_is_said(taken: tuple[Taken, ...], fault: str) -> None:
    assert fault in log(*taken).faults()


def test_a_kill_explains_a_group_of_each_process_and_no_more() -> None:
    again = [Taken("ana", "1", 3.0)] * (PROCESSES * GROUP)
    assert log(ANA, BO, *again, kills=(Kill("worker", 2.0, 2.1),)).faults() == []
    assert log(ANA, BO, *again, ANA, kills=(Kill("worker", 2.0, 2.1),)).faults()


def test_a_cut_line_explains_its_own_duplicate() -> None:
    unanswered = Taken("ana", "1", 0.5, is_answered=False)
    assert log(unanswered, ANA, BO, formal=("1",)).faults() == []
    assert log(unanswered, ANA, BO).duplicates == 1


@pytest.mark.parametrize(("killed_at", "is_fault"), [(0.9, True), (1.5, False), (2.1, True)])
def test_a_formal_notice_comes_twice_only_where_its_answer_was_just_given(
    killed_at: float, is_fault: bool
) -> None:
    again = Taken("ana", "1", 9.0)
    found = log(
        ANA, BO, again, kills=(Kill("worker", killed_at, killed_at + 0.05),), formal=("1",)
    ).faults()
    assert bool(found) is is_fault
