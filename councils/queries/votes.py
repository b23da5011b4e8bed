"""How a delegate voted in the open, as the council's record has it."""

from django.db.models import Q

from committees.models import Seat
from meetings.models import Meeting, NamedVote, VoteAbout, VoteMethod, VoteStatus


def votes_of(seat: Seat, meeting: Meeting) -> dict[int, str]:
    """How this delegate voted in the open, by the item's key: `Voted`; a committee's card is that of
    each of its delegates. Nothing where no named vote was kept.
    """
    own = Q(seat=seat) | Q(affiliation=seat.affiliation_id, vote__method=VoteMethod.CARD)
    rows = NamedVote.objects.filter(
        own,
        vote__meeting=meeting,
        vote__about=VoteAbout.MOTION,
        vote__status=VoteStatus.DECLARED,
        vote__motion__items__meeting=meeting,
    )
    return dict(rows.order_by("vote__declared_at").values_list("vote__motion__items", "choice"))
