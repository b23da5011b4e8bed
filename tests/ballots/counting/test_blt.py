"""BLT files: what is read, and the one line that a malformed one gets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.counting import Contest, blt, count
from ballots.counting.blt import BltError

GOOD = '3 2\n4 1 2 0\n3 2 0\n1 3 1 0\n0\n"Ada"\n"Ben"\n"Cem"\n"Delegates"\n'


def test_a_plain_file_is_read():
    contest = blt.parse(GOOD)
    assert contest == Contest(
        ("Ada", "Ben", "Cem"),
        2,
        ((4, (1, 2)), (3, (2,)), (1, (3, 1))),
        title="Delegates",
    )


@pytest.mark.parametrize(
    "source",
    [
        GOOD.encode("utf-8-sig"),
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r"),
        GOOD.encode("utf-16"),
        GOOD.rstrip("\n"),
        GOOD.replace('"', ""),
        "# a comment\n\n" + GOOD.replace(" 0\n", " 0 # so many\n"),
        GOOD.replace("\n0\n", "\n\n 0 # the end\n"),
        GOOD.replace('"Ben"\n', '"Ben" # "second"\n'),
        GOOD.replace('"Ada"\n"Ben"\n"Cem"\n', '"Ada" "Ben"\n"Cem"\n\n'),
        GOOD.replace("4 1 2 0", "(one) 4 1 2 0"),
        GOOD.replace("4 1 2 0", "\t4  1\t2 0 "),
        GOOD.replace("4 1 2 0", "3 1 2 0\n1 1 2 0"),
        GOOD.replace("4 1 2 0", "\n".join(["1 1 2 0"] * 4)),
        GOOD.replace("4 1 2 0", "4 1 2 - 3 0"),
        GOOD.replace("3 2 0", "3 2 1=3 0"),
    ],
)
def test_the_same_contest_in_other_clothes(source):
    assert blt.parse(source) == blt.parse(GOOD)


def test_withdrawn_candidates_are_negative_numbers():
    contest = blt.parse(GOOD.replace("3 2\n", "3 2\n-1 -3\n", 1))
    assert contest.withdrawn == {1, 3}
    contest = blt.parse(GOOD.replace("3 2\n", "3 2\n-1\n-3 # ill\n", 1))
    assert contest.withdrawn == {1, 3}


def test_a_paper_without_an_unshared_first_choice_is_blank():
    contest = blt.parse(GOOD.replace("4 1 2 0", "1 0\n2 - 1 0\n3 1=2 3 0"))
    assert contest.papers[0] == (6, ())
    assert count(contest).blank == 6


def test_names_in_any_language_and_with_quotation_marks():
    names = ['Zoë "Zo" O\'Hara', "李小龙", "ليلى # one", "Ann\\", 'A "B"', "a # b"]
    text = '6 1\n1 1 0\n0\n"Zoë "Zo" O\'Hara"\n"李小龙"\n"ليلى # one"\n"Ann\\"\nA "B"\n"a # b"\n"T"'
    assert list(blt.parse(text.encode()).candidates) == names


def test_a_windows_file_keeps_its_accents():
    assert blt.parse("1 1\n1 1 0\n0\nSeonag NicÌomhair\n".encode("cp1252")).candidates == (
        "Seonag NicÌomhair",
    )


def test_a_file_without_papers_or_title_is_a_contest():
    contest = blt.parse('2 1\n0\n"Ada"\n"Ben"\n')
    assert (contest.papers, contest.title) == ((), "")


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("", 1, "is empty"),
        ("\n\n# nothing\n", 3, "is empty"),
        ("three two\n", 1, "two numbers"),
        ("3\n", 1, "two numbers"),
        ("3 2 1\n", 1, "two numbers"),
        ("٣ ٢\n", 1, "two numbers"),
        ("0 1\n", 1, "1 to 10000 candidates"),
        ("10001 1\n", 1, "1 to 10000 candidates"),
        ("3 0\n", 1, "at least one place"),
        ("3 9999999999999999\n", 1, "too large"),
        ("9" * 5000 + " 1\n", 1, "too large"),
        ("3 1\n1 2 0\n1 2\n0\n", 3, "does not end with 0"),
        ("3 1\n1\n0\n", 2, "does not end with 0"),
        ("3 1\n1 2 0\n", 2, "do not end with a line"),
        ("3 1\n1 2 2 0\n0\n", 2, "candidate 2 stands twice"),
        ("3 1\n1 2=2 0\n0\n", 2, "candidate 2 stands twice"),
        ("3 1\n1 2 4 0\n0\n", 2, "no candidate 4"),
        ("3 1\n-4\n0\n", 2, "no candidate 4"),
        ("3 1\n1 0 2 0\n0\n", 2, "no candidate 0"),
        ("3 1\n1 two 0\n0\n", 2, "'two' is not the number"),
        ("3 1\n1 1_0 0\n0\n", 2, "is not the number"),
        ("3 1\n1 1= 0\n0\n", 2, "is not the number"),
        ("3 1\nx 1 0\n0\n", 2, "is not a number of papers"),
        ("3 1\n1.5 1 0\n0\n", 2, "is not a number of papers"),
        ("3 1\n" + "y" * 90 + " 1 0\n0\n", 2, "yyy…' is not a number"),
        ("3 1\n[tie 1 2 3]\n0\n", 2, "is not a number of papers"),
        ("3 1\n1 1 0\n-2\n0\n", 3, "is not a number of papers"),
        ("3 1\n0 1 0\n0\n", 2, "at least one voter"),
        ("3 1\n9999999999999999 1 0\n0\n", 2, "too large"),
        ("3 1\n0\n", 2, "without a name for candidate 1 of 3"),
        ('3 1\n0\n"A"\n"B"\n\n', 4, "without a name for candidate 3 of 3"),
        ('3 1\n0\n"A"\n""\n"C"\n', 4, "candidate 2 has an empty name"),
        ('1 1\n0\n"A"\n"T"\n"X"\n', 5, "nothing may follow the title"),
        ("3 1\n1 1\x00 0\n0\n", 2, "control characters"),
    ],
)
def test_a_malformed_file_gets_its_line_and_its_fault(text, line, fault):
    with pytest.raises(BltError) as caught:
        blt.parse(text)
    assert caught.value.line == line
    assert fault in str(caught.value)
    assert str(caught.value).startswith(f"line {line}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n\x00\x00", b"1 1\n\x81\x8d", b"\xff\xfe1"])
def test_a_file_that_is_not_text_is_refused(junk):
    with pytest.raises(BltError, match="not text"):
        blt.parse(junk)


def outcome(source):
    """The contest, or the sentence."""
    try:
        return blt.parse(source)
    except BltError as fault:
        return str(fault)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_contest_or_one_sentence(junk):
    result = outcome(junk)
    assert result.candidates if isinstance(result, Contest) else "\n" not in result


@given(st.text(alphabet='0123 -="#()\\\nA', max_size=60))
def test_any_nearly_right_text_gives_a_contest_or_one_sentence(text):
    result = outcome("2 1\n" + text)
    if isinstance(result, Contest):
        assert len(result.candidates) == 2
    else:
        assert result.startswith("line ")
        assert "\n" not in result


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda name: blt.UNPRINTABLE.search(name) is None)


@st.composite
def contests(draw):
    names = tuple(draw(st.lists(NAMES, min_size=1, max_size=6)))
    numbers = range(1, len(names) + 1)
    rankings = draw(
        st.lists(st.lists(st.sampled_from(numbers), unique=True).map(tuple), unique=True)
    )
    weights = st.integers(min_value=1, max_value=10**14)
    return Contest(
        names,
        draw(st.integers(min_value=1, max_value=9)),
        tuple((draw(weights), ranking) for ranking in rankings),
        withdrawn=frozenset(draw(st.sets(st.sampled_from(numbers)))),
        title=draw(st.just("") | NAMES),
    )


@given(contests())
def test_what_is_written_is_read_back(contest):
    assert blt.parse(blt.dump(contest)) == contest
    assert blt.parse(blt.dump(contest).replace("\n", "\r\n").encode("utf-8-sig")) == contest


def test_a_name_cannot_break_out_of_its_line():
    contest = Contest(("A\n0\x00\x07", "B"), 1, ((1, (1,)),))
    assert blt.parse(blt.dump(contest)).candidates == ("A 0", "B")


def test_hostile_quotation_marks_do_not_take_long():
    text = "1 1\n0\n" + '"' * 40_000 + "\\" * 40_000 + "\n"
    before = time.process_time()
    blt.parse(text)
    assert time.process_time() - before < 5
