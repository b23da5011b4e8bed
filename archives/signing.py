"""The server's signature under an archive: Ed25519, its key made from the keys of the columns.

Nothing is kept of it: whoever holds `FIELD_KEYS` can make it again. The newest key signs.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from accounts.crypto import seeds
from ballots.protocol.encoding import Malformed, b64, unb64

_PURPOSE = "archives.signature"
_PREFIX = b"rank-and-file archive 1\n"  # so that no other signature of ours can stand here


def public_keys() -> list[str]:
    """Under every present key of the server, the one that signs now first; base64url."""
    return [b64(_key(seed).public_key().public_bytes_raw()) for seed in seeds(_PURPOSE)]


def sign(manifest: bytes) -> bytes:
    """64 bytes, under the newest key."""
    return _key(seeds(_PURPOSE)[0]).sign(_PREFIX + manifest)


def is_signed(manifest: bytes, signature: bytes, key: str) -> bool:
    """Whether `key` (base64url) signed this manifest."""
    try:
        public = Ed25519PublicKey.from_public_bytes(unb64(key, 32))
        public.verify(signature, _PREFIX + manifest)
    except (InvalidSignature, Malformed, ValueError):
        return False
    return True


def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
