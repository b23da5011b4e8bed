"""What is brought before a meeting: challenges to decide, what became of complaints and recalls."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import Committee
from elections.models import (
    RECALL_DECIDED,
    Challenge,
    ChallengeStatus,
    ComplaintDecision,
    RecallPetition,
    RecallStatus,
    Ruling,
)
from meetings.matters import Matter, Report, reported, waiting
from meetings.minutes_markdown import plain


@waiting
def challenges_waiting(committee: Committee) -> Iterable[Matter]:
    """Challenges that no meeting has decided; who made them nobody knows."""
    rows = Challenge.objects.filter(
        election__committee=committee, status=ChallengeStatus.OPEN
    ).select_related("election")
    for one in rows.order_by("made_at", "pk"):
        url = f"{reverse('election', args=[one.election.public_id])}#challenge-{one.public_id}"
        yield Matter(one.public_id, challenge_title(one), url)


@reported
def complaints_decided(
    committee: Committee, since: datetime | None, until: datetime
) -> Iterable[Report]:
    """Decisions on complaints, without the ballot's mark: minutes are kept longer than the board."""
    rows = ComplaintDecision.objects.filter(
        election__committee=committee, decided_at__lte=until
    ).select_related("election")
    if since is not None:
        rows = rows.filter(decided_at__gt=since)
    sentences = {
        Ruling.UPHELD: _("A complaint about what became of a ballot was upheld: “%(because)s”"),
        Ruling.NOT_UPHELD: _(
            "A complaint about what became of a ballot was not upheld: “%(because)s”"
        ),
    }
    for one in rows.order_by("decided_at", "pk"):
        heading = _("Complaints: %(title)s") % {"title": plain(one.election.title)}
        words = sentences[Ruling(one.ruling)] % {"because": plain(one.because)}
        yield Report(heading, words)


def challenge_title(challenge: Challenge) -> str:
    """The challenge as a line of an agenda or a heading of the minutes."""
    return _("Challenge of a result: %(title)s") % {"title": challenge.election.title}


@reported
def recalls_decided(
    committee: Committee, since: datetime | None, until: datetime
) -> Iterable[Report]:
    """What secret votes on recalls decided, without a name; numbers where they may be told."""
    rows = RecallPetition.objects.filter(
        committee=committee, status__in=RECALL_DECIDED, ended_at__lte=until
    ).select_related("mandate")
    if since is not None:
        rows = rows.filter(ended_at__gt=since)
    for one in rows.order_by("ended_at", "pk"):
        heading = _("Recall: %(office)s") % {"office": one.mandate.get_office_display()}
        yield Report(heading, _recall_sentence(one))


def _recall_sentence(petition: RecallPetition) -> str:
    """The outcome as a line of the minutes."""
    is_carried = petition.status == RecallStatus.CARRIED
    if petition.votes_for is None:
        if is_carried:
            return _("Carried by secret vote. The mandate ended.")
        return _("Not carried by secret vote. The mandate goes on.")
    numbers = {"for": petition.votes_for, "against": petition.votes_against}
    if is_carried:
        sentence = _("Carried by secret vote: %(for)d for, %(against)d against. The mandate ended.")
    else:
        sentence = _(
            "Not carried by secret vote: %(for)d for, %(against)d against. The mandate goes on."
        )
    return sentence % numbers
