"""Sections 2, 3, 8 and 9: roll, lists, holders' requests, lot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.protocol import ed25519, holders, lists, lot, roll
from ballots.protocol.encoding import Malformed, digest
from ballots.protocol.holders import HolderKeys
from tests.ballots.protocol.world import World

HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=5)
NUMBERS = st.lists(st.integers(1, 65535), max_size=4)


@given(HASHES, NUMBERS, st.randoms(use_true_random=False))
def test_a_list_is_the_same_in_whatever_order_it_comes(
    hashes: list[bytes], withdrawn: list[int], chance: object
) -> None:
    shuffled, numbers = hashes[:], withdrawn[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(numbers)  # type: ignore[attr-defined]
    written = lists.list_bytes(bytes(32), withdrawn, hashes)
    assert lists.list_bytes(bytes(32), numbers, shuffled) == written
    assert lists.list_hash(bytes(32), numbers, shuffled) == digest(written)
    assert len(written) == 9 + 32 + 2 + 2 * len(withdrawn) + 32 * len(hashes)


@given(HASHES, NUMBERS, HASHES, NUMBERS)
def test_lists_that_differ_have_bytes_that_differ(
    first: list[bytes], one: list[int], second: list[bytes], two: list[int]
) -> None:
    same = sorted(first) == sorted(second) and sorted(one) == sorted(two)
    written = lists.list_bytes(bytes(32), one, first), lists.list_bytes(bytes(32), two, second)
    assert (written[0] == written[1]) == same


def test_a_first_list_is_no_final_list() -> None:
    private, hashed = bytes(32), digest(b"list")
    key = ed25519.public_key(private)
    first = lists.sign_first(private, bytes(32), hashed)
    final = lists.sign_final(private, bytes(32), hashed)
    assert lists.verify_first(key, first, bytes(32), hashed)
    assert lists.verify_final(key, final, bytes(32), hashed)
    assert not lists.verify_first(key, final, bytes(32), hashed)
    assert not lists.verify_final(key, first, bytes(32), hashed)


def test_a_roll_has_one_hash_and_a_leaf_needs_its_salt() -> None:
    leaves = [roll.leaf(bytes([n]) * 32, "member") for n in range(4)]
    assert len(set(leaves)) == 4
    assert roll.roll_hash(leaves) == roll.roll_hash(leaves[::-1])
    assert roll.roll_hash(leaves) != roll.roll_hash(leaves[:3])


def test_a_holder_is_what_its_secret_says(tellers: World) -> None:
    keys = HolderKeys(tellers.keys[1].secret)
    assert keys.describe(2, "Ben") == tellers.definition.holders[1]
    assert keys.describe(1, "Ben").lot != tellers.definition.holders[1].lot
    assert len({keys.seal, keys.sign, keys.r, keys.secret}) == 4
    assert HolderKeys.draw().secret != HolderKeys.draw().secret
    with pytest.raises(Malformed):
        HolderKeys(bytes(31))


def test_a_holder_is_ready_by_its_own_signature(tellers: World) -> None:
    definition = tellers.definition
    signed = tellers.keys[0].ready(definition.fingerprint)
    assert holders.verify_ready(definition, 1, signed)
    assert not holders.verify_ready(definition, 2, signed)
    assert not holders.verify_board_signature(definition, 1, definition.fingerprint, signed)


def test_a_lot_is_that_of_its_commitment(tellers: World) -> None:
    assert holders.verify_lot(tellers.definition, 1, tellers.keys[0].r)
    assert not holders.verify_lot(tellers.definition, 2, tellers.keys[0].r)
    assert not holders.verify_lot(tellers.definition, 1, tellers.keys[0].r + b"\0")


def test_a_missing_lot_counts_as_zeros() -> None:
    given = lot.seed(bytes(32), bytes(32), [b"\1" * 32, None])
    assert given == lot.seed(bytes(32), bytes(32), [b"\1" * 32, bytes(32)])
    assert given == lot.seed(bytes(32), bytes(32), [b"\1" * 32, b""])
    assert given != lot.seed(bytes(32), bytes(32), [bytes(32), b"\1" * 32])


def test_a_request_is_of_one_holder_place_and_body(tellers: World) -> None:
    definition = tellers.definition
    line, body = "POST /box/x/holders/1/lot", b"body"
    header = tellers.keys[0].authorize(definition.fingerprint, 1, line, body)
    assert holders.verify_request(definition, 1, line, body, header)
    for number, place, sent, said in (
        (2, line, body, header),
        (0, line, body, header),
        (4, line, body, header),
        (1, line + "s", body, header),
        (1, line + "ä", body, header),
        (1, line, b"", header),
        (1, line, body, ""),
        (1, line, body, header.replace("RF1 ", "Bearer ")),
        (1, line, body, "RF1 AAAA"),
        (1, line, body, header + "="),
    ):
        assert not holders.verify_request(definition, number, place, sent, said)
