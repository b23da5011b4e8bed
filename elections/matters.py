"""What an election brings before a meeting: challenges to decide, and what became of complaints."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from committees.models import Committee
from elections.models import Challenge, ChallengeStatus, ComplaintDecision, Ruling
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
