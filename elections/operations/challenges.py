"""Challenging a result, and what a meeting decides about it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts import limits
from ballots import queries as ballots
from committees.models import Mandate, MandateEnd, Membership
from committees.operations.mandates import end_mandate
from core.models import Event
from elections import messages, permissions
from elections.matters import challenge_title
from elections.models import Challenge, ChallengeStatus, Election, ElectionStatus
from elections.operations.locking import locked
from meetings.minutes_markdown import plain, quoted
from meetings.minutes_text import language_of
from meetings.models import Meeting
from meetings.operations.agenda import raise_matters, settle_matter
from meetings.operations.minutes import write_in_minutes

ANNULLED = gettext_noop("A meeting has annulled this election.")


@transaction.atomic
def challenge_election(
    election: Election, *, reason: str, by: Membership, at: datetime
) -> Challenge:
    """Say why the result should not stand. Every member reads the reason; nobody reads who gave it.

    Raises `limits.TooMany` where this member has challenged enough today.
    """
    election = locked(election)
    entry = ballots.on_roll(election.contest, by.public_id)
    permissions.challenge_election(by, election, entry, at).enforce()
    limits.consume("challenge_election", challenger=f"{election.public_id}|{by.public_id}")
    challenge = Challenge.objects.create(election=election, reason=reason, made_at=at)
    Event.record("elections.election_challenged", challenge, by=None, at=at)
    raise_matters(election.committee, at)
    messages.tell_challenge(challenge, at=at)
    return challenge


@transaction.atomic
def decide_challenge(
    challenge: Challenge,
    *,
    is_upheld: bool,
    decision: str,
    meeting: Meeting,
    by: Membership,
    at: datetime,
) -> Challenge:
    """Write down what a meeting decided; upheld, it annuls the election at once."""
    election = locked(challenge.election)
    challenge = Challenge.objects.select_for_update().get(pk=challenge.pk)
    challenge.election = election
    permissions.decide_challenge(by, challenge, meeting).enforce()
    challenge.status = ChallengeStatus.UPHELD if is_upheld else ChallengeStatus.DISMISSED
    challenge.decided_at, challenge.decision, challenge.meeting = at, decision, meeting
    challenge.save(update_fields=["status", "decided_at", "decision", "meeting"])
    Event.record("elections.challenge_decided", challenge, by=by, at=at, upheld=is_upheld)
    settle_matter(election.committee, challenge.public_id)
    _minute(challenge, at)
    if is_upheld and election.status != ElectionStatus.VOID:
        _annul(election, by, at)
    return challenge


def _minute(challenge: Challenge, at: datetime) -> None:
    """The decision stands in the minutes of the meeting that made it, while they are a draft."""
    assert challenge.meeting
    with override(language_of(challenge.meeting)):
        said = {
            ChallengeStatus.UPHELD: _("The challenge was upheld: the election is annulled."),
            ChallengeStatus.DISMISSED: _("The challenge was dismissed: the result stands."),
        }[ChallengeStatus(challenge.status)]
        text = f"{quoted(plain(challenge.reason))}\n\n{said}\n\n{quoted(plain(challenge.decision))}"
        write_in_minutes(challenge.meeting, heading=challenge_title(challenge), text=text, at=at)


def _annul(election: Election, by: Membership, at: datetime) -> None:
    """End what the election gave. Its board stays as long as that of any other."""
    given = Mandate.objects.unended().filter(
        committee=election.committee, decision=election.public_id
    )
    for mandate in given.order_by("pk"):
        end_mandate(mandate, because=MandateEnd.ANNULLED, by=by, at=at)
    election.status, election.voided_at, election.due_at = ElectionStatus.VOID, at, None
    election.void_because = ANNULLED
    election.save(update_fields=["status", "voided_at", "due_at", "void_because"])
    Event.record("elections.election_annulled", election, by=by, at=at)
    messages.tell_void(election, at=at)
