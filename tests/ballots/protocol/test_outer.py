import pytest

from ballots.protocol import outer, papers
from ballots.protocol.encoding import MOST, u64
from ballots.protocol.outer import Refused
from ballots.protocol.voter import Voter
from tests.ballots.protocol.forging import flip
from tests.ballots.protocol.small_points import SMALL_POINTS
from tests.ballots.protocol.world import World, issuer_key, private


def fault(world: World, data: bytes) -> str:
    """The word with which the box refuses this; empty where it takes it."""
    try:
        outer.verify(outer.parse(data, world.definition), world.definition)
    except Refused as refused:
        return refused.fault
    return ""


@pytest.fixture
def sent(world: World, voter: Voter) -> bytes:
    return voter.outer([1], 1)


def test_the_box_takes_an_honest_outer(world: World, sent: bytes) -> None:
    assert fault(world, sent) == ""
    read = outer.parse(sent, world.definition)
    assert read.to_bytes() == sent
    assert read.counter == 1


def test_another_length_is_refused(world: World, sent: bytes) -> None:
    for data in (b"", sent[:-1], sent + b"\0"):
        assert fault(world, data) == "length"


def test_another_contest_is_refused(world: World, sent: bytes) -> None:
    assert fault(world, bytes(32) + sent[32:]) == "fingerprint"


@pytest.mark.parametrize("counter", [0, MOST + 1, 2**64 - 1])
def test_a_counter_that_json_cannot_carry_is_refused(
    world: World, sent: bytes, counter: int
) -> None:
    assert fault(world, sent[:32] + u64(counter) + sent[40:]) == "counter"


@pytest.mark.parametrize("point", SMALL_POINTS[:2], ids=lambda point: point.hex()[:8])
def test_a_key_of_small_order_is_refused(world: World, sent: bytes, point: bytes) -> None:
    assert fault(world, sent[:40] + point + sent[72:]) == "key"


def test_a_ballot_paper_is_no_envelope_paper(world: World, voter: Voter) -> None:
    voter.envelope_paper = world.take(papers.BALLOT, voter.envelope_key).paper
    assert fault(world, voter.outer([1], 1)) == "credential"


def test_the_paper_of_a_foreign_issuer_is_refused(world: World, voter: Voter) -> None:
    foreign = world.take(papers.ENVELOPE, voter.envelope_key, issuer_key("nobody's"))
    voter.envelope_paper = foreign.paper
    assert fault(world, voter.outer([1], 1)) == "credential"


def test_nobody_else_can_raise_the_counter_or_change_the_envelope(
    world: World, sent: bytes
) -> None:
    assert fault(world, sent[:32] + u64(2) + sent[40:]) == "signature"
    assert fault(world, flip(sent)) == "signature"


def test_an_envelope_under_another_paper_needs_its_key(world: World, voter: Voter) -> None:
    other = world.voter(2)
    assert other.envelope_paper is not None
    envelope = voter.envelope([1], 1)
    stolen = outer.build(
        world.definition, private(voter, papers.ENVELOPE), other.envelope_paper, 1, envelope
    )
    assert fault(world, stolen.to_bytes()) == "signature"
