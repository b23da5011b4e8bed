"""The booth of an election or a recall: its addresses, and what its candidates say."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ballots import booth
from ballots.booth import Booth
from committees.models import Membership
from elections.models import Candidacy, CandidacyStatus, Election, RecallPetition


def booth_of(election: Election, member: Membership) -> Booth:
    """What the ballot page of this election needs."""
    return booth.booth_of(
        election.contest,
        member.public_id,
        paper=reverse("take-paper", args=[election.public_id]),
        page=reverse("election", args=[election.public_id]),
        title=election.title,
        zone=election.committee.timezone,
        about=_about(election),
        is_practice=election.is_practice,
    )


def watch_of(election: Election, member: Membership) -> dict[str, Any] | None:
    """What its other pages need, to look after the ballot that was cast from this browser."""
    return booth.watch_of(election.contest, member.public_id)


def box_of(election: Election) -> str:
    """Where its box is."""
    return booth.box_of(election.contest)


def recall_booth_of(petition: RecallPetition, member: Membership) -> Booth:
    """What the ballot page of a recall’s vote needs."""
    assert petition.contest is not None  # who may vote has a contest to vote in
    return booth.booth_of(
        petition.contest,
        member.public_id,
        paper=reverse("take-recall-paper", args=[petition.public_id]),
        page=reverse("recall", args=[petition.public_id]),
        title=petition.contest.question,
        zone=petition.committee.timezone,
        by_itself=True,
    )


def recall_watch_of(petition: RecallPetition, member: Membership) -> dict[str, Any] | None:
    """What the other pages of a recall need, to look after a ballot cast from this browser."""
    if petition.contest is None:
        return None
    return booth.watch_of(petition.contest, member.public_id, by_itself=True)


def recall_box_of(petition: RecallPetition) -> str:
    """Where its box is; nothing before a vote is called."""
    return booth.box_of(petition.contest) if petition.contest else ""


def _about(election: Election) -> dict[int, dict[str, Any]]:
    """By number on the paper: what a candidate says, and whether they have withdrawn."""
    statements = {
        one.public_id: _said(one)
        for one in election.candidacies.filter(
            status__in=[CandidacyStatus.STANDING, CandidacyStatus.WITHDRAWN]
        )
    }
    return {
        option.number: {
            "statement": statements.get(option.reference, ""),
            "isWithdrawn": option.is_withdrawn,
        }
        for option in election.contest.options.order_by("number")
    }


def _said(candidacy: Candidacy) -> str:
    """A statement; where it was taken down, the reason."""
    if not candidacy.is_gone:
        return candidacy.statement
    ground = candidacy.get_taken_down_ground_display()
    return _("Taken down: %(ground)s. %(because)s") % {
        "ground": ground,
        "because": candidacy.taken_down_because,
    }
