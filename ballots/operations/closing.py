"""From the close to the final list: papers end, keys go, the box is emptied in sorted order."""

from datetime import datetime
from functools import partial

from django.db import transaction

from ballots import box, definitions, keyring, permissions
from ballots.models import ClosingList, Contest, ContestStatus, ListKind
from ballots.operations.rolls import mark_papers
from ballots.protocol import lists
from core.models import Event


@transaction.atomic
def close_contest(contest: Contest, *, at: datetime) -> Contest:
    """Close the box, destroy the keys that sign papers, and sign the first list (section 8).

    Raises `keyring.KeyLost` where nothing can be signed any more: then the vote is void.
    """
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.close_contest(contest, at).enforce()
    with transaction.atomic(using=box.database()):
        box.close(contest.public_id)
        with_paper = box.end_papers(contest.public_id)
        hashes = box.hashes(contest.public_id)
    box.drop_finally(contest.public_id, box.ISSUED)
    mark_papers(contest, with_paper)
    _sign(contest, ListKind.FIRST, hashes)
    contest.papers_issued = contest.roll.filter(took_paper=True).count()
    contest.on_paper = contest.roll.filter(on_paper=True).count()
    contest.status, contest.closed_at = ContestStatus.CLOSED, at
    contest.save(update_fields=["status", "closed_at", "papers_issued", "on_paper"])
    Event.record("ballots.contest_closed", contest, by=None, at=at)
    transaction.on_commit(partial(keyring.destroy, contest.public_id, keyring.ISSUER))
    return contest


@transaction.atomic
def settle_list(contest: Contest, *, at: datetime) -> Contest:
    """End complaints: sign the final list, and drop the box that knew the keys (section 8).

    Raises `keyring.KeyLost` as above.
    """
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    permissions.settle_list(contest, at).enforce()
    with transaction.atomic(using=box.database()):
        hashes = box.move_to_list(contest.public_id)
    _sign(contest, ListKind.FINAL, hashes)
    contest.envelopes = len(hashes)
    contest.status, contest.listed_at = ContestStatus.LISTED, at
    contest.save(update_fields=["status", "listed_at", "envelopes"])
    Event.record("ballots.list_settled", contest, by=None, at=at)
    transaction.on_commit(partial(keyring.destroy, contest.public_id, keyring.RECEIPT))
    transaction.on_commit(box.scrub)
    return contest


def _sign(contest: Contest, kind: ListKind, hashes: list[bytes]) -> None:
    private = keyring.receipt(contest.public_id)
    fingerprint = definitions.of(contest.public_id).fingerprint
    withdrawn = sorted(contest.options.filter(is_withdrawn=True).values_list("number", flat=True))
    hashed = lists.list_hash(fingerprint, withdrawn, hashes)
    sign = lists.sign_first if kind == ListKind.FIRST else lists.sign_final
    ClosingList.objects.create(
        contest=contest,
        kind=kind,
        withdrawn=withdrawn,
        hashes=b"".join(hashes),
        signature=sign(private, fingerprint, hashed),
    )
