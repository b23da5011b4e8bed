"""Who holds the keys of a vote: their keys before its paper is printed, their word after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ballots import definitions, keyring, permissions
from ballots.models import Contest, Holder, HolderFault
from ballots.protocol.holders import verify_ready
from core.decision import Refused
from core.models import Event

HOST = "host"


@dataclass(frozen=True, slots=True)
class Key:
    """A teller's public keys and the commitment to their part of the lot (section 3), as bytes."""

    name: str
    seal: bytes
    sign: bytes
    lot: bytes


def write(contest: Contest, tellers: Sequence[Key]) -> None:
    """Write down the tellers' public keys, in their order."""
    Holder.objects.bulk_create(
        Holder(
            contest=contest,
            number=number,
            name=key.name,
            seal=key.seal,
            sign=key.sign,
            lot=key.lot,
        )
        for number, key in enumerate(tellers, 1)
    )


@transaction.atomic
def set_holders(contest: Contest, *, tellers: Sequence[Key], needed: int, at: datetime) -> Contest:
    """Say who will open this draft: `needed` of these tellers, and the host where it joins them."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.set_holders(contest).enforce()
    contest.holders.all().delete()
    write(contest, tellers)
    contest.needed = needed
    contest.save(update_fields=["needed"])
    Event.record("ballots.holders_set", contest, by=None, at=at, holders=len(tellers))
    return contest


def join_host(contest: Contest, number: int) -> Holder:
    """The host as holder `number`; its key was made before."""
    described = keyring.holder(contest.public_id).describe(number, HOST)
    return Holder.objects.create(
        contest=contest,
        number=number,
        name=described.name,
        is_host=True,
        seal=described.seal,
        sign=described.sign,
        lot=described.lot,
    )


@transaction.atomic
def sign_ready(contest: Contest, *, number: int, signature: bytes, at: datetime) -> Holder:
    """Keep a teller's word that they have found their keys in the definition (section 3)."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.sign_ready(contest).enforce()
    holder = contest.holders.get(number=number)
    definition = definitions.of(contest.public_id)
    if not verify_ready(definition, number, signature):
        raise Refused("signature")
    holder.ready = signature
    holder.save(update_fields=["ready"])
    Event.record("ballots.ready_signed", contest, by=None, at=at, holder=number)
    return holder


@transaction.atomic
def report_fault(contest: Contest, *, accuser: int, accused: int, fault: str, at: datetime) -> None:
    """Keep what a holder's browser found wrong with what another handed over; once each."""
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.report_fault(contest, accuser, accused).enforce()
    if fault not in HolderFault.Fault.values:
        raise Refused("fault")
    _row, is_new = HolderFault.objects.get_or_create(
        contest=contest, accuser=accuser, accused=accused, fault=fault
    )
    if is_new:
        Event.record(
            "ballots.fault_reported",
            contest,
            by=None,
            at=at,
            accuser=accuser,
            accused=accused,
            fault=fault,
        )
