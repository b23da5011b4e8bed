"""Votes by name, in councils alone: who sits for whom, and what is kept with the result."""

from committees.models import Membership, Seat
from committees.models.councils import SeatQuerySet
from meetings.models import Choice, NamedVote, OpenVote, Vote, VoteMethod
from meetings.operations.counts import Numbers


def row_of(vote: Vote, member: Membership, choice: Choice) -> OpenVote:
    """What a delegate casts, for whom they sit; a card is the committee's, whoever shows it."""
    row = OpenVote(vote=vote, membership=member, choice=choice)
    if vote.method == VoteMethod.CARD:
        row.affiliation = seats_of(member).select_related("affiliation").get().affiliation
    return row


def seats_of(member: Membership) -> SeatQuerySet:
    """The seat in which this member sits now; none for who sits in none."""
    return Seat.objects.taken().filter(membership=member)


def keep_names(vote: Vote) -> Numbers:
    """Keep each vote with its result, and add them up.

    A delegate whose seat has ended since is not counted: whoever sits there now has voted instead.
    A card stands whoever showed it, and weighs as many seats as the committee has.
    """
    cast = vote.cast.filter(membership__seat__affiliation__status="joined")
    if vote.method == VoteMethod.ROLL_CALL:
        cast = cast.filter(membership__seat__ended_at=None)
    named = [
        NamedVote(
            vote=vote,
            affiliation=one.membership.seat.affiliation,
            seat=one.membership.seat,
            choice=one.choice,
            weight=one.membership.seat.affiliation.seats if one.affiliation_id else 1,
        )
        for one in cast.select_related("membership__seat__affiliation").order_by("pk")
    ]
    NamedVote.objects.bulk_create(named)
    return Numbers(
        *(
            sum(one.weight for one in named if one.choice == choice)
            for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
        )
    )
