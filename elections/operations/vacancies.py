"""Filling a vacancy: the same ballots are counted without those who left."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ballots import queries as ballots
from ballots.counting import count_back
from committees.models import MandateSource, Membership
from committees.operations.mandates import offer_mandate
from core.decision import Refused
from core.models import Event
from elections import messages, permissions
from elections.models import Candidacy, Election
from elections.operations.locking import locked
from elections.queries.afterwards import gone_from, holding, mandates_of, vacancies_of


@transaction.atomic
def fill_vacancy(election: Election, *, by: Membership, at: datetime) -> Candidacy:
    """Ask whoever the count-back elects; they carry the office once they accept."""
    election = locked(election)
    permissions.fill_vacancy(by, election, vacancies_of(election, at)).enforce()
    counted = ballots.as_counted(election.contest)
    result = count_back(counted, gone_from(election))
    options = dict(election.contest.options.values_list("number", "reference"))
    held = holding(election)
    found = next((one for one in result.elected if options[one] not in held), None)
    if found is None:
        raise Refused(_("Counted back, the ballots elect nobody else. Announce a by-election."))
    candidacy = election.candidacies.select_related("membership").get(public_id=options[found])
    assert candidacy.membership  # who has left is among those gone
    # Whoever steps in carries the rest of the term.
    term_end = mandates_of(election).values_list("ends_at", flat=True).order_by("given_at").first()
    offer_mandate(
        candidacy.membership,
        office=election.office,
        source=MandateSource.COUNT_BACK,
        decision=election.public_id,
        at=at,
        ends_at=term_end,
    )
    Event.record("elections.vacancy_filled", candidacy, by=by, at=at)
    messages.ask_successor(candidacy, at=at)
    return candidacy
