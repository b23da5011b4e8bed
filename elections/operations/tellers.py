"""Tellers: asking them, their keys, the paper that names them, and going on without one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ballots.models import Contest
from ballots.operations import contests, holders
from ballots.operations.contests import Answer
from ballots.operations.holders import Key
from ballots.protocol import ed25519, sealing
from committees.models import Membership
from core.decision import Refused
from core.folding import fold
from core.models import Event
from elections import messages, permissions
from elections.eligibility import can_tell
from elections.models import Election, Teller, TellerStatus
from elections.models.elections import LEAST_TELLERS
from elections.operations.locking import locked

KEY, NUMBERS = 32, 9
TIME_TO_SIGN, TIME_TO_SIGN_IN_PRACTICE = timedelta(minutes=30), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What a teller's browser hands in: two public keys, a commitment for each number from 1."""

    seal: bytes
    sign: bytes
    lots: bytes

    @property
    def are_sound(self) -> bool:
        """Whether a definition can hold them (section 1)."""
        is_long = len(self.seal) == KEY and len(self.lots) == KEY * NUMBERS
        return is_long and ed25519.is_sound_key(self.sign) and sealing.is_sound_key(self.seal)


@transaction.atomic
def ask_teller(election: Election, *, name: str, by: Membership, at: datetime) -> None:
    """Ask a member by name. Whether somebody bears it is not told, as with nominations."""
    election = locked(election)
    permissions.ask_teller(by, election).enforce()
    member = (
        Membership.objects.active()
        .filter(committee=election.committee, folded_name=fold(name))
        .first()
    )
    if member is None or not can_tell(member, election):
        return
    teller, is_new = Teller.objects.get_or_create(
        election=election,
        membership=member,
        defaults={"name": member.chosen_name, "asked_at": at},
    )
    if not is_new and not teller.can_become(TellerStatus.ASKED):
        raise Refused(_("%(name)s is asked already.") % {"name": teller.name})
    teller.status, teller.asked_at, teller.answered_at = TellerStatus.ASKED, at, None
    teller.save(update_fields=["status", "asked_at", "answered_at"])
    Event.record("elections.teller_asked", teller, by=by, at=at)
    messages.ask_teller(teller, at=at)


@transaction.atomic
def accept_telling(teller: Teller, *, keys: PublicKeys, by: Membership, at: datetime) -> Teller:
    """Become a teller with these keys; in place of earlier ones, as long as no paper names them."""
    locked(teller.election)
    teller = _row(teller)
    permissions.accept_telling(by, teller).enforce()
    others = teller.election.tellers.holding().exclude(pk=teller.pk)
    if not keys.are_sound or others.filter(sign=keys.sign).exists():
        raise Refused(_("These are no keys of a teller."))
    teller.seal, teller.sign, teller.lots = keys.seal, keys.sign, keys.lots
    teller.name, teller.status, teller.answered_at = by.chosen_name, TellerStatus.ACCEPTED, at
    teller.save(update_fields=["seal", "sign", "lots", "name", "status", "answered_at"])
    Event.record("elections.telling_accepted", teller, by=by, at=at)
    return teller


@transaction.atomic
def decline_telling(teller: Teller, *, by: Membership, at: datetime) -> Teller:
    """Say no, or give the key back before a paper names it."""
    locked(teller.election)
    teller = _row(teller)
    permissions.decline_telling(by, teller).enforce()
    _end(teller, TellerStatus.DECLINED, at)
    Event.record("elections.telling_declined", teller, by=by, at=at)
    return teller


@transaction.atomic
def drop_teller(teller: Teller, *, by: Membership, at: datetime) -> Teller:
    """Go on without a teller. Where the paper names them another is printed, for the rest to find."""
    election = locked(teller.election)
    teller = _row(teller)
    permissions.drop_teller(by, teller).enforce()
    was_printed = election.contest.fingerprint != ""
    _end(teller, TellerStatus.DROPPED, at)
    Event.record("elections.teller_dropped", teller, by=by, at=at)
    if was_printed:
        print_again(election, at=at)
    return teller


def set_holders(election: Election, *, at: datetime) -> bool:
    """Who opens the ballots: the tellers, two of them with the host, or the host alone.

    True where the host joins. Keys that were handed in with the announcement stay as they are.
    """
    tellers = list(election.tellers.holding())
    if not election.tellers.exists():
        return False
    if len(tellers) < LEAST_TELLERS:
        holders.set_holders(election.contest, tellers=[], needed=1, at=at)
        return False
    with_host = len(tellers) == LEAST_TELLERS
    keys = [_key(number, one) for number, one in enumerate(tellers, 1)]
    needed = (len(keys) + with_host) // 2 + 1
    holders.set_holders(election.contest, tellers=keys, needed=needed, at=at)
    for number, teller in enumerate(tellers, 1):
        teller.number = number
        teller.save(update_fields=["number"])
    return with_host


def print_for(election: Election, answers: Sequence[Answer], *, at: datetime) -> Contest:
    """Print the paper, and ask the tellers whom it names to find their keys on it."""
    with_host = set_holders(election, at=at)
    contest = contests.prepare_contest(
        election.contest, options=answers, at=at, with_host=with_host
    )
    election.contest = contest
    messages.tell_tellers(election, "keys_wanted", at=at)
    return contest


def print_again(election: Election, *, at: datetime) -> Contest:
    """The same paper on the same roll, for the tellers who are left."""
    printed = election.contest.options.order_by("number")
    answers = [Answer(one.label, one.reference, one.is_ron) for one in printed]
    gone = list(printed.filter(is_withdrawn=True).values_list("reference", flat=True))
    election.tellers.update(number=None)
    election.contest = contests.renew_contest(election.contest, at=at)
    election.save(update_fields=["contest"])
    contest = print_for(election, answers, at=at)
    for reference in gone:
        contests.withdraw_option(contest, reference=reference, at=at)
    return contest


def drop_unready(election: Election, *, at: datetime) -> bool:
    """From the opening on: go on without tellers who have not found their keys, if two others have.

    Each has had some time since the paper was printed, also where the clock came late.
    """
    printed_at = election.contest.prepared_at
    least = TIME_TO_SIGN_IN_PRACTICE if election.is_practice else TIME_TO_SIGN
    if printed_at is None or at < printed_at + least:
        return False
    waiting = election.contest.holders.filter(ready__isnull=True, is_host=False)
    numbers = list(waiting.values_list("number", flat=True))
    late = list(election.tellers.holding().filter(number__in=numbers))
    if not late or election.tellers.holding().count() - len(late) < LEAST_TELLERS:
        return False
    for teller in late:
        _end(teller, TellerStatus.DROPPED, at)
        Event.record("elections.teller_dropped", teller, by=None, at=at)
    print_again(election, at=at)
    return True


def _end(teller: Teller, status: TellerStatus, at: datetime) -> None:
    teller.status, teller.answered_at, teller.number = status, at, None
    teller.seal = teller.sign = teller.lots = None
    teller.save(update_fields=["status", "answered_at", "number", "seal", "sign", "lots"])


def _key(number: int, teller: Teller) -> Key:
    # A constraint says that who holds a key has handed in all three.
    assert teller.seal
    assert teller.sign
    assert teller.lots
    start = KEY * (number - 1)
    lot = bytes(teller.lots)[start : start + KEY]
    return Key(teller.name, bytes(teller.seal), bytes(teller.sign), lot)


def _row(teller: Teller) -> Teller:
    rows = Teller.objects.select_for_update(of=("self",))
    return rows.select_related("election__committee", "election__contest").get(pk=teller.pk)
