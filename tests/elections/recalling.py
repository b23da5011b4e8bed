"""Recalls at the step that a test asks for, as members and the clock bring them there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from committees.models import Mandate, Membership
from elections.models import RecallPetition
from elections.operations.recall_votes import advance_recall
from elections.operations.recalls import open_recall, sign_recall
from tests.factories import NOW
from tests.voting import cast

END, KEEP = 1, 2


def opened(mandate: Mandate, by: Membership, *, at: datetime = NOW) -> RecallPetition:
    """Opened, and signed by one."""
    return open_recall(mandate, reason="No report since the autumn.", by=by, at=at)


def signed(
    petition: RecallPetition, members: Iterable[Membership], *, at: datetime = NOW
) -> RecallPetition:
    """Signed by these, too."""
    for one in members:
        petition = sign_recall(petition, by=one, at=at)
    return petition


def called(mandate: Mandate, members: list[Membership], *, at: datetime = NOW) -> RecallPetition:
    """Opened and signed by as many of these as it needs."""
    petition = opened(mandate, members[0], at=at)
    return signed(petition, members[1 : petition.needed_at(at)], at=at)


def voting(mandate: Mandate, members: list[Membership], *, at: datetime = NOW) -> RecallPetition:
    """Voting has just opened."""
    petition = called(mandate, members, at=at)
    assert petition.voting_opens_at
    return advance_recall(petition, at=petition.voting_opens_at)


def vote(
    petition: RecallPetition, members: Iterable[Membership], answer: int, *, at: datetime
) -> None:
    """These vote so."""
    assert petition.contest
    for one in members:
        cast(petition.contest, one.public_id, choices=[answer] if answer else [], at=at)


def decided(
    petition: RecallPetition,
    *,
    end: Iterable[Membership] = (),
    keep: Iterable[Membership] = (),
) -> RecallPetition:
    """These have voted so, and the ballots are counted."""
    opens, closes = petition.voting_opens_at, petition.voting_closes_at
    assert opens
    assert closes
    vote(petition, end, END, at=opens)
    vote(petition, keep, KEEP, at=opens)
    return advance_recall(petition, at=closes + timedelta(hours=1))
