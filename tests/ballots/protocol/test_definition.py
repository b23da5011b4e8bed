import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from mnemonic import Mnemonic

from ballots import counting
from ballots.protocol.definition import Definition, Terms, padding_for
from ballots.protocol.encoding import Malformed, b64, canonical, digest
from tests.ballots.protocol import elections
from tests.ballots.protocol.small_points import SMALL_POINTS
from tests.ballots.protocol.world import World

Change = Callable[[dict[str, Any]], object]


def put(name: str, value: object) -> Change:
    return lambda read: read.__setitem__(name, value)


CHANGES: dict[str, Change] = {
    "another protocol": put("protocol", "rf2"),
    "a long identifier": put("id", "a" * 13),
    "capitals in the identifier": put("id", "ABCDEFGHIJKL"),
    "a kind that is none": put("kind", "plurality"),
    "a rule of another kind": put("rule", "approval"),
    "another version of the rule": put("rule_version", 2),
    "no candidates": put("candidates", []),
    "more candidates than u16 numbers": put("candidates", ["Ana"] * 65536),
    "a candidate that is no text": put("candidates", ["Ana", "Berit", 3]),
    "re-open nominations in the middle": lambda read: read.update(rule="scottish-stv-ron", ron=2),
    "re-open nominations under the bare rule": put("ron", 3),
    "no seats": put("seats", 0),
    "more ranks than candidates": put("most_ranks", 4),
    "no ranks": put("most_ranks", 0),
    "terms of a ranked vote": lambda read: read["terms"].update(turnout_percent=1),
    "a missing term": lambda read: read["terms"].pop("at_least"),
    "papers before the opening": put("papers_until", 1),
    "papers after the close": lambda read: read.update(papers_until=read["closes_at"] + 1),
    "complaints before the close": lambda read: read.update(complaints_until=read["opens_at"]),
    "more padding than needed": put("padding", 2048),
    "padding of another size": put("padding", 1000),
    "a short roll hash": lambda read: read["roll"].update(hash=b64(bytes(31))),
    "too few needed": put("needed", 1),
    "too many needed": put("needed", 4),
    "no holders": put("holders", []),
    "ten holders": lambda read: read.update(holders=read["holders"][:1] * 10, needed=6),
    "a holder with a field too many": lambda read: read["holders"][0].update(extra="x"),
    "a holder's key of small order": lambda read: read["holders"][1].update(
        sign=b64(SMALL_POINTS[3])
    ),
    "a receipt key of small order": put("receipt_key", b64(SMALL_POINTS[0])),
    "a short modulus": lambda read: read["issuer"].update(ballot=b64(b"\1" * 256)),
    "a modulus of 3071 bits": lambda read: read["issuer"].update(ballot=b64(b"\x7f" * 384)),
    "an even modulus": lambda read: read["issuer"].update(ballot=b64(b"\xf0" * 384)),
    "one key for both issuers": lambda read: read["issuer"].update(
        ballot=read["issuer"]["envelope"]
    ),
    "a field too many": put("extra", 1),
    "a missing field": lambda read: read.pop("question"),
    "a number in place of a text": put("question", 1),
    "a truth value in place of a number": put("seats", True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_definition_beyond_the_limits_is_refused(tellers: World, change: Change) -> None:
    read = copy.deepcopy(tellers.definition.to_json())
    change(read)
    with pytest.raises(Malformed):
        Definition.from_json(read)


def test_a_definition_comes_back_from_its_bytes(tellers: World) -> None:
    definition = tellers.definition
    again = Definition.from_bytes(definition.canonical)
    assert again == definition
    assert again.fingerprint == digest(canonical(definition.to_json()))


def test_a_definition_travels_to_another_process(world: World) -> None:
    # With the library's keys made already, which do not travel.
    assert world.definition.ballot_key.key_size == 3072
    again = pickle.loads(pickle.dumps(world.definition))  # noqa: S301 # our own bytes
    assert again.fingerprint == world.definition.fingerprint


def test_a_definition_with_spaces_is_refused(world: World) -> None:
    with pytest.raises(Malformed):
        Definition.from_bytes(world.definition.canonical + b"\n")


def test_the_words_are_the_first_132_bits_of_the_fingerprint(world: World) -> None:
    wordlist = Mnemonic("english").wordlist
    words = world.definition.words
    bits = "".join(f"{wordlist.index(word):011b}" for word in words)
    assert len(words) == 12
    assert int(bits, 2) == int.from_bytes(world.definition.fingerprint, "big") >> 124


def test_the_lengths_are_those_of_the_protocol(tellers: World) -> None:
    assert tellers.definition.envelope_length == 1024 + 16 + 32 * 4 + 80 * 3
    assert tellers.definition.outer_length == 32 + 8 + 448 + 64 + 1024 + 16 + 32 * 4 + 80 * 3


@pytest.mark.parametrize(
    ("candidates", "ranks", "padding"),
    [
        (1, 1, 1024),
        (12, 10, 1024),
        # Around the choices stand 101 bytes; so 409, 1433 and 3481 are left for them.
        (129, 129, 1024),
        (130, 130, 2048),
        (385, 385, 2048),
        (386, 386, 4096),
        (897, 897, 4096),
    ],
)
def test_the_padding_is_the_least_that_holds_the_longest_ballot(
    candidates: int, ranks: int, padding: int
) -> None:
    assert padding_for(candidates, ranks) == padding


@pytest.mark.parametrize(("candidates", "ranks"), [(898, 898), (3, 4), (3, 0)])
def test_a_ballot_that_cannot_be_has_no_padding(candidates: int, ranks: int) -> None:
    with pytest.raises(Malformed):
        padding_for(candidates, ranks)


def test_a_question_has_two_answers_and_possible_terms() -> None:
    world, _ = elections.question()
    for changes in (
        {"candidates": ("Yes", "No", "Perhaps")},
        {"most_ranks": 2},
        {"ron": 2},
        {"terms": Terms(numerator=3, denominator=2)},
        {"terms": Terms(numerator=0)},
        {"terms": Terms(at_least=2)},
        {"terms": Terms(turnout_percent=101)},
        {"terms": Terms(turnout_least=-1)},
    ):
        with pytest.raises(Malformed):
            world.define(**{**world.contest, **changes})


def test_an_approval_ballot_may_name_all_candidates() -> None:
    world, _ = elections.host()
    with pytest.raises(Malformed):
        world.define(**{**world.contest, "most_ranks": 3})


def test_the_contest_that_is_counted_is_that_of_the_definition() -> None:
    world, _ = elections.question()
    contest = world.definition.counted([(3, (1,)), (1, (2,))], withdrawn=(), seed=None, invalid=2)
    assert contest.terms == counting.Terms(
        numerator=2, denominator=3, at_least=True, roll=10, turnout_percent=50, turnout_least=5
    )
    assert (contest.rule, contest.seats, contest.ron, contest.invalid) == ("yes-no", 1, None, 2)
    ranked, _ = elections.tellers()
    contest = ranked.definition.counted([], withdrawn=[4], seed=bytes(32))
    assert (contest.ron, contest.withdrawn, contest.seed) == (5, frozenset({4}), bytes(32))
    assert contest.candidates == ranked.definition.candidates
