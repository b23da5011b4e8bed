"""The roll while a vote goes on: whoever is erased leaves their leaf, and nothing that tells whose."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from ballots import box
from ballots.models import Contest, ContestStatus, RollEntry
from core.models import Event

_WORD = 12


@transaction.atomic
def forget_voter(voter: str, *, at: datetime) -> int:
    """Keep only the leaf of this voter on every roll; how many rolls they stood on.

    A paper that they took stays issued, under a word that nobody bears, and a ballot cast with it
    counts: nobody could tell which one it is.
    """
    entries = list(
        RollEntry.objects.select_for_update().filter(voter=voter).select_related("contest")
    )
    for entry in entries:
        word = nobody(entry)
        if entry.contest.status == ContestStatus.OPEN:
            rename = partial(box.rename_paper, entry.contest.public_id, voter, word)
            rename()
            transaction.on_commit(rename)  # a paper may have been issued meanwhile
        entry.voter, entry.salt = word, b""
        entry.save(update_fields=["voter", "salt"])
        Event.record("ballots.voter_forgotten", entry.contest, by=None, at=at)
    return len(entries)


def mark_papers(contest: Contest, with_paper: Iterable[str]) -> None:
    """Note on the roll, once it is closed, who took a paper."""
    papers = set(with_paper)
    found = contest.roll.filter(voter__in=papers)
    papers -= set(found.values_list("voter", flat=True))
    found.update(took_paper=True)
    if papers:
        # The box has forgotten a voter in a transaction of its own, and the roll's was lost.
        left = [one.pk for one in contest.roll.exclude(salt=b"") if nobody(one) in papers]
        contest.roll.filter(pk__in=left).update(took_paper=True)
    contest.roll.filter(took_paper__isnull=True).update(took_paper=False)


def one_way_at_a_time(contest: Contest, voter: str) -> None:
    """Until this transaction ends, nobody else gives this voter a paper or marks them as on paper.

    A lock by name and not of the row: that would leave the order of the papers in the row, and
    would wait for the close, which waits for whoever takes a paper.
    """
    hashed = hashlib.sha256(f"{contest.public_id} {voter}".encode()).digest()
    with connection.cursor() as cursor:
        number = int.from_bytes(hashed[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def nobody(entry: RollEntry) -> str:
    """The word that takes a voter's place; without their salt nobody can work it out again."""
    mac = hmac.digest(bytes(entry.salt), b"nobody\0" + entry.voter.encode(), hashlib.sha256)
    return base64.b32encode(mac).decode()[:_WORD]
