"""The row of an election or a recall, locked: whoever changes it or what hangs on it takes it first."""

from elections.models import Election, RecallPetition


def locked(election: Election) -> Election:
    """The same election as it stands now, with its committee and its contest."""
    rows = Election.objects.select_for_update(of=("self",))
    return rows.select_related("committee", "contest").get(pk=election.pk)


def locked_recall(petition: RecallPetition) -> RecallPetition:
    """The same petition as it stands now, with its committee, its mandate and its contest."""
    rows = RecallPetition.objects.select_for_update(of=("self",))
    more = ("committee", "mandate__membership", "mandate__committee", "contest")
    return rows.select_related(*more).get(pk=petition.pk)
