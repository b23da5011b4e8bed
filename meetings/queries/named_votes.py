"""How delegates voted in a council, by name: with a result, and over a whole meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.functional import Promise

from meetings.models import Choice, Meeting, NamedVote, Vote, VoteMethod, VoteStatus

MOST = 100


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One vote: for which committee, by whom, and what it weighs."""

    committee: str
    committee_id: str
    delegate: str
    choice: str
    choice_words: str | Promise
    weight: int


@dataclass(frozen=True, slots=True)
class VotedByName:
    """A vote of a council with everybody's choice."""

    vote: Vote
    lines: list[NamedLine]

    @property
    def is_by_card(self) -> bool:
        return self.vote.method == VoteMethod.CARD


def lines_of(vote: Vote) -> list[NamedLine]:
    """The votes by name of one result, by committee; one query."""
    return [_line(one) for one in _in_order(NamedVote.objects.filter(vote=vote))]


def of_meeting(meeting: Meeting) -> list[VotedByName]:
    """Every result of this meeting that was taken by name, in the order they were put; one query."""
    return _by_vote(NamedVote.objects.filter(vote__meeting=meeting))


def _by_vote(rows: QuerySet[NamedVote]) -> list[VotedByName]:
    declared = rows.filter(vote__status=VoteStatus.DECLARED).exclude(vote__about="practice")
    found = declared.select_related("vote__meeting__committee").order_by(
        "vote__opened_at", "vote", "affiliation__committee__name", "pk"
    )
    return [
        VotedByName(kept[0].vote, [_line(one) for one in kept])
        for _pk, group in groupby(_with_names(found), key=lambda one: one.vote_id)
        if (kept := list(group))
    ]


def latest_for(committee: object) -> list[VotedByName]:
    """How the delegates of this committee voted in its councils, newest first."""
    rows = NamedVote.objects.filter(affiliation__committee=committee)  # type: ignore[misc]
    newest = rows.order_by("-vote__opened_at").values_list("vote", flat=True).distinct()[:MOST]
    return _by_vote(rows.filter(vote__in=list(newest)))[::-1]


def _in_order(rows: QuerySet[NamedVote]) -> Iterable[NamedVote]:
    return _with_names(rows.order_by("affiliation__committee__name", "pk"))


def _with_names(rows: QuerySet[NamedVote]) -> QuerySet[NamedVote]:
    return rows.select_related(
        "affiliation__committee", "seat__membership", "seat__mandate__membership"
    )


def _line(one: NamedVote) -> NamedLine:
    return NamedLine(
        committee=one.affiliation.committee.name,
        committee_id=one.affiliation.committee.public_id,
        delegate=one.seat.mandate.membership.shown_name,
        choice=one.choice,
        choice_words=Choice(one.choice).label,
        weight=one.weight,
    )
