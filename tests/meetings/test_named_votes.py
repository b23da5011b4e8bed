"""The votes of delegates that stay with a result: of whom, and for how long."""

import pytest

from committees.models import Membership
from committees.operations.memberships import leave_committee
from meetings.models import NamedVote
from meetings.queries import named_votes
from tests.factories import NOW
from tests.factories_meetings import NamedVoteFactory

pytestmark = pytest.mark.django_db


def test_the_name_is_gone_from_every_vote_once_the_delegate_has_left() -> None:
    one: NamedVote = NamedVoteFactory(
        seat__mandate__membership__chosen_name="Dara",
        vote__status="declared",
        vote__closed_at=NOW,
        vote__declared_at=NOW,
        vote__outcome="carried",
        vote__votes_for=1,
        vote__votes_against=0,
        vote__abstentions=0,
    )
    assert named_votes.lines_of(one.vote)[0].delegate == "Dara"
    leave_committee(one.seat.mandate.membership, at=NOW)
    (kept,) = named_votes.of_meeting(one.vote.meeting)
    assert kept.is_by_card
    assert (kept.lines[0].delegate, kept.lines[0].choice) == ("A former member", "for")
    assert not Membership.objects.filter(chosen_name="Dara").exists()


def test_a_vote_that_is_not_declared_shows_no_names() -> None:
    one = NamedVoteFactory()
    assert named_votes.of_meeting(one.vote.meeting) == []
    assert named_votes.latest_for(one.affiliation.committee) == []
