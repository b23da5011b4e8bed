"""Archives that nobody should take in, signed by a key that is trusted all the same."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from archives import signing
from archives.opening import Opened, read_archive
from ballots.protocol.encoding import canonical

Files = dict[str, bytes]
Change = Callable[[Any], None]


def files_of(stream: io.BytesIO) -> Files:
    with zipfile.ZipFile(stream) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def signed(files: Files, /, **manifest: Any) -> io.BytesIO:
    """These files under a manifest that fits them, but for what is given, signed by this server."""
    said = json.loads(files["manifest.json"])
    said["files"] = {
        name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        for name, raw in files.items()
        if not name.startswith("manifest.")
    }
    raw = canonical(said | manifest)
    return packed(files | {"manifest.json": raw, "manifest.sig": signing.sign(raw)})


def packed(files: Files) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, raw in files.items():
            zipped.writestr(name, raw)
    return out


def read(stream: io.BytesIO) -> Opened:
    return read_archive(stream, trusted=signing.public_keys()[0])


def changed(files: Files, kind: str, change: Change) -> Opened:
    """The archive with other rows of one kind."""
    name = f"rows/{kind}.json"
    rows = json.loads(files[name])
    change(rows)
    return read(signed(files | {name: json.dumps(rows).encode()}))
