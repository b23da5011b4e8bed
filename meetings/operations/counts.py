"""Counting hands: two count, each for themselves, and must come to the same numbers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.models import Membership
from core.decision import Refused
from core.models import Event
from meetings import permissions, states, voting
from meetings.models import LogKind, Meeting, TellerCount, Vote, VoteStatus
from meetings.operations import log


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted."""

    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def total(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions


@transaction.atomic
def enter_count(vote: Vote, *, numbers: Numbers, by: Membership, at: datetime) -> Vote:
    """Keep what one of the two counted; the same numbers from both close the vote.

    Where they differ both count again: the first to enter anew begins the new count. The event
    names nobody: in a small meeting one of the two is an ordinary member.
    """
    meeting = log.locked(vote.meeting)
    vote = locked_vote(vote, meeting)
    permissions.enter_count(by, vote).enforce()
    if numbers.total > (present := max(vote.present, states.present(meeting))):
        raise Refused(
            _("Together that is %(total)d, and %(present)d are present. Count again.")
            % {"total": numbers.total, "present": present}
        )
    if vote.counts.count() >= voting.TELLERS:
        vote.counts.all().delete()  # they differed: a new count begins
    TellerCount.objects.update_or_create(
        vote=vote,
        membership=by,
        defaults={
            "votes_for": numbers.votes_for,
            "votes_against": numbers.votes_against,
            "abstentions": numbers.abstentions,
        },
    )
    _compare(meeting, vote, at)
    Event.record("meetings.count_entered", vote, by=None, at=at)
    log.changed(meeting)
    return vote


def locked_vote(vote: Vote, meeting: Meeting) -> Vote:
    """The vote's row, locked after its meeting's; it waits for whoever is just voting."""
    found = (
        Vote.objects.select_for_update(of=("self",))
        .select_related("motion", "amendment__motion", "contest")
        .get(pk=vote.pk)
    )
    found.meeting = meeting
    return found


def counted(vote: Vote) -> Numbers | None:
    """What both have counted; None before both are in, and where they differ."""
    found = [
        Numbers(one.votes_for, one.votes_against, one.abstentions) for one in vote.counts.all()
    ]
    is_agreed = len(found) == voting.TELLERS and found[0] == found[1]
    return found[0] if is_agreed else None


def differing(vote: Vote) -> list[str]:
    """Which of the numbers differ, once both are in."""
    rows = list(vote.counts.all())
    if len(rows) < voting.TELLERS:
        return []
    first, second = rows[:2]
    return [
        name
        for name in ("votes_for", "votes_against", "abstentions")
        if getattr(first, name) != getattr(second, name)
    ]


def _compare(meeting: Meeting, vote: Vote, at: datetime) -> None:
    if counted(vote) is not None:
        vote.status, vote.closed_at = VoteStatus.CLOSED, at
        vote.save(update_fields=["status", "closed_at"])
        Event.record("meetings.vote_closed", vote, by=None, at=at)
    elif differ := differing(vote):
        with override(meeting.committee.language):
            text = _("The two counts differed. The hands are counted again.")
        log.write(
            meeting,
            LogKind.RULED,
            at=at,
            text=text,
            vote=vote.public_id,
            about=vote.about,
            differ=differ,
        )
