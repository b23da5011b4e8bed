"""Who announces an election, and who ends one. `member` None is the clock."""

from django.utils.translation import gettext_lazy as _

from committees.models import Committee, Membership, Office
from committees.standing import may_begin
from core.decision import ALLOWED, Decision, denied
from elections.models import Election, Preset
from elections.states import RUNNING


def announce_election(member: Membership, committee: Committee, *, office: str = "") -> Decision:
    """A returning officer or a coordinator, in a committee that is alive.

    With an `office` only while no election for it is under way; a practice asks without.
    """
    is_own = member.committee_id == committee.pk
    if not is_own or not member.holds(Office.RETURNING_OFFICER, Office.COORDINATOR):
        return denied(_("Only a returning officer or a coordinator can announce an election."))
    if not (begins := may_begin(committee)):
        return begins
    if committee.is_council and office == Office.MEMBERSHIP_SECRETARY:
        return denied(_("A council admits nobody, so it has no membership secretaries."))
    running = Election.objects.running().filter(committee=committee, office=office)
    if office and (other := running.exclude(preset=Preset.PRACTICE).first()):
        return denied(
            _(
                "An election for this office is under way already: %(title)s. Another can be "
                "announced once it is decided or void."
            )
            % {"title": other.title}
        )
    return ALLOWED


def import_election(member: Membership, committee: Committee) -> Decision:
    return announce_election(member, committee)


def void_election(member: Membership | None, election: Election) -> Decision:
    """The returning officer, until the result is declared; the clock where nothing can be decided."""
    if member is not None and election.returning_officer_id != member.pk:
        return denied(_("Only the returning officer of this election can declare it void."))
    if election.status not in RUNNING:
        return denied(_("This election is decided. A challenge goes to a meeting."))
    return ALLOWED
