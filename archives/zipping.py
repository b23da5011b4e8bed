"""The archive itself: a zip of rows, published boards and a page to read, under a signed manifest."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from archives import reading_page, signing, taking, tokens
from archives.kinds import LEFT, contests
from archives.models import Claim
from ballots import files
from ballots import queries as ballots
from ballots.protocol.encoding import canonical
from committees.models import Committee, Membership

FORMAT, VERSION = "rank-and-file committee archive", 1
MANIFEST, SIGNATURE, CLAIMS = "manifest.json", "manifest.sig", "claims.json"
_FIXED = (1980, 1, 1, 0, 0, 0)  # no file tells by its own date when it was written


def write_zip(committee: Committee, archive: str, out: IO[bytes], *, at: datetime) -> None:
    """Write the whole archive to `out`; `archive` is the identifier that the codes are made from."""
    rows, members = taking.take(committee)
    sums: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, pieces in _files(committee, archive, rows, members, at):
            sums[name] = _add(zipped, name, pieces)
        manifest = canonical(
            {
                "committee": committee.public_id,
                "files": sums,
                "format": FORMAT,
                "key": signing.public_keys()[0],
                "left": LEFT,
                "made_at": at.astimezone(UTC).isoformat(),
                "server": settings.PUBLIC_URL,
                "version": VERSION,
            }
        )
        _add(zipped, MANIFEST, [manifest])
        _add(zipped, SIGNATURE, [signing.sign(manifest)])


def _files(
    committee: Committee,
    archive: str,
    rows: taking.Rows,
    members: dict[int, int],
    at: datetime,
) -> Iterator[tuple[str, Iterator[bytes] | list[bytes]]]:
    for key, of_kind in rows.items():
        yield f"rows/{key}.json", [_json(of_kind)]
    for contest in contests(committee, only_declared=True):
        if ballots.shows_stages(contest) and ballots.has_board(contest):
            yield f"boards/{contest.public_id}.json", files.board_file(contest)
    yield CLAIMS, [_json(_claims(archive, members))]
    with translation.override(committee.language):
        yield "read.html", [reading_page.as_html(committee, at).encode()]
        text = render_to_string(
            "archives/readme.txt",
            {"committee": committee, "made_at": at, "server": settings.PUBLIC_URL},
        )
        yield "README.txt", [text.encode()]


def _claims(archive: str, members: dict[int, int]) -> list[dict[str, Any]]:
    """By live member the hash of their code; the code itself goes to them alone.

    Who has not come here yet has a code from where the committee was before, which stays theirs.
    """
    live = Membership.objects.active().filter(pk__in=members)
    found = {
        members[pk]: tokens.digest(tokens.make(archive, public_id))
        for pk, public_id in live.values_list("pk", "public_id")
    }
    waiting = Claim.objects.filter(membership__in=members)
    found |= {members[pk]: known for pk, known in waiting.values_list("membership", "token_hash")}
    return [{"hash": known, "member": number} for number, known in sorted(found.items())]


def _add(
    zipped: zipfile.ZipFile, name: str, pieces: Iterator[bytes] | list[bytes]
) -> dict[str, Any]:
    """Write one file; its hash and its size."""
    hashed, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipped.open(entry, "w") as file:
        for piece in pieces:
            file.write(piece)
            hashed.update(piece)
            size += len(piece)
    return {"bytes": size, "sha256": hashed.hexdigest()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
