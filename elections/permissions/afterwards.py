"""What is done about a declared result: challenge it, decide about that, fill a vacancy."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ballots.models import RollEntry
from committees.models import Mandate, Membership, Office
from committees.models.memberships import MembershipQuerySet
from core.decision import ALLOWED, Decision, denied
from elections.models import Challenge, ChallengeStatus, Election, ElectionStatus
from elections.officers import office_over
from elections.states import DECIDED
from meetings.models import Meeting, MeetingKind, MeetingStatus

MOST_OPEN = 10


def challenge_election(
    member: Membership, election: Election, entry: RollEntry | None, at: datetime
) -> Decision:
    """Whoever was on the roll, until the announced end."""
    if entry is None or not member.is_active:
        return denied(_("Only members on the roll of this election can challenge it."))
    if election.is_practice or election.status != ElectionStatus.DECLARED:
        return denied(_("There is no result that could be challenged."))
    if at >= election.challenge_ends_at:
        return denied(_("The time to challenge this result is over."))
    if election.challenges.filter(status=ChallengeStatus.OPEN).count() >= MOST_OPEN:
        return denied(_("As many challenges wait for a meeting as one meeting can decide."))
    return ALLOWED


def decide_challenge(
    member: Membership, challenge: Challenge, meeting: Meeting | None = None
) -> Decision:
    """A coordinator who did not stand, for a meeting that was held after the challenge.

    Where every coordinator stood, the returning officer, who cannot stand: somebody always can.
    """
    election = challenge.election
    if election.returning_officer_id == member.pk and not _impartial(election).exists():
        return _decide_now(challenge, meeting)
    if member.committee_id != election.committee_id or not member.holds(Office.COORDINATOR):
        return denied(_("A coordinator writes down what the meeting decided."))
    if election.candidacies.filter(membership=member, outcome__gt="").exists():
        return denied(
            _(
                "You stood in this election. Another coordinator writes the decision down; where "
                "all of them stood, the returning officer does."
            )
        )
    return _decide_now(challenge, meeting)


def _impartial(election: Election) -> MembershipQuerySet:
    """The coordinators who did not stand."""
    stood = election.candidacies.filter(outcome__gt="").values("membership")
    members = Membership.objects.active().filter(
        committee=election.committee_id,
        mandates__in=Mandate.objects.live().filter(office=Office.COORDINATOR),
    )
    return members.exclude(pk__in=stood)


def _decide_now(challenge: Challenge, meeting: Meeting | None) -> Decision:
    if not challenge.can_become(ChallengeStatus.UPHELD):
        return denied(_("A meeting has decided this challenge already."))
    if meeting is not None and not _decides(meeting, challenge):
        return denied(
            _("Only a meeting held after the challenge decides it, and no emergency meeting does.")
        )
    return ALLOWED


def fill_vacancy(member: Membership, election: Election, vacancies: int) -> Decision:
    """Whoever runs the election, while a place is vacant and its ballots are kept."""
    if not office_over(member, election):
        return denied(_("Only the returning officer has the ballots counted back."))
    if not election.gives_mandates or election.status not in DECIDED:
        return denied(_("This election has given nobody an office."))
    if vacancies < 1:
        return denied(_("No place of this election is vacant."))
    if not election.contest.counted.exists():
        return denied(_("The ballots are no longer kept. Announce a by-election."))
    return ALLOWED


def _decides(meeting: Meeting, challenge: Challenge) -> bool:
    was_held = meeting.status == MeetingStatus.CLOSED
    is_ours = meeting.committee_id == challenge.election.committee_id
    decides_on_persons = meeting.kind != MeetingKind.EMERGENCY
    is_later = meeting.starts_at >= challenge.made_at
    return was_held and is_ours and decides_on_persons and is_later
