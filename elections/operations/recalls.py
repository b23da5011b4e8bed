"""What members do with a recall petition. No event says who opened or signed it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from committees.models import Mandate, Membership
from committees.queries.members import members_count
from committees.standing_orders import orders
from core.decision import Refused
from core.models import Event
from elections import permissions, recall_messages
from elections.models import LONGEST_REASON, RecallPetition, RecallStatus
from elections.operations.locking import locked_recall
from elections.operations.recall_signatures import change_signatures, has_signed
from elections.operations.recall_votes import call_recall_vote
from elections.recalls import COLLECTS_FOR, too_long, words_in


@transaction.atomic
def open_recall(mandate: Mandate, *, reason: str, by: Membership, at: datetime) -> RecallPetition:
    """Open a petition and sign it as its first; what the rules ask of it is fixed now."""
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("committee")
    mandate = rows.get(pk=mandate.pk)
    permissions.open_recall(by, mandate).enforce()
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Say why, in 500 characters at most."))
    rules = orders(mandate.committee)
    lapses_at, doubled_until = at + COLLECTS_FOR, _doubled_until(mandate, at)
    petition = RecallPetition.objects.create(
        committee=mandate.committee,
        mandate=mandate,
        reason=reason,
        needed=rules.recall_needed(members_count(mandate.committee)),
        doubled_until=doubled_until,
        days=rules.recall_days,
        reply_words=rules.recall_reply_words,
        pause_days=rules.recall_pause_days,
        opened_at=at,
        lapses_at=lapses_at,
        due_at=min(lapses_at, doubled_until or lapses_at),
    )
    Event.record("elections.recall_opened", petition, by=None, at=at)
    recall_messages.tell_opened(petition, at=at)
    return sign_recall(petition, by=by, at=at)


def _doubled_until(mandate: Mandate, at: datetime) -> datetime | None:
    """Until when a petition has to double, by the rule that held at the last vote on the mandate."""
    lost = mandate.recalls.filter(status=RecallStatus.LOST).order_by("-ended_at").first()
    if lost is None or lost.ended_at is None:
        return None
    until: datetime = lost.ended_at + timedelta(days=lost.pause_days)
    return until if until > at else None


@transaction.atomic
def sign_recall(petition: RecallPetition, *, by: Membership, at: datetime) -> RecallPetition:
    """Sign; the last signature that is needed calls the vote, and all are deleted."""
    petition = locked_recall(petition)
    signed = has_signed(petition, by)
    permissions.sign_recall(by, petition, at, has_signed=signed).enforce()
    petition.signed = change_signatures(petition, add=petition.mark_of(by))
    petition.save(update_fields=["signed"])
    if petition.signed >= petition.needed_at(at):
        return call_recall_vote(petition, at=at)
    return petition


@transaction.atomic
def withdraw_signature(petition: RecallPetition, *, by: Membership, at: datetime) -> RecallPetition:
    """Take one's own signature back, until enough have signed; it can be given again."""
    petition = locked_recall(petition)
    signed = has_signed(petition, by)
    permissions.withdraw_signature(by, petition, at, has_signed=signed).enforce()
    petition.signed = change_signatures(petition, drop=petition.mark_of(by))
    petition.save(update_fields=["signed"])
    return petition


@transaction.atomic
def answer_recall(
    petition: RecallPetition, *, reply: str, by: Membership, at: datetime
) -> RecallPetition:
    """Write the reply that stands beside the reason, or take it back with an empty one."""
    petition = locked_recall(petition)
    permissions.answer_recall(by, petition, at).enforce()
    if words_in(reply) > petition.reply_words:
        raise Refused(too_long(petition))
    petition.reply = reply.strip()
    petition.save(update_fields=["reply"])
    Event.record("elections.recall_answered", petition, by=by, at=at)
    return petition
