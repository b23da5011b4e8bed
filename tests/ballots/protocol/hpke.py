"""An HPKE sender whose ephemeral key is given: RFC 9180, written apart from the library.

Tests hold it against the RFC's own vector, and the library against it.
"""

import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

AES_128_GCM, AES_256_GCM = 1, 2
_KEM = b"KEM" + b"\x00\x20"
_VERSION = b"HPKE-v1"


def encapsulate(public: bytes, ephemeral: bytes) -> tuple[bytes, bytes]:
    """The shared secret and enc (section 4.1)."""
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = private.public_key().public_bytes_raw()
    shared = private.exchange(X25519PublicKey.from_public_bytes(public))
    return _shared(shared, enc + public), enc


def shared_from(private: bytes, enc: bytes) -> bytes:
    """The shared secret on the receiver's side (section 4.1)."""
    key = X25519PrivateKey.from_private_bytes(private)
    shared = key.exchange(X25519PublicKey.from_public_bytes(enc))
    return _shared(shared, enc + key.public_key().public_bytes_raw())


def schedule(shared: bytes, info: bytes, aead: int = AES_256_GCM) -> tuple[bytes, bytes]:
    """Key and base nonce of base mode (section 5.1)."""
    suite = b"HPKE" + b"\x00\x20" + b"\x00\x01" + aead.to_bytes(2, "big")
    nothing = _extract(suite, b"", b"psk_id_hash", b"")
    context = b"\x00" + nothing + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared, b"secret", b"")
    length = 16 if aead == AES_128_GCM else 32
    key = _expand(suite, secret, b"key", context, length)
    return key, _expand(suite, secret, b"base_nonce", context, 12)


def seal(public: bytes, info: bytes, plaintext: bytes, ephemeral: bytes) -> bytes:
    """enc ‖ ciphertext, as `ballots.protocol.sealing.seal` would with this ephemeral key."""
    shared, enc = encapsulate(public, ephemeral)
    key, nonce = schedule(shared, info)
    return enc + AESGCM(key).encrypt(nonce, plaintext, b"")


def _shared(secret: bytes, context: bytes) -> bytes:
    extracted = _extract(_KEM, b"", b"eae_prk", secret)
    return _expand(_KEM, extracted, b"shared_secret", context, 32)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt, _VERSION + suite + label + material, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + _VERSION + suite + label + info
    block, out = b"", b""
    while len(out) < length:
        block = hmac.digest(key, block + labelled + bytes([len(out) // 32 + 1]), "sha256")
        out += block
    return out[:length]
