import pytest

from ballots.protocol import ballot, envelope, opening, outer, papers, receipts
from ballots.protocol.ballot import Ballot
from ballots.protocol.encoding import MOST, Malformed, b64
from ballots.protocol.papers import Paper
from ballots.protocol.voter import Voter
from tests.ballots.protocol import elections
from tests.ballots.protocol.world import World, issuer_key


def take(world: World, voter: Voter) -> tuple[Paper, Paper]:
    """Both papers, as a browser gets them."""
    blinded = voter.blind()
    envelope_signature = world.issuers[papers.ENVELOPE].sign_blinded(blinded.envelope)
    ballot_signature = world.issuers[papers.BALLOT].sign_blinded(blinded.ballot)
    return voter.unblind(blinded, (envelope_signature, ballot_signature))


@pytest.mark.parametrize("choices", [(), (2,), (3, 1, 2)])
def test_a_ballot_goes_from_the_blinded_paper_to_the_opened_envelope(
    tellers: World, choices: tuple[int, ...]
) -> None:
    voter = Voter.draw(tellers.definition)
    take(tellers, voter)
    sent = outer.parse(voter.outer(choices, 1), tellers.definition)
    outer.verify(sent, tellers.definition)
    assert sent.to_bytes() == outer.parse(sent.to_bytes(), tellers.definition).to_bytes()
    shares = {
        number: opening.open_share(keys, number, tellers.definition, sent.envelope)
        for number, keys in enumerate(tellers.keys, 1)
    }
    found = opening.open_envelope(tellers.definition, sent.envelope, shares).found
    assert isinstance(found, Ballot)
    assert found.choices == choices
    assert found.paper.key == voter.ballot_key
    assert found.counter == 1 + ballot.offset(voter.secret)
    assert ballot.verify(found, tellers.definition)


def test_the_keys_of_one_secret_differ_and_are_of_one_contest(world: World) -> None:
    voter = Voter(bytes(32), world.definition)
    again = Voter(bytes(32), world.definition)
    assert (voter.envelope_key, voter.ballot_key) == (again.envelope_key, again.ballot_key)
    other = Voter(bytes(32), world.define(question="Another question"))
    assert len({voter.envelope_key, voter.ballot_key, other.envelope_key, other.ballot_key}) == 4


def test_what_the_server_sees_of_a_paper_does_not_show_in_the_vote(world: World) -> None:
    voter = Voter.draw(world.definition)
    blinded = voter.blind()
    signatures = (
        world.issuers[papers.ENVELOPE].sign_blinded(blinded.envelope),
        world.issuers[papers.BALLOT].sign_blinded(blinded.ballot),
    )
    made = voter.unblind(blinded, signatures)
    cast = voter.outer([1], 1)
    for seen in (blinded.envelope, blinded.ballot, *signatures):
        assert seen not in cast
        assert all(seen != paper.signature for paper in made)


def test_an_issuer_that_is_not_in_the_fingerprint_gives_no_paper(world: World) -> None:
    voter = Voter.draw(world.definition)
    blinded = voter.blind()
    good = world.issuers[papers.ENVELOPE].sign_blinded(blinded.envelope)
    with pytest.raises(Malformed):
        voter.unblind(blinded, (good, issuer_key("tellers ballot").sign_blinded(bytes(384))))
    assert voter.envelope_paper is None
    with pytest.raises(Malformed):
        voter.outer([1], 1)


def test_a_paper_of_one_kind_is_not_good_for_the_other(world: World, voter: Voter) -> None:
    assert voter.envelope_paper is not None
    assert voter.ballot_paper is not None
    assert papers.verify(voter.envelope_paper, papers.ENVELOPE, world.definition)
    assert not papers.verify(voter.envelope_paper, papers.BALLOT, world.definition)
    assert not papers.verify(voter.ballot_paper, papers.ENVELOPE, world.definition)
    other = world.define(question="Another question")
    assert not papers.verify(voter.ballot_paper, papers.BALLOT, other)
    with pytest.raises(Malformed):
        papers.parse(bytes(447))


def test_a_voter_is_stored_and_restored(world: World) -> None:
    fresh = Voter.draw(world.definition)
    assert Voter.from_json(fresh.to_json(), world.definition).ballot_paper is None
    take(world, fresh)
    again = Voter.from_json(fresh.to_json(), world.definition)
    assert again.envelope_paper == fresh.envelope_paper
    assert again.ballot_paper == fresh.ballot_paper
    outer.verify(outer.parse(again.outer([1], 1), world.definition), world.definition)
    with pytest.raises(Malformed):
        Voter.from_json({"secret": b64(bytes(32))}, world.definition)


def test_a_secret_has_one_length(world: World) -> None:
    with pytest.raises(Malformed):
        Voter(bytes(31), world.definition)


def test_without_a_paper_nothing_is_cast(world: World) -> None:
    voter = Voter.draw(world.definition)
    with pytest.raises(Malformed):
        voter.envelope([1], 1)
    with pytest.raises(Malformed):
        voter.wrap(bytes(world.definition.envelope_length), 1)


@pytest.mark.parametrize("choices", [[1, 1], [0], [4], [1, 2, 3, 1]])
def test_choices_that_may_not_stand_are_not_cast(voter: Voter, choices: list[int]) -> None:
    with pytest.raises(Malformed):
        voter.outer(choices, 1)


def test_which_choices_may_stand_depends_on_the_kind() -> None:
    ranked, approval, question = (
        made()[0].definition for made in (elections.tellers, elections.host, elections.question)
    )
    assert ballot.check_choices(ranked, [5, 1, 4])
    assert ballot.check_choices(approval, [1, 3, 4])
    assert not ballot.check_choices(approval, [3, 1])
    assert ballot.check_choices(question, [2])
    assert ballot.check_choices(question, [])
    assert not ballot.check_choices(question, [1, 2])
    assert not ballot.check_choices(question, [True])


def test_no_more_numbers_than_most_ranks_may_stand(world: World) -> None:
    definition = world.define(most_ranks=2)
    assert ballot.check_choices(definition, [1, 2])
    assert not ballot.check_choices(definition, [1, 2, 3])


def test_the_counter_rises_and_stays_within_its_bounds() -> None:
    secret = bytes(32)
    assert ballot.counter_of(secret, 2) == ballot.counter_of(secret, 1) + 1
    for c in (0, MOST):
        with pytest.raises(Malformed):
            ballot.counter_of(secret, c)


def test_a_receipt_is_of_one_envelope_of_one_voter(world: World, voter: Voter) -> None:
    cast = world.cast(voter, [1])
    h = cast.outer.h
    assert voter.receipt_is_good(cast.receipt, 1, h)
    assert not voter.receipt_is_good(cast.receipt, 2, h)
    assert not voter.receipt_is_good(cast.receipt, 1, bytes(32))
    assert not world.voter(2).receipt_is_good(cast.receipt, 1, h)
    again = receipts.sign(world.receipt_private, world.definition, voter.envelope_key, 1, h)
    assert again == cast.receipt


def test_what_does_not_fit_an_envelope_is_refused(world: World, voter: Voter) -> None:
    assert voter.ballot_paper is not None
    with pytest.raises(Malformed):
        ballot.build_inner(world.definition, voter.ballot_paper, bytes(64), bytes(511))
    with pytest.raises(Malformed):
        envelope.seal(world.definition, bytes(1023))
    with pytest.raises(Malformed):
        envelope.parse(world.definition, bytes(1023))
