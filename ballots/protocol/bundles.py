"""Bundles: the shares that one holder hands to another (protocol, section 9)."""

from __future__ import annotations

from collections.abc import Iterable

from ballots.protocol import ed25519, sealing
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, digest, tag, u8
from ballots.protocol.holders import HolderKeys

_SHARE = 32
_ENTRY = 1 + _SHARE
_OPENED = b"\1"
_NOT_OPENED = bytes(_ENTRY)


def bundle_length(count: int) -> int:
    """The length of what is posted for so many envelopes: sealed bundle and signature."""
    return _ENTRY * count + sealing.OVERHEAD + ed25519.SIGNATURE


def seal_bundle(
    keys: HolderKeys,
    number: int,
    definition: Definition,
    to: int,
    list_hash: bytes,
    shares: Iterable[bytes | None],
) -> bytes:
    """Holder `number`'s shares for holder `to`, sealed and signed."""
    info = _info(definition, number, to, list_hash)
    sealed = sealing.seal(definition.holders[to - 1].seal, info, plain(shares))
    return signed(keys, number, definition, to, list_hash, sealed)


def plain(shares: Iterable[bytes | None]) -> bytes:
    """The bundle before it is sealed."""
    return b"".join(_NOT_OPENED if share is None else _OPENED + share for share in shares)


def signed(
    keys: HolderKeys,
    number: int,
    definition: Definition,
    to: int,
    list_hash: bytes,
    sealed: bytes,
) -> bytes:
    """The sealed bundle with its holder's signature."""
    return sealed + ed25519.sign(keys.sign, _message(definition, number, to, list_hash, sealed))


def verify_bundle(
    definition: Definition, source: int, to: int, list_hash: bytes, bundle: bytes
) -> bool:
    """Whether holder `source` signed this bundle for holder `to`."""
    sealed, signature = _split(bundle)
    message = _message(definition, source, to, list_hash, sealed)
    return ed25519.verify(definition.holders[source - 1].sign, signature, message)


def open_bundle(
    keys: HolderKeys,
    number: int,
    definition: Definition,
    source: int,
    list_hash: bytes,
    bundle: bytes,
) -> list[bytes | None]:
    """The shares that holder `source` sealed for holder `number`; `Malformed` where it is none.

    Whether a share is true only its commitment says: `open_envelopes` asks it.
    """
    if not verify_bundle(definition, source, number, list_hash, bundle):
        raise Malformed("The bundle is not signed by its holder for this list.")
    info = _info(definition, source, number, list_hash)
    opened = sealing.open_with(keys.opener, info, _split(bundle)[0])
    if opened is None or len(opened) % _ENTRY:
        raise Malformed("The bundle cannot be opened.")
    starts = range(0, len(opened), _ENTRY)
    return [_entry(opened[start : start + _ENTRY]) for start in starts]


def _entry(entry: bytes) -> bytes | None:
    if entry == _NOT_OPENED:
        return None
    if entry[:1] != _OPENED:
        raise Malformed("The bundle holds an entry that is neither a share nor empty.")
    return entry[1:]


def _split(bundle: bytes) -> tuple[bytes, bytes]:
    return bundle[: -ed25519.SIGNATURE], bundle[-ed25519.SIGNATURE :]


def _info(definition: Definition, source: int, to: int, list_hash: bytes) -> bytes:
    return tag("bundle") + definition.fingerprint + u8(source) + u8(to) + list_hash


def _message(
    definition: Definition, source: int, to: int, list_hash: bytes, sealed: bytes
) -> bytes:
    head = tag("bundle-signature") + definition.fingerprint + u8(source) + u8(to)
    return head + list_hash + digest(sealed)
