"""How often in a row somebody was elected to an office, and who makes room for others."""

from datetime import datetime

from committees.models import Mandate, MandateEnd, MandateSource, Membership
from committees.standing_orders import orders
from elections.models import Candidacy, Election


def in_a_row(member: Membership, office: str, at: datetime) -> int:
    """How many terms, one after the other, lead to one that begins at `at`.

    A whole term in which others carried the office breaks the row. Who stepped in for the rest of a
    term was not elected to it.
    """
    given = Mandate.objects.filter(
        membership=member, office=office, source=MandateSource.ELECTION, given_at__lte=at
    ).exclude(ended_by=MandateEnd.ANNULLED)
    zone, rules = member.committee.timezone, orders(member.committee)
    found, begins = 0, at
    for mandate in given.order_by("-given_at", "-pk"):
        over = mandate.ended_at or mandate.ends_at or begins
        if rules.term_end(office, over.astimezone(zone)) <= begins:
            break
        found, begins = found + 1, mandate.given_at
    return found


def is_at_limit(member: Membership, election: Election) -> bool:
    """Whether one more term would be more in a row than the committee's rules allow; a practice gives none."""
    if election.is_practice:
        return False
    allowed = orders(election.committee).terms_in_a_row
    return in_a_row(member, election.office, election.voting_closes_at) >= allowed


def makes_room(election: Election) -> list[Candidacy]:
    """Who stands at the limit, where others stand for every place; else nobody."""
    standing = election.candidacies.standing().select_related("membership__committee")
    limited = [one for one in standing if one.membership and is_at_limit(one.membership, election)]
    others = len(standing) - len(limited)
    return limited if others >= election.seats else []
