"""Who has an election practised."""

from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.decision import ALLOWED, Decision, denied
from elections.models import Election
from elections.officers import office_over
from elections.states import NOT_STARTED


def rehearse_election(member: Membership, election: Election) -> Decision:
    """Whoever runs it, before its voting opens, one at a time."""
    if not office_over(member, election):
        return denied(
            _(
                "Only the returning officer has an election practised; where the clock runs it, a "
                "coordinator who does not stand in it."
            )
        )
    if election.is_practice:
        return denied(_("This is a practice itself."))
    if election.status not in NOT_STARTED:
        return denied(_("Practice comes before voting opens."))
    if election.rehearsals.running().exists():
        return denied(_("A practice on this roll is running already. Another can follow it."))
    return ALLOWED
