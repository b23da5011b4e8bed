import pytest

from ballots import queries
from ballots.counting import blt, count
from ballots.operations.imports import import_contest
from core.decision import Refused
from tests.factories import NOW

pytestmark = pytest.mark.django_db
FILE = '3 1\n-3\n4 1 2 0\n3 2 0\n1 1 2 0\n0\n"Ada"\n"Ben"\n"Cy"\n"Ward"\n'


def test_a_file_of_ballots_is_counted_as_it_would_be_at_the_command_line() -> None:
    papers = blt.parse(FILE)
    contest = import_contest(papers, question="Ward", roll_size=20, at=NOW)
    stored = queries.result(contest)
    assert stored is not None
    assert stored.stages == count(papers).stages
    assert (contest.envelopes, contest.roll_size) == (8, 20)
    assert list(contest.counted.order_by("pk").values_list("choices", "number")) == [
        ([1, 2], 5),
        ([2], 3),
    ]
    assert contest.options.get(number=3).is_withdrawn


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ('1 1\n0\n"Ada"\n"Ward"\n', "holds no ballots"),
        ('1 1\n-1\n1 1 0\n0\n"Ada"\n"Ward"\n', "names no candidates"),
    ],
)
def test_a_file_without_ballots_or_candidates_is_refused(file: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        import_contest(blt.parse(file), question="Ward", roll_size=20, at=NOW)
