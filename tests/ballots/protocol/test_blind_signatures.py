import json
import os
from pathlib import Path

import pytest
from gmpy2 import invert

from ballots.protocol import blinding, issuer
from ballots.protocol.encoding import Malformed
from ballots.protocol.issuer import IssuerKey
from tests.ballots.protocol.world import issuer_key

RFC = json.loads((Path(__file__).parent / "rfc9474.json").read_text())


@pytest.fixture(scope="session")
def rfc_key() -> IssuerKey:
    return IssuerKey(int(RFC["p"], 16), int(RFC["q"], 16))


def test_the_vector_of_rfc_9474_comes_out_step_by_step(rfc_key: IssuerKey) -> None:
    read = {name: bytes.fromhex(RFC[name]) for name in RFC if name != "source"}
    factor = int(invert(int(RFC["inv"], 16), int.from_bytes(rfc_key.modulus, "big")))
    prepared = blinding.prepare(read["msg"], read["msg_prefix"])
    blinded, inverse = blinding.blind(rfc_key.modulus, prepared, salt=read["salt"], factor=factor)
    assert inverse == read["inv"]
    assert blinded == read["blinded_msg"]
    assert rfc_key.sign_blinded(blinded) == read["blind_sig"]
    signature = blinding.finalize(rfc_key.modulus, prepared, read["blind_sig"], inverse)
    assert signature == read["sig"]
    key = blinding.public_key(rfc_key.modulus)
    assert blinding.verify(key, prepared, signature)
    assert not blinding.verify(key, prepared + b"\0", signature)


def test_each_prefix_and_each_blinding_is_drawn_anew() -> None:
    modulus = issuer_key("test ballot").modulus
    first, second = blinding.prepare(b"m"), blinding.prepare(b"m")
    assert first != second
    assert len(first) == blinding.PREFIX + 1
    assert blinding.blind(modulus, first) != blinding.blind(modulus, first)


def test_a_fresh_key_has_3072_bits_and_comes_back_from_its_bytes() -> None:
    key = IssuerKey.generate()
    again = IssuerKey.from_bytes(key.to_bytes())
    assert int.from_bytes(key.modulus, "big").bit_length() == issuer.BITS
    assert again.modulus == key.modulus
    message = b"\5".rjust(384, b"\0")
    assert again.sign_blinded(message) == key.sign_blinded(message)


def test_signing_twice_gives_the_same_signature() -> None:
    key = issuer_key("test ballot")
    message = b"\7".rjust(384, b"\0")
    assert len({key.sign_blinded(message) for _ in range(70)}) == 1


def test_signing_is_the_inverse_of_the_public_power() -> None:
    key = issuer_key("test ballot")
    n = int.from_bytes(key.modulus, "big")
    for number in (1, 2, n - 1, n // 3):
        signed = key.sign_blinded(number.to_bytes(384, "big"))
        assert pow(int.from_bytes(signed, "big"), issuer.EXPONENT, n) == number


def test_what_shares_a_factor_with_the_modulus_is_signed_without_a_fault() -> None:
    key = issuer_key("test ballot")
    p = int.from_bytes(key.to_bytes()[:192], "big")
    n = int.from_bytes(key.modulus, "big")
    for number in (0, p):
        signed = int.from_bytes(key.sign_blinded(number.to_bytes(384, "big")), "big")
        assert pow(signed, issuer.EXPONENT, n) == number


def test_a_blinded_message_is_a_number_below_the_modulus() -> None:
    key = issuer_key("test ballot")
    for blinded in (b"", bytes(383), bytes(385), key.modulus, b"\xff" * 384):
        with pytest.raises(Malformed):
            key.sign_blinded(blinded)


def test_a_faulty_power_gives_no_signature_away(monkeypatch: pytest.MonkeyPatch) -> None:
    key = IssuerKey.from_bytes(issuer_key("test ballot").to_bytes())
    monkeypatch.setattr(key, "_d_p", key._d_p + 2)
    with pytest.raises(ArithmeticError):
        key.sign_blinded(b"\7".rjust(384, b"\0"))


def test_another_process_does_not_go_on_with_the_same_blinding() -> None:
    key = issuer_key("test ballot")
    key.sign_blinded(b"\7".rjust(384, b"\0"))
    drawn = key._blinding
    mask = int(drawn._mask)
    drawn._process = os.getpid() + 1
    assert int(drawn.take()[0]) != mask


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        bytes(384),
        b"\xff" * 384,
        issuer_key("test ballot").to_bytes() + b"\0",
        # p - 1 is a multiple of the exponent, which then has no inverse.
        issuer_key("test ballot").to_bytes()[:192]
        + ((2**1536 - 1) // (2 * issuer.EXPONENT) * 2 * issuer.EXPONENT + 1).to_bytes(192, "big"),
    ],
    ids=["empty", "zeros", "ones", "long", "no inverse"],
)
def test_bytes_that_are_no_key_are_refused(stored: bytes) -> None:
    with pytest.raises(Malformed):
        IssuerKey.from_bytes(stored)


def test_a_false_blind_signature_is_not_taken() -> None:
    key = issuer_key("test ballot")
    prepared = blinding.prepare(b"message")
    blinded, inverse = blinding.blind(key.modulus, prepared)
    other = issuer_key("test envelope").sign_blinded(bytes(1) + blinded[1:])
    for false in (other, key.sign_blinded(blinded)[:-1], bytes(384)):
        with pytest.raises(Malformed):
            blinding.finalize(key.modulus, prepared, false, inverse)


def test_a_modulus_with_a_factor_in_common_is_refused() -> None:
    key = issuer_key("test ballot")
    p = int.from_bytes(key.to_bytes()[:192], "big")
    with pytest.raises(Malformed):
        blinding.blind(key.modulus, blinding.prepare(b"message"), factor=p)
