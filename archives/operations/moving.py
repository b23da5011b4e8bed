"""A committee comes from another server with all that it owns; its members come after it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from archives import permissions
from archives.kinds import KINDS
from archives.models import Claim, Origin
from archives.opening import Faulty, Opened
from archives.rows_in import Incoming, make_rows, resolve
from ballots import definitions, files, queries
from ballots.counting import Count
from ballots.models import Contest
from ballots.protocol.board import BoardError, verify_board
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, b64
from committees.models import Campus, Committee, Membership, MembershipStatus
from committees.operations import campus_index
from core.folding import fold
from core.models import Event

CLAIMED_WITHIN = timedelta(days=90)
_TOGETHER = 500
_NONSENSE = (TypeError, ValueError, LookupError, AttributeError)  # JSON of another shape
_MEMBER, _CAMPUS, _COMMITTEE = (one._meta.label_lower for one in (Membership, Campus, Committee))
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Imported:
    """The committee, and how many rows of each kind came with it."""

    committee: Committee
    counts: dict[str, int]
    waiting: int


@transaction.atomic
def import_committee(archive: Opened, *, at: datetime) -> Imported:
    """Take in everything, or nothing. Raises `Faulty` with a sentence, or `Refused`."""
    campus_index.lock()
    permissions.import_committee(archive).enforce()
    incoming = make_rows(archive)
    for kind in KINDS:
        rows = incoming.rows[kind.key]
        if kind.key == _CAMPUS:
            for campus in rows:
                _settle(campus)
            continue
        _complete(rows)
        _saved(partial(_create, kind.model, rows), kind.key)
    _saved(partial(_set_late, incoming), _("its references"))
    [committee] = incoming.rows[_COMMITTEE]
    assert isinstance(committee, Committee)
    _prove_one(committee, incoming)
    _prove_boards(archive, incoming)
    waiting = _saved(partial(_expect, archive, incoming, at), "claims.json")
    Origin.objects.create(
        committee=committee,
        server=archive.server,
        left_as=archive.committee,
        key=archive.key,
        made_at=archive.made_at,
        came_at=at,
    )
    Event.record("archives.committee_imported", committee, by=None, at=at)
    counts = {key: len(rows) for key, rows in incoming.rows.items() if rows}
    return Imported(committee, counts, waiting)


def _saved(save: Callable[[], Made], what: str) -> Made:
    """What the database refuses is a fault of the archive."""
    try:
        return save()
    except (IntegrityError, DataError, ValueError, OverflowError) as fault:
        if isinstance(fault, Faulty):
            raise
        raise Faulty(
            _("The archive contradicts itself, or what stands here already, in %(what)s.")
            % {"what": what}
        ) from None


def _create(model: type[models.Model], rows: list[models.Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=_TOGETHER)
    connection.check_constraints()


def _set_late(incoming: Incoming) -> None:
    for (model, column), rows in resolve(incoming).items():
        model._default_manager.bulk_update(rows, [column], batch_size=_TOGETHER)
    connection.check_constraints()


def _complete(rows: list[models.Model]) -> None:
    """What is made from other columns, and what may stand here only once."""
    for row in rows:
        if isinstance(row, Membership):
            row.folded_name = fold(row.chosen_name)
        if isinstance(row, Contest) and row.definition is not None:
            _fingerprint(row)
        if isinstance(row, Contest) and row.result is not None:
            _prove_count(row)


def _fingerprint(contest: Contest) -> None:
    """It is that of the definition; a vote that stands here already keeps its own."""
    try:
        found = b64(Definition.from_bytes(bytes(contest.definition or b"")).fingerprint)
    except Malformed:
        raise Faulty(_("The paper of a vote in this archive cannot be read.")) from None
    if contest.fingerprint != found:
        raise Faulty(_("The paper of a vote in this archive is not the one that was printed."))
    if Contest.objects.filter(fingerprint=found).exists():
        contest.fingerprint = ""


def _prove_count(contest: Contest) -> None:
    """A result that the pages can show."""
    try:
        count = Count.from_json(contest.result or {})
        is_whole = bool(json.dumps(count.to_json())) and len(count.candidates) < _TOGETHER
    except _NONSENSE:
        is_whole = False
    if not is_whole:
        raise Faulty(_("The result of a vote in this archive cannot be read."))


def _settle(campus: models.Model) -> None:
    """The same campus, where it is known here; else a new one."""
    assert isinstance(campus, Campus)
    rows = Campus.objects.order_by("pk")
    same = (
        rows.filter(source=campus.source, source_id=campus.source_id) if campus.source_id else None
    )
    known = same.first() if same is not None else None
    if known is None:
        place = {"city": campus.city, "country": campus.country, "kind": campus.kind}
        known = rows.filter(name=campus.name, **place).first()
    if known is None:
        _saved(campus.save, _CAMPUS)
        campus_index.index([campus])
    else:
        campus.pk = known.pk  # whatever points at it, points there


def _prove_one(committee: Committee, incoming: Incoming) -> None:
    """Nothing in the archive is another committee's, and nobody in it is anybody here."""
    for rows in incoming.rows.values():
        for row in rows:
            if getattr(row, "committee_id", committee.pk) != committee.pk:
                raise Faulty(_("A row of the archive belongs to no committee in it."))
    for member in incoming.rows[_MEMBER]:
        assert isinstance(member, Membership)
        if member.status == MembershipStatus.ACTIVE:
            raise Faulty(_("The archive says of somebody that they are a member here already."))


def _prove_boards(archive: Opened, incoming: Incoming) -> None:
    """The rows give each published board, byte for byte, and it proves itself (protocol, section 11)."""
    given = archive.rows.get(Contest._meta.label_lower, [])
    made = incoming.rows[Contest._meta.label_lower]
    came = {str(one.get("public_id")): row for one, row in zip(given, made, strict=True)}
    for name, raw in archive.boards.items():
        try:
            holds = name in came and _is_board(came[name], raw)
        except (BoardError, ObjectDoesNotExist, *_NONSENSE):
            holds = False
        if not holds:
            raise Faulty(
                _("The board %(name)s is not what the rows of the archive say.") % {"name": name}
            )


def _is_board(row: models.Model, raw: bytes) -> bool:
    contest = Contest.objects.get(pk=row.pk)
    if contest.result is None or queries.closing_list(contest) is None:
        return False
    verify_board(b"".join(files.board_body(contest)), definitions.of(contest.public_id))
    return b"".join(files.board_file(contest)) == raw


def _expect(archive: Opened, incoming: Incoming, at: datetime) -> int:
    """Keep the hash of each code until its member comes; who has none will not be waited for."""
    members = incoming.rows[_MEMBER]
    claims = []
    for number, known in archive.claims.items():
        if not 1 <= number <= len(members):
            raise Faulty(_("A code of the archive is for nobody in it."))
        member = members[number - 1]
        if isinstance(member, Membership) and member.status == MembershipStatus.AWAITED:
            ends_at = at + CLAIMED_WITHIN
            claims.append(Claim(membership=member, token_hash=known, ends_at=ends_at))
    awaited = sum(
        one.status == MembershipStatus.AWAITED for one in members if isinstance(one, Membership)
    )
    if len(claims) != awaited:
        raise Faulty(_("A member in the archive has no code to come with."))
    Claim.objects.bulk_create(claims, batch_size=_TOGETHER)
    return len(claims)
