"""An archive from elsewhere: nothing in it is believed before signature and hashes hold."""

import hashlib
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils.translation import gettext as _

from archives import columns, signing
from archives.kinds import BY_KEY
from archives.zipping import CLAIMS, FORMAT, MANIFEST, SIGNATURE, VERSION
from ballots.protocol.encoding import Malformed, parse

MOST_FILES, MOST_ROWS = 5_000, 1_000_000
MOST_MANIFEST, MOST_BYTES = 4_000_000, 1_000_000_000
_NAME = re.compile(r"(?:rows|boards)/[a-z0-9_.]{1,80}\.json|claims\.json|read\.html|README\.txt")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_SERVER = re.compile(r"https?://[!-~]{1,190}")
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


class Faulty(ValueError):
    """An archive that cannot be taken in; str() is the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a signed archive holds. `claims` maps the number of a member to the hash of their code."""

    server: str
    key: str
    committee: str
    made_at: datetime
    rows: dict[str, list[dict[str, Any]]]
    boards: dict[str, bytes]
    claims: dict[int, str]


def read_archive(stream: IO[bytes], *, trusted: str) -> Opened:
    """The archive, if `trusted` (a public key) signed it and every file is as it was. Raises `Faulty`."""
    try:
        with zipfile.ZipFile(stream) as zipped:
            return _opened(zipped, trusted)
    except Faulty:
        raise
    except _UNREADABLE:
        raise Faulty(_("This file is no archive, or it is damaged.")) from None


def _opened(zipped: zipfile.ZipFile, trusted: str) -> Opened:
    entries = {entry.filename: entry for entry in zipped.infolist()}
    if len(zipped.infolist()) > MOST_FILES or len(entries) != len(zipped.infolist()):
        raise Faulty(_("This archive holds too many files, or one file twice."))
    if MANIFEST not in entries or SIGNATURE not in entries:
        raise Faulty(_("This file is no archive of a committee: its manifest is missing."))
    raw = _read(zipped, entries[MANIFEST], MOST_MANIFEST)
    signature = _read(zipped, entries[SIGNATURE], 64)
    manifest = _manifest(raw)
    server, key = manifest["server"], manifest["key"]
    if trusted != key:
        raise Faulty(
            _(
                "This archive says that it is signed by the key %(key)s of %(server)s. Compare that key"
                " with %(server)s/.well-known/archive-key.txt, and if they are equal trust it."
            )
            % {"key": key, "server": server}
        )
    if not signing.is_signed(raw, signature, key):
        raise Faulty(_("The signature does not hold: this archive was changed after it was made."))
    return Opened(
        server=server,
        key=key,
        committee=manifest["committee"],
        made_at=manifest["made_at"],
        **_contents(_whole(zipped, entries, manifest["files"])),
    )


def _manifest(raw: bytes) -> dict[str, Any]:
    """Its fields, each of the right type; of another format or version a sentence that says so."""
    damaged = _("The manifest of this archive cannot be read.")
    try:
        found = parse(raw)
    except Malformed:
        raise Faulty(damaged) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Faulty(_("This file is no archive of a committee."))
    if found.get("version") != VERSION:
        raise Faulty(
            _("This archive is of version %(theirs)s, and this server reads version %(ours)s.")
            % {"theirs": str(found.get("version"))[:20], "ours": VERSION}
        )
    try:
        made_at = datetime.fromisoformat(found["made_at"])
        is_right = (
            found.keys() >= {"committee", "files", "key", "made_at", "server"}
            and made_at.tzinfo is not None
            and bool(columns.identifier(found["committee"]))
            and bool(_KEY.fullmatch(found["key"]))
            and bool(_SERVER.fullmatch(found["server"]))
            and all(_is_sum(name, one) for name, one in found["files"].items())
        )
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        raise Faulty(damaged) from None
    if not is_right:
        raise Faulty(damaged)
    return found | {"made_at": made_at}


def _is_sum(name: str, one: object) -> bool:
    return (
        bool(_NAME.fullmatch(name))
        and isinstance(one, dict)
        and one.keys() == {"bytes", "sha256"}
        and type(one["bytes"]) is int
        and bool(_HASH.fullmatch(one["sha256"]))
    )


def _whole(
    zipped: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], sums: dict[str, Any]
) -> dict[str, bytes]:
    """Every file of the manifest and no other, of the size and with the hash that it says."""
    if entries.keys() - {MANIFEST, SIGNATURE} != sums.keys():
        raise Faulty(
            _("A file of this archive is missing, or one is in it that was not made with it.")
        )
    if sum(one["bytes"] for one in sums.values()) > MOST_BYTES:
        raise Faulty(_("This archive is larger than a server takes in."))
    found = {}
    for name, one in sums.items():
        found[name] = _read(zipped, entries[name], one["bytes"])
        if len(found[name]) != one["bytes"]:
            raise Faulty(_("%(file)s is not as it was made.") % {"file": name})
        if hashlib.sha256(found[name]).hexdigest() != one["sha256"]:
            raise Faulty(_("%(file)s is not as it was made.") % {"file": name})
    return found


def _read(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """At most so many bytes, whatever the entry says of itself."""
    with zipped.open(entry) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise Faulty(_("%(file)s is larger than it may be.") % {"file": entry.filename[:80]})
    return found


def _contents(files: dict[str, bytes]) -> dict[str, Any]:
    rows, boards = {}, {}
    for name, raw in files.items():
        folder, _slash, rest = name.partition("/")
        if folder == "rows":
            rows[rest.removesuffix(".json")] = _rows(name, raw)
        elif folder == "boards":
            boards[rest.removesuffix(".json")] = raw
    if unknown := rows.keys() - BY_KEY.keys():
        raise Faulty(
            _(
                "This archive holds rows that this server does not know: %(kinds)s. It is of a later version."
            )
            % {"kinds": ", ".join(sorted(unknown))}
        )
    if sum(map(len, rows.values())) > MOST_ROWS:
        raise Faulty(_("This archive is larger than a server takes in."))
    return {"rows": rows, "boards": boards, "claims": _claims(files.get(CLAIMS, b"[]"))}


def _rows(name: str, raw: bytes) -> list[dict[str, Any]]:
    found = _json(name, raw)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Faulty(_("%(file)s is not a list of rows.") % {"file": name})
    return found


def _claims(raw: bytes) -> dict[int, str]:
    found = {}
    for one in _rows(CLAIMS, raw):
        number, known = one.get("member"), one.get("hash")
        if type(number) is not int or not isinstance(known, str) or not _HASH.fullmatch(known):
            raise Faulty(_("%(file)s is not a list of rows.") % {"file": CLAIMS})
        found[number] = known
    if len(set(found.values())) != len(found):
        raise Faulty(_("Two members of this archive have the same code."))
    return found


def _json(name: str, raw: bytes) -> Any:
    try:
        return json.loads(raw.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Faulty(_("%(file)s is not JSON.") % {"file": name}) from None


def _no_constant(word: str) -> None:
    raise ValueError(word)  # NaN and the infinities are no JSON
