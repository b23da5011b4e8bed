from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from multiprocessing import get_context

import pytest

from ballots.protocol import ballot, bundles, envelope, opening, sealing, shamir
from ballots.protocol.ballot import Ballot
from ballots.protocol.encoding import Malformed, tag, u8
from ballots.protocol.opening import Code
from tests.ballots.protocol.forging import FORGERS, Forger, flip
from tests.ballots.protocol.world import World

LIST = bytes(32)


def open_one(world: World, sealed: bytes, present: tuple[int, ...]) -> opening.Outcome:
    shares = {
        number: opening.open_share(world.keys[number - 1], number, world.definition, sealed)
        for number in present
    }
    return opening.open_envelope(world.definition, sealed, shares)


@pytest.mark.parametrize(("holders", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (5, 5)])
def test_every_set_of_enough_holders_opens_alike(holders: int, needed: int) -> None:
    world = World("test", holders=holders, needed=needed)
    voter = world.voter(1)
    sealed = envelope.seal(world.definition, world.inner(voter, world.body(voter, [2])))
    numbers = range(1, holders + 1)
    found = [open_one(world, sealed, chosen) for chosen in combinations(numbers, needed)]
    assert len({outcome.key for outcome in found}) == 1
    assert all(isinstance(o.found, Ballot) and o.found.choices == (2,) for o in found)
    for chosen in combinations(numbers, needed - 1):
        assert open_one(world, sealed, chosen).found is Code.UNOPENABLE
        assert open_one(world, sealed, chosen).key == b""


@pytest.mark.parametrize(("code", "forge"), FORGERS, ids=[forge.__name__ for _, forge in FORGERS])
def test_a_malformed_ballot_is_invalid_by_its_code(
    tellers: World, code: Code, forge: Forger
) -> None:
    sealed = forge(tellers, tellers.voter(1)).envelope
    assert len(sealed) == tellers.definition.envelope_length
    outcomes = [open_one(tellers, sealed, present) for present in ((1, 2), (1, 2, 3))]
    assert [outcome.found for outcome in outcomes] == [code, code]
    # Only holders can be false, not those whom a voter gave a false share.
    assert outcomes[1].false_holders == frozenset()
    if code is not Code.UNOPENABLE:
        assert opening.examine(tellers.definition, sealed, outcomes[0].key) is code


def test_a_false_share_is_dropped_and_its_holder_named(tellers: World) -> None:
    voter = tellers.voter(1)
    cast = tellers.cast(voter, [2])
    shares = tellers.shares((1, 2, 3))
    shares[2] = [flip(share or b"") for share in shares[2]]
    opened = opening.open_envelopes(tellers.definition, [cast.outer.envelope], shares)
    assert opened.false_holders == {2}
    assert [found.choices for found in opened.ballots] == [(2,)]
    del shares[3]
    opened = opening.open_envelopes(tellers.definition, [cast.outer.envelope], shares)
    assert [one.code for one in opened.invalid] == [Code.UNOPENABLE]


def test_swapped_and_foreign_shares_are_dropped(tellers: World) -> None:
    first = tellers.cast(tellers.voter(1), [1]).outer.envelope
    second = tellers.cast(tellers.voter(2), [2]).outer.envelope
    shares = {
        number: [
            opening.open_share(tellers.keys[number - 1], number, tellers.definition, sealed)
            for sealed in (first, second)
        ]
        for number in (1, 2)
    }
    between_envelopes = {1: shares[1], 2: shares[2][::-1]}
    between_holders = {1: shares[2], 2: shares[1]}
    short = {1: shares[1], 2: [b"", bytes(33)]}
    for given, false in ((between_envelopes, {2}), (between_holders, {1, 2}), (short, {2})):
        opened = opening.open_envelopes(tellers.definition, [first, second], given)
        assert opened.false_holders == false
        assert [one.code for one in opened.invalid] == [Code.UNOPENABLE] * 2


def test_a_share_sealed_for_one_holder_or_envelope_does_not_open_elsewhere(
    tellers: World,
) -> None:
    first = tellers.cast(tellers.voter(1), [1]).outer.envelope
    second = tellers.cast(tellers.voter(2), [2]).outer.envelope
    sealed_at = len(first) - 3 * 80
    moved = second[:sealed_at] + first[sealed_at:]
    turned = first[:sealed_at] + first[sealed_at + 80 :] + first[sealed_at : sealed_at + 80]
    for altered in (moved, turned):
        for number, keys in enumerate(tellers.keys, 1):
            assert opening.open_share(keys, number, tellers.definition, altered) is None


def test_one_ciphertext_cannot_be_opened_by_two_keys(tellers: World) -> None:
    """Commitments bind: a C that two keys open is invalid under at least one of them."""
    voter = tellers.voter(1)
    inner = tellers.inner(voter, tellers.body(voter, [1]))
    honest = tellers.seal(inner)
    other_key = flip(honest.key)
    assert opening.examine(tellers.definition, honest.envelope, other_key) is Code.COMMITMENT
    # Shares of one key for some holders and of another for the rest.
    mixed = tellers.seal(
        inner,
        key=honest.key,
        shares=lambda shares: [
            *shares[:2],
            shamir.split(other_key, 2, 3)[2],
        ],
    )
    for present in combinations((1, 2, 3), 2):
        assert open_one(tellers, mixed.envelope, present).found is Code.COMMITMENT


