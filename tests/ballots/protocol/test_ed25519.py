import pytest

from ballots.protocol import ed25519
from tests.ballots.protocol import torsion
from tests.ballots.protocol.small_points import SMALL_POINTS
from tests.ballots.protocol.vectors_setting_up import encoding

SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
ORDER = 2**252 + 27742317777372353535851937790883648493


def test_the_second_vector_of_rfc_8032_comes_out() -> None:
    key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    signature = (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert ed25519.public_key(SEED).hex() == key
    assert ed25519.sign(SEED, b"\x72").hex() == signature
    assert ed25519.verify(bytes.fromhex(key), bytes.fromhex(signature), b"\x72")
    assert not ed25519.verify(bytes.fromhex(key), bytes.fromhex(signature), b"\x73")


def test_there_are_eight_points_of_small_order() -> None:
    assert len(set(SMALL_POINTS)) == 8


@pytest.mark.parametrize("point", SMALL_POINTS, ids=lambda point: point.hex()[:8])
def test_a_key_of_small_order_is_refused(point: bytes) -> None:
    assert not ed25519.is_sound_key(point)
    # With such a key, R = identity and S = 0 would verify for one message in eight or for all.
    signature = b"\1" + bytes(63)
    assert not any(ed25519.verify(point, signature, bytes([n])) for n in range(16))


@pytest.mark.parametrize("key", encoding()["ed25519"]["refused_keys"])
def test_every_key_that_the_vectors_refuse_is_refused(key: str) -> None:
    assert not ed25519.is_sound_key(bytes.fromhex(key))


@pytest.mark.parametrize("point", SMALL_POINTS, ids=lambda point: point.hex()[:8])
def test_a_signature_whose_r_is_of_small_order_is_refused(point: bytes) -> None:
    assert not ed25519.verify(ed25519.public_key(SEED), point + bytes(32), b"message")


def test_a_signature_whose_s_is_not_reduced_is_refused() -> None:
    key, signature = ed25519.public_key(SEED), ed25519.sign(SEED, b"message")
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not ed25519.verify(key, signature[:32] + s.to_bytes(32, "little"), b"message")


def test_keys_and_signatures_have_one_length() -> None:
    key, signature = ed25519.public_key(SEED), ed25519.sign(SEED, b"message")
    assert not ed25519.is_sound_key(key + b"\0")
    assert not ed25519.verify(key[:-1], signature, b"message")
    assert not ed25519.verify(key, signature + b"\0", b"message")


def test_a_key_that_is_no_point_verifies_nothing() -> None:
    key = (2).to_bytes(32, "little")
    assert not ed25519.verify(key, ed25519.sign(SEED, b"message"), b"message")


def test_a_signature_that_holds_only_with_the_cofactor_is_refused() -> None:
    key, signature = torsion.lenient_only(SEED, b"message")
    assert ed25519.is_sound_key(key)
    assert torsion.holds_with_cofactor(key, signature, b"message")
    assert not ed25519.verify(key, signature, b"message")


def test_every_signature_that_the_vectors_refuse_is_refused() -> None:
    vector = encoding()["ed25519"]
    good = {name: bytes.fromhex(value) for name, value in vector["good"].items()}
    assert ed25519.verify(good["public"], good["signature"], good["message"])
    assert len(vector["refused_signatures"]) == 4
    for bad in vector["refused_signatures"]:
        read = (bytes.fromhex(bad[name]) for name in ("key", "signature", "message"))
        assert not ed25519.verify(*read), bad["why"]
