import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ballots.protocol import sealing
from tests.ballots.protocol import hpke

# RFC 9180, appendix A.1.1.
INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
EPHEMERAL = bytes.fromhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736")
PRIVATE = bytes.fromhex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8")


def test_the_sender_of_these_tests_agrees_with_rfc_9180() -> None:
    shared, enc = hpke.encapsulate(sealing.public_key(PRIVATE), EPHEMERAL)
    assert enc.hex() == "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431"
    assert shared.hex() == "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"
    key, nonce = hpke.schedule(shared, INFO, hpke.AES_128_GCM)
    assert key.hex() == "4531685d41d65f03dc48f6b8302c05b0"
    assert nonce.hex() == "56d890e5accaaf011cff4b7d"


def test_the_library_opens_what_the_sender_of_these_tests_sealed() -> None:
    sealed = hpke.seal(sealing.public_key(PRIVATE), INFO, b"plaintext", EPHEMERAL)
    assert sealing.open_sealed(PRIVATE, INFO, sealed) == b"plaintext"


def test_what_the_library_seals_is_enc_and_ciphertext_of_rfc_9180() -> None:
    public = sealing.public_key(PRIVATE)
    sealed = sealing.seal(public, INFO, b"plaintext")
    assert len(sealed) == len(b"plaintext") + sealing.OVERHEAD
    # X25519 is symmetric: the receiver's key with enc gives what the sender had.
    enc = sealed[:32]
    dh_with_receiver = hpke.shared_from(PRIVATE, enc)
    key, nonce = hpke.schedule(dh_with_receiver, INFO)
    assert AESGCM(key).decrypt(nonce, sealed[32:], b"") == b"plaintext"


def test_what_was_altered_or_meant_for_another_use_or_holder_does_not_open() -> None:
    sealed = sealing.seal(sealing.public_key(PRIVATE), INFO, b"plaintext")
    assert sealing.open_sealed(PRIVATE, INFO + b"x", sealed) is None
    assert sealing.open_sealed(EPHEMERAL, INFO, sealed) is None
    assert sealing.open_sealed(PRIVATE, INFO, sealed[:-1] + b"\0") is None


@pytest.mark.parametrize("sealed", [b"", bytes(31), bytes(48), bytes(80)], ids=len)
def test_bytes_that_were_never_sealed_do_not_open(sealed: bytes) -> None:
    assert sealing.open_sealed(PRIVATE, INFO, sealed) is None
