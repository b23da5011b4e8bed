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


@pytest.mark.parametrize("part", ["database", "broker", "beat", "web", "mail server hangs"])
def test_what_holds_no_answer_explains_nothing(part: str) -> None:
    found = log(ANA, BO, Taken("ana", "1", 3.0), kills=(Kill(part, 0.9, 1.1),), formal=("1",))
    assert found.faults() == [
        "1 duplicates, where 1 kills explain 0",
        "the formal notice 1 was answered, and came again",
    ]


def test_a_kill_explains_one_formal_notice_of_each_process() -> None:
    taken = (ANA, Taken("bo", "2", 1.1), Taken("ana", "1", 9.0), Taken("bo", "2", 9.1))
    formal = ("1", "2")
    assert log(*taken, kills=(Kill("worker", 1.2, 1.3),), formal=formal).faults() == []
    assert log(*taken, kills=(Kill("worker's child", 1.2, 1.3),), formal=formal).faults() == [
        "2 formal notices came again after the kill of the worker's child"
    ]


def test_a_cut_line_explains_its_own_duplicate() -> None:
    unanswered = Taken("ana", "1", 0.5, is_answered=False)
    assert log(unanswered, ANA, BO, formal=("1",)).faults() == []
    assert log(unanswered, ANA, BO).duplicates == 1
    assert log(unanswered, ANA, BO).answered_again == 0
    assert log(unanswered, ANA, BO, Taken("ana", "1", 3.0)).answered_again == 1
    assert log(unanswered, BO).faults() == []


@pytest.mark.parametrize(("killed_at", "is_fault"), [(0.9, True), (1.5, False), (2.1, True)])
def test_a_formal_notice_comes_twice_only_where_its_answer_was_just_given(
    killed_at: float, is_fault: bool
) -> None:
    again = Taken("ana", "1", 9.0)
    found = log(
        ANA, BO, again, kills=(Kill("worker", killed_at, killed_at + 0.05),), formal=("1",)
    ).faults()
    assert bool(found) is is_fault
