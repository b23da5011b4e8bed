"""Members' votes in the app. No event, no log line and no time join a member to one."""

from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from ballots import queries as ballots
from ballots.box import Signed
from ballots.models import RollEntry
from ballots.operations import papers
from committees.models import Affiliation, Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Choice, OpenVote, Vote, VoteMethod
from meetings.operations import by_name, log

TICK_SECONDS = 1
_SHARED = """
    SELECT vote.*, EXISTS (
        SELECT FROM meetings_attendance AS here
        WHERE here.meeting_id = vote.meeting_id AND here.membership_id = %s
    ) AS is_attending
    FROM meetings_vote AS vote WHERE vote.id = %s FOR SHARE OF vote
"""


class CardRaised(Refused):
    """Another delegate has raised the committee's card for another choice: `raised`."""

    def __init__(self, raised: OpenVote) -> None:
        super().__init__(_("Another delegate of your committee has raised its card already."))
        self.raised = raised

    @property
    def mark(self) -> str:
        """What `over` must be, for this card to be changed and no other."""
        return mark_of(self.raised)


@transaction.atomic
def cast_open_vote(
    vote: Vote, *, choice: Choice, by: Membership, at: datetime, over: str = ""
) -> None:
    """Count this member's vote, in place of an earlier one; a card in place of its committee's.

    What another delegate raised is changed only by who has seen it: `over` is its mark. Else
    `CardRaised`; the same choice once more changes nothing.

    The vote's row is locked in share mode: thousands cast beside one another, and closing waits
    for those under way. So a vote is counted or refused, and none is lost. It takes two queries,
    and waits for nobody else who votes: thousands do within a minute.
    """
    meeting = vote.meeting
    (vote,) = Vote.objects.raw(_SHARED, [by.pk, vote.pk])
    vote.meeting, is_attending = meeting, vote.__dict__["is_attending"]
    permissions.cast_open_vote(by, vote, at, is_attending=is_attending).enforce()
    is_card = vote.method == VoteMethod.CARD
    row = by_name.row_of(vote, by, choice)
    if is_card:
        # Two delegates of one committee, in the same second: one comes after the other.
        assert row.affiliation is not None  # a card is a committee's
        Affiliation.objects.select_for_update(no_key=True).get(pk=row.affiliation.pk)
        raised = card_of_others(vote, row)
        if raised is not None and raised.choice == choice:
            return
        if raised is not None and over != mark_of(raised):
            raise CardRaised(raised)
    OpenVote.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["vote", "affiliation" if is_card else "membership"],
        update_fields=["choice", "membership"] if is_card else ["choice"],
    )
    transaction.on_commit(_tick(vote.pk, meeting.pk), robust=True)


def card_of_others(vote: Vote, row: OpenVote) -> OpenVote | None:
    """The card of the same committee as another delegate has raised it."""
    rows = vote.cast.filter(affiliation=row.affiliation).exclude(membership=row.membership)
    return rows.select_related("membership").first()


def mark_of(raised: OpenVote) -> str:
    """Who raised a card, and for what."""
    return f"{raised.membership.public_id}:{raised.choice}"


def take_vote_paper(
    vote: Vote, *, envelope: bytes, ballot: bytes, by: Membership, at: datetime
) -> Signed:
    """Have a member's two blinded values signed. Raises `papers.OtherPaper`, `Malformed`."""
    entry = entry_of(vote, by)
    permissions.take_vote_paper(by, vote, entry, at).enforce()
    assert vote.contest is not None  # nobody may take a paper of another kind of vote
    return papers.take_paper(vote.contest, by.public_id, envelope=envelope, ballot=ballot, at=at)


def entry_of(vote: Vote, member: Membership) -> RollEntry | None:
    """The member's place on the roll of a secret vote."""
    return ballots.on_roll(vote.contest, member.public_id) if vote.contest else None


def _tick(vote_pk: int, meeting_pk: int) -> Callable[[], None]:
    """Tell open pages how many have voted, at most once a second for all who vote.

    A cache that is away takes nothing from a vote that is counted.
    """

    def tell() -> None:
        if cache.add(f"vote-tick:{vote_pk}", 1, TICK_SECONDS):
            log.tell(meeting_pk)

    return tell
