"""A practice on the roll of an election that has not opened yet."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ballots.counting import Rule
from ballots.operations.contests import complaints_end, draft_contest
from committees.models import Membership
from core.models import Event
from elections import permissions
from elections.models import Candidacy, CandidacyStatus, Election, ElectionStatus, Preset
from elections.operations.clockwork import open_voting

LASTS = timedelta(minutes=10)
RESULT_STANDS = timedelta(minutes=1)
_MOMENT = timedelta(seconds=1)
FRUIT = (
    gettext_lazy("Apple"),
    gettext_lazy("Banana"),
    gettext_lazy("Cherry"),
    gettext_lazy("Fig"),
    gettext_lazy("Lemon"),
)


@transaction.atomic
def rehearse_election(election: Election, *, by: Membership, at: datetime) -> Election:
    """Open a practice vote on fruit for ten minutes, for everybody on the roll; nobody is mailed."""
    rows = Election.objects.select_for_update(of=("self",))
    election = rows.select_related("committee", "contest", "returning_officer").get(pk=election.pk)
    permissions.rehearse_election(by, election).enforce()
    closes_at = at + LASTS
    counted_at = complaints_end(at, closes_at)
    seats = min(election.seats, len(FRUIT) - 1)
    with override(election.committee.language):
        title = (_("Practice: %(title)s") % {"title": election.title})[:150]
        names = [str(one) for one in FRUIT]
    contest = draft_contest(
        title,
        rule=Rule.SCOTTISH_STV_RON,
        seats=seats,
        voters=election.contest.roll.values_list("voter", flat=True),
        opens_at=at,
        closes_at=closes_at,
        at=at,
    )
    rehearsal = Election.objects.create(
        committee=election.committee,
        office=election.office,
        title=title,
        seats=seats,
        preset=Preset.PRACTICE,
        status=ElectionStatus.QUESTIONS,
        returning_officer=election.returning_officer,
        rehearses=election,
        contest=contest,
        announced_at=at,
        nominations_open_at=at - 2 * _MOMENT,
        nominations_close_at=at - _MOMENT,
        voting_opens_at=at,
        voting_closes_at=closes_at,
        challenge_ends_at=counted_at + RESULT_STANDS,
        due_at=at,
    )
    Candidacy.objects.bulk_create(
        Candidacy(
            election=rehearsal,
            name=name,
            status=CandidacyStatus.STANDING,
            nominated_at=at,
            answered_at=at,
        )
        for name in names
    )
    Event.record("elections.election_rehearsed", rehearsal, by=by, at=at)
    return open_voting(rehearsal, at=at)
