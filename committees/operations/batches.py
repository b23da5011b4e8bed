"""Many invitations by mail: addresses lie sealed, and go out in small groups that no kill can lose.

A group is first taken: its invitations are made and its addresses and tokens sealed again as "in
hand", in one transaction. Then it is mailed, then struck out. A worker that dies in between leaves
the group in hand, and the next one mails it again with the same links: nobody is missed, and at
most one group gets its mail twice.
"""

import json
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from accounts import crypto
from committees import permissions, tokens
from committees.address_lists import AddressList
from committees.admission import INVITATION_LASTS
from committees.invitation_mails import Mailing
from committees.models import (
    Committee,
    Invitation,
    InvitationBatch,
    InvitationRefusal,
    Membership,
)
from committees.sealed import PURPOSE
from committees.standing import may_begin
from core import waking
from core.models import Event
from notices.answers import Kind

GROUP = 10
LEASE = timedelta(minutes=3)
REST = timedelta(minutes=1)
ATTEMPTS = 5


@dataclass
class InHand:
    """An address whose invitation is made; `invitation` is its public identifier."""

    row: int
    address: str
    token: str
    invitation: str
    attempts: int = 0


@dataclass
class Parcel:
    """What `InvitationBatch.waiting` holds; `later` is what a mail server put off."""

    waiting: list[tuple[int, str]] = field(default_factory=list)
    in_hand: list[InHand] = field(default_factory=list)
    later: list[InHand] = field(default_factory=list)

    @classmethod
    def unseal(cls, sealed: str) -> "Parcel":
        """Open what `seal` closed."""
        held = json.loads(crypto.unseal(sealed, PURPOSE))
        waiting = [(row, address) for row, address in held["waiting"]]
        in_hand, later = ([InHand(**one) for one in held[name]] for name in ("in_hand", "later"))
        return cls(waiting, in_hand, later)

    def seal(self) -> str:
        """Unreadable without the key; nothing at all where nothing waits."""
        if self.is_empty:
            return ""
        return crypto.seal(json.dumps(asdict(self)).encode(), PURPOSE)

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.in_hand or self.later)


@transaction.atomic
def invite_many(
    committee: Committee, addresses: AddressList, *, by: Membership, at: datetime
) -> InvitationBatch:
    """Take addresses in; the worker makes and mails an invitation for each."""
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    permissions.invite_many(by, committee, len(addresses.rows), at).enforce()
    batch = InvitationBatch.objects.create(
        committee=committee,
        made_by=by,
        waiting=Parcel(list(addresses.rows)).seal(),
        faults=[list(fault) for fault in addresses.faults],
        total=len(addresses.rows),
        made_at=at,
        finished_at=None if addresses.rows else at,
    )
    Event.record("committees.many_invited", committee, by=by, at=at, total=batch.total)
    transaction.on_commit(partial(wake, batch.public_id))
    return batch


def wake(public_id: str) -> None:
    """Tell a worker that this batch has something to mail."""
    waking.wake("committees.tasks.mail_invitations", public_id)


def send_batch(public_id: str, *, at: datetime, ends_at: float) -> bool:
    """Mail groups until `ends_at` (monotonic); True where more can go at once."""
    while parcel := _take(public_id, at):
        batch, taken = parcel
        outcomes: dict[str, Kind] = {}
        with Mailing(batch.committee, at) as mailing:
            for one in taken:
                outcomes[one.invitation] = mailing.send(one.address, one.token, one.invitation)
                if outcomes[one.invitation] is Kind.SERVER_AWAY:
                    break
        if not _settle(batch, outcomes, at):
            return False
        if time.monotonic() >= ends_at:
            return True
    return False


@transaction.atomic
def _take(public_id: str, at: datetime) -> tuple[InvitationBatch, list[InHand]] | None:
    rows = InvitationBatch.objects.due(at).select_related("committee__campus", "made_by")
    batch = (
        rows.select_for_update(of=("self",), skip_locked=True).filter(public_id=public_id).first()
    )
    if batch is None:
        return None
    if not (may_begin(batch.committee) and batch.made_by.is_active):
        # Nobody stands behind these invitations any more, or the host has suspended who does.
        _finish(batch, at)
        return None
    parcel = Parcel.unseal(batch.waiting)
    while parcel.waiting and not parcel.in_hand:
        group, parcel.waiting = parcel.waiting[:GROUP], parcel.waiting[GROUP:]
        wanted = _wanted(group, batch.committee)
        batch.done += len(group) - len(wanted)
        parcel.in_hand = _invited(batch, wanted, at)
    if not parcel.in_hand:
        parcel.in_hand, parcel.later = parcel.later[:GROUP], parcel.later[GROUP:]
    if not parcel.in_hand:
        _finish(batch, at)
        return None
    batch.waiting, batch.leased_until = parcel.seal(), at + LEASE
    batch.save(update_fields=["waiting", "leased_until", "done"])
    return batch, parcel.in_hand


@transaction.atomic
def _settle(batch: InvitationBatch, outcomes: dict[str, Kind], at: datetime) -> bool:
    """Strike out what is done; False where the rest must wait."""
    batch = InvitationBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.finished_at is not None:
        return False
    parcel = Parcel.unseal(batch.waiting)
    taken, parcel.in_hand = parcel.in_hand, []
    for one in taken:
        outcome = outcomes.get(one.invitation, Kind.SERVER_AWAY)
        one.attempts += outcome is Kind.LATER
        if outcome is Kind.SERVER_AWAY:
            parcel.in_hand.append(one)
        elif outcome is Kind.NEVER or one.attempts >= ATTEMPTS:
            batch.faults.append([one.row, "refused"])
            batch.done += 1
            Invitation.objects.filter(public_id=one.invitation).update(withdrawn_at=at)
        elif outcome is Kind.LATER:
            parcel.later.append(one)
        else:
            batch.done += 1
    if parcel.is_empty:
        _finish(batch, at)
        return False
    may_go_on = bool(parcel.waiting) and not parcel.in_hand
    batch.waiting, batch.leased_until = parcel.seal(), None if may_go_on else at + REST
    batch.save(update_fields=["waiting", "leased_until", "done", "faults"])
    return may_go_on


def _finish(batch: InvitationBatch, at: datetime) -> None:
    batch.waiting, batch.leased_until, batch.finished_at = "", None, at
    batch.save(update_fields=["waiting", "leased_until", "finished_at", "done", "faults"])


def _wanted(group: list[tuple[int, str]], committee: Committee) -> list[tuple[int, str]]:
    """Without who refused, and without who is a member: nobody is told which."""
    digests = {tokens.digest_of_address(address): address for _row, address in group}
    refused = InvitationRefusal.objects.filter(digest__in=digests)
    unwanted = {digests[digest] for digest in refused.values_list("digest", flat=True)}
    members = Membership.objects.active().filter(
        committee=committee, user__email__in=[address for _row, address in group]
    )
    unwanted |= set(members.values_list("user__email", flat=True))
    return [(row, address) for row, address in group if address not in unwanted]


def _invited(batch: InvitationBatch, group: list[tuple[int, str]], at: datetime) -> list[InHand]:
    made: list[InHand] = []
    invitations: list[Invitation] = []
    for row, address in group:
        token = tokens.new()
        invitation = Invitation(
            committee=batch.committee,
            made_by=batch.made_by,
            batch=batch,
            token_hash=tokens.digest(token),
            made_at=at,
            expires_at=at + INVITATION_LASTS,
        )
        invitations.append(invitation)
        made.append(InHand(row, address, token, invitation.public_id))
    Invitation.objects.bulk_create(invitations)
    return made
