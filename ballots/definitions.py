"""The definition of a contest: how it is put together, and a copy in this process's memory."""

from functools import lru_cache

from ballots import keyring
from ballots.models import Contest, Holder, Option
from ballots.protocol import definition as protocol
from ballots.protocol import ed25519
from ballots.protocol.definition import Definition
from ballots.protocol.roll import roll_hash


class NotPrepared(LookupError):
    """There is no contest of this identifier whose paper is printed."""


@lru_cache(maxsize=64)
def of(public_id: str) -> Definition:
    """The definition, which never changes once it is made. Raises `NotPrepared`."""
    stored = (
        Contest.objects.filter(public_id=public_id, definition__isnull=False)
        .values_list("definition", flat=True)
        .first()
    )
    if stored is None:
        raise NotPrepared(public_id)
    return Definition.from_bytes(bytes(stored))


def words(contest: Contest) -> tuple[str, ...]:
    """The twelve words of a contest; none before its paper is printed."""
    return of(contest.public_id).words if contest.fingerprint else ()


def draw_up(contest: Contest, options: list[Option], holders: list[Holder]) -> Definition:
    """The definition of a contest whose keys are made (section 1)."""
    issuer = keyring.issuer(contest.public_id)
    receipt_key = ed25519.public_key(keyring.receipt(contest.public_id))
    candidates = tuple(option.label for option in options)
    leaves = sorted(bytes(leaf) for leaf in contest.roll.values_list("leaf", flat=True))
    ranks = {"yes-no": 1, "approval": len(options)}.get(contest.kind, contest.most_ranks)
    most_ranks = min(ranks, len(options))
    return Definition(
        id=contest.public_id,
        kind=contest.kind,
        question=contest.question,
        candidates=candidates,
        ron=next((option.number for option in options if option.is_ron), 0),
        seats=contest.seats,
        rule=contest.rule,
        rule_version=1,
        terms=protocol.Terms(**contest.terms),
        most_ranks=most_ranks,
        opens_at=int(contest.opens_at.timestamp()),
        papers_until=int(contest.papers_until.timestamp()),
        closes_at=int(contest.closes_at.timestamp()),
        complaints_until=int(contest.complaints_until.timestamp()),
        padding=protocol.padding_for(len(options), most_ranks),
        roll_hash=roll_hash(leaves),
        roll_size=len(leaves),
        needed=contest.needed,
        holders=tuple(
            protocol.Holder(
                lot=bytes(one.lot), name=one.name, seal=bytes(one.seal), sign=bytes(one.sign)
            )
            for one in holders
        ),
        ballot_issuer=issuer.ballot.modulus,
        envelope_issuer=issuer.envelope.modulus,
        receipt_key=receipt_key,
    )
