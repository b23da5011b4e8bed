"""A signature that only a verifier with the cofactor takes (RFC 8032, 5.1.7, allows both).

Whoever makes a key of a point A and one of small order can sign so that programs disagree. The
protocol goes by the strict equation, as OpenSSL does; this shows what must be refused.
"""

import hashlib

from ballots.protocol import ed25519
from tests.ballots.protocol.small_points import SMALL_POINTS, P, Point, add, encode, root

ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def decode(data: bytes) -> Point:
    """The point of an encoding (RFC 8032, 5.1.3)."""
    y = int.from_bytes(data, "little") & (2**255 - 1)
    x = root((y * y - 1) * pow(D * y * y + 1, -1, P) % P)
    assert x is not None
    return (P - x if x & 1 != data[31] >> 7 else x), y


def lenient_only(seed: bytes, message: bytes) -> tuple[bytes, bytes]:
    """(key, signature): the key is that of the seed, moved by a point of order eight."""
    expanded = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(expanded[:32], "little") & (2**254 - 8) | 2**254
    eighth = decode(SMALL_POINTS[-3])
    key = encode(add(decode(ed25519.public_key(seed)), eighth))
    counter = 0
    while True:
        counter += 1
        nonce_seed = hashlib.sha256(expanded + bytes([counter])).digest()
        nonce = int.from_bytes(hashlib.sha512(nonce_seed).digest()[:32], "little")
        nonce = nonce & (2**254 - 8) | 2**254
        r = ed25519.public_key(nonce_seed)
        k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
        # k times the point of order eight must not vanish, else both equations hold.
        if k % 8:
            s = (nonce + k * scalar) % ORDER
            return key, r + s.to_bytes(32, "little")


def holds_with_cofactor(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether 8·S·B = 8·R + 8·k·A."""
    base = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    s = int.from_bytes(signature[32:], "little")
    right = add(decode(signature[:32]), _times(k, decode(key)))
    return _times(8 * s, base) == _times(8, right)


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total
