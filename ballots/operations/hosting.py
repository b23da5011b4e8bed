"""The host as one of several key holders: it opens as a teller's browser does (section 9)."""

from datetime import datetime, timedelta

from django.db import transaction

from ballots import box, definitions, keyring, permissions
from ballots.models import Bundle, Contest, Holder, HolderFault
from ballots.operations import holders, opening
from ballots.protocol import bundles
from ballots.protocol import opening as protocol
from ballots.protocol.definition import Definition
from ballots.protocol.encoding import Malformed, canonical, digest
from ballots.protocol.holders import HolderKeys
from ballots.protocol.opening import Code, Opened

Shares = dict[int, list[bytes | None]]
# How long an envelope that those present cannot open waits for the holders who are not.
PATIENCE = timedelta(days=1)


@transaction.atomic
def help_opening(contest: Contest, *, at: datetime) -> Contest:
    """Take the host's next step: its lot, then its shares after a teller's, then its board.

    Raises `keyring.KeyLost` where its key is gone.
    """
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.help_opening(contest).enforce()
    host = contest.holders.get(is_host=True)
    keys = keyring.holder(contest.public_id)
    others = contest.bundles.exclude(sender=host.number)
    if host.r is None and not contest.bundles.exists():
        opening.reveal_lot(contest, number=host.number, r=keys.r, at=at)
    elif others.exists() and host.board_signature is None:
        return _open(contest, host, keys, at)
    return contest


def _open(contest: Contest, host: Holder, keys: HolderKeys, at: datetime) -> Contest:
    definition = definitions.of(contest.public_id)
    listed = opening.list_hash(contest, definition)
    envelopes = list(box.listed(contest.public_id))
    own = protocol.open_shares(keys, host.number, definition, envelopes)
    for number in range(1, len(definition.holders) + 1):
        is_due = number != host.number
        if is_due and not contest.bundles.filter(sender=host.number, receiver=number).exists():
            sealed = bundles.seal_bundle(keys, host.number, definition, number, listed, own)
            opening.pass_bundle(contest, sender=host.number, receiver=number, bundle=sealed, at=at)
    shares = {host.number: own} | _received(contest, host, keys, definition, listed, at)
    opened = _opened(contest, host, definition, envelopes, shares, at)
    if opened is None or _waits(contest, definition, opened, len(shares), at):
        return contest
    body = canonical(opening.built(contest, definition, opened))
    signature = keys.sign_board(definition.fingerprint, digest(body))
    return opening.sign_board(contest, number=host.number, body=body, signature=signature, at=at)


def _received(
    contest: Contest,
    host: Holder,
    keys: HolderKeys,
    definition: Definition,
    listed: bytes,
    at: datetime,
) -> Shares:
    """What the tellers sealed for the host, by their numbers."""
    found: Shares = {}
    for one in Bundle.objects.filter(contest=contest, receiver=host.number):
        try:
            found[one.sender] = bundles.open_bundle(
                keys, host.number, definition, one.sender, listed, bytes(one.sealed)
            )
        except Malformed:
            _accuse(contest, host, one.sender, HolderFault.Fault.BUNDLE, at)
    return found


def _opened(
    contest: Contest,
    host: Holder,
    definition: Definition,
    envelopes: list[bytes],
    shares: Shares,
    at: datetime,
) -> Opened | None:
    """The envelopes, opened by those whose shares are true; None while they are too few."""
    lengths = {number for number, given in shares.items() if len(given) != len(envelopes)}
    found = protocol.open_envelopes(
        definition,
        envelopes,
        {number: given for number, given in shares.items() if number not in lengths},
    )
    for number in lengths | found.false_holders:
        _accuse(contest, host, number, HolderFault.Fault.SHARE, at)
        del shares[number]
    if len(shares) < definition.needed:
        return None
    return (
        found if not found.false_holders else protocol.open_envelopes(definition, envelopes, shares)
    )


def _waits(
    contest: Contest, definition: Definition, opened: Opened, present: int, at: datetime
) -> bool:
    """Whether a holder who is not here yet might open what is closed to those who are."""
    is_closed = any(one.code == Code.UNOPENABLE for one in opened.invalid)
    is_early = at < contest.complaints_until + PATIENCE
    return is_closed and present < len(definition.holders) and is_early


def _accuse(
    contest: Contest, host: Holder, accused: int, fault: HolderFault.Fault, at: datetime
) -> None:
    holders.report_fault(contest, accuser=host.number, accused=accused, fault=fault.value, at=at)
