from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.protocol import shamir

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS, st.integers(1, 9), st.data())
def test_every_so_many_shares_give_the_key(key: bytes, holders: int, data: st.DataObject) -> None:
    needed = data.draw(st.integers(holders // 2 + 1, holders))
    shares = list(enumerate(shamir.split(key, needed, holders), 1))
    chosen = data.draw(st.permutations(shares))[:needed]
    assert shamir.combine(chosen) == key


@given(KEYS)
def test_one_share_fewer_gives_another_key(key: bytes) -> None:
    shares = list(enumerate(shamir.split(key, 3, 5), 1))
    for pair in combinations(shares, 2):
        assert shamir.combine(pair) != key


@given(KEYS)
def test_with_one_needed_each_share_is_the_key(key: bytes) -> None:
    assert shamir.split(key, 1, 1) == (key,)
    assert shamir.combine([(1, key)]) == key


def test_multiplication_is_that_of_the_field_of_aes() -> None:
    # FIPS 197, section 4.2: {57} · {83} = {c1}, {57} · {13} = {fe}.
    assert shamir._TIMES[0x57][0x83] == 0xC1
    assert shamir._TIMES[0x57][0x13] == 0xFE
    assert all(shamir._TIMES[n][shamir._INVERSE[n]] == 1 for n in range(1, 256))


def test_shares_come_from_different_holders() -> None:
    with pytest.raises(ValueError, match="different holders"):
        shamir.combine([(1, bytes(32)), (1, bytes(32))])
    with pytest.raises(ValueError, match="different holders"):
        shamir.combine([(0, bytes(32)), (1, bytes(32))])
