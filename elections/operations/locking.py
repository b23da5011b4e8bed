"""The row of an election, locked: whoever changes it or what hangs on it takes it first."""

from elections.models import Election


def locked(election: Election) -> Election:
    """The same election as it stands now, with its committee and its contest."""
    rows = Election.objects.select_for_update(of=("self",))
    return rows.select_related("committee", "contest").get(pk=election.pk)