def test_of_one_key_the_highest_counter_stands_then_the_lowest_h(world: World) -> None:
    voter = world.voter(1)
    bodies = [world.body(voter, [1], 1), world.body(voter, [2], 2), world.body(voter, [3], 2)]
    sealed = [world.seal(world.inner(voter, body)).envelope for body in bodies]
    h = {one: envelope.fingerprint_of(world.definition, one) for one in sealed}
    best = min(sealed[1:], key=h.__getitem__)
    for order in (sealed, sealed[::-1], [sealed[1], sealed[0], sealed[2]]):
        shares = opening.open_shares(world.keys[0], 1, world.definition, order)
        opened = opening.open_envelopes(world.definition, order, {1: shares})
        assert [found.choices for found in opened.ballots] == [((2,), (3,))[best == sealed[2]]]
        assert {one.code for one in opened.invalid} == {Code.DUPLICATE}
        assert {one.envelope for one in opened.invalid} == set(sealed) - {best}


def test_envelopes_are_opened_alike_in_other_processes(world: World) -> None:
    sealed = [world.cast(world.voter(n), [n]).outer.envelope for n in (1, 2)]
    keys, definition = world.keys[0], world.definition
    here = opening.open_shares(keys, 1, definition, sealed)
    # With the library's keys made already, which do not travel.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        shares = list(pool.map(partial(opening.open_share, keys, 1, definition), sealed))
        opened = pool.map(
            partial(opening.open_envelope, definition), sealed, [{1: s} for s in shares]
        )
        found = opening.gather(definition, opened)
    assert shares == here
    assert found == opening.open_envelopes(definition, sealed, {1: here})
    assert [ballot.choices for ballot in found.ballots] == [(1,), (2,)]


def test_without_any_holder_nothing_opens(world: World) -> None:
    cast = world.cast(world.voter(1), [1])
    opened = opening.open_envelopes(world.definition, [cast.outer.envelope], {})
    assert [one.code for one in opened.invalid] == [Code.UNOPENABLE]


def test_as_many_shares_as_envelopes_are_needed(world: World) -> None:
    cast = world.cast(world.voter(1), [1])
    with pytest.raises(ValueError, match="shorter"):
        opening.open_envelopes(world.definition, [cast.outer.envelope], {1: []})


def test_a_body_is_read_only_in_its_one_form() -> None:
    good = ballot.Body((1, 2), 3, bytes(32)).to_bytes()
    assert ballot.Body.from_bytes(good) == ballot.Body((1, 2), 3, bytes(32))
    for bad in (
        good.replace(b"[1,2]", b'"1"'),
        good.replace(b"1,2", b'1,"2"'),
        good.replace(b"AAA", b"AA", 1),
        good.replace(b'"counter":3', b'"counter":"3"'),
    ):
        with pytest.raises(Malformed):
            ballot.Body.from_bytes(bad)


def test_a_bundle_is_of_one_holder_for_one_holder_and_list(tellers: World) -> None:
    keys, definition = tellers.keys, tellers.definition
    shares = [bytes(range(32)), None, bytes(32)]
    sealed = bundles.seal_bundle(keys[1], 2, definition, 1, LIST, shares)
    assert len(sealed) == bundles.bundle_length(3)
    assert bundles.open_bundle(keys[0], 1, definition, 2, LIST, sealed) == shares
    assert bundles.verify_bundle(definition, 2, 1, LIST, sealed)
    assert not bundles.verify_bundle(definition, 3, 1, LIST, sealed)
    assert not bundles.verify_bundle(definition, 2, 3, LIST, sealed)
    assert not bundles.verify_bundle(definition, 2, 1, b"\1" * 32, sealed)
    for number, source, bundle in (
        (1, 2, flip(sealed)),
        (1, 3, sealed),
        (3, 2, sealed),
        (1, 2, b""),
    ):
        with pytest.raises(Malformed):
            bundles.open_bundle(keys[number - 1], number, definition, source, LIST, bundle)


@pytest.mark.parametrize("plain", [b"\2" + bytes(32), bytes(32) + b"\1", bytes(34)])
def test_a_signed_bundle_of_nonsense_is_refused(tellers: World, plain: bytes) -> None:
    keys, definition = tellers.keys, tellers.definition
    info = tag("bundle") + definition.fingerprint + u8(2) + u8(1) + LIST
    sealed = sealing.seal(definition.holders[0].seal, info, plain)
    bundle = bundles.signed(keys[1], 2, definition, 1, LIST, sealed)
    with pytest.raises(Malformed):
        bundles.open_bundle(keys[0], 1, definition, 2, LIST, bundle)
    unreadable = bundles.signed(keys[1], 2, definition, 1, LIST, sealed[:-1] + b"\0")
    with pytest.raises(Malformed):
        bundles.open_bundle(keys[0], 1, definition, 2, LIST, unreadable)
