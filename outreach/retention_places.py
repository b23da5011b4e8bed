"""How long what a committee reaches out with is kept."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from core.retention import rule
from meetings.models import Motion
from outreach.models import (
    Contact,
    Delegation,
    DelegationMember,
    FollowUp,
    NamedMember,
    Statement,
    StatementSignature,
    StatementTranslation,
    Workplace,
)


def _old_drafts(now: datetime) -> QuerySet[Statement]:
    """Not while a motion stands or falls with it."""
    put = Motion.objects.undecided().exclude(effect={}).annotate(about=KT("effect__statement"))
    ids = put.filter(about__isnull=False).values("about")
    return Statement.objects.old_drafts(now - timedelta(days=90)).exclude(public_id__in=ids)


def _past_contacts(now: datetime) -> QuerySet[Contact]:
    return Contact.objects.filter(expires_at__lte=now)


def _named_who_left(_now: datetime) -> QuerySet[NamedMember]:
    return NamedMember.objects.exclude(membership__status="active")


def _places_to_meet(now: datetime) -> QuerySet[Delegation]:
    return Delegation.objects.filter(starts_at__lte=now - timedelta(days=1)).exclude(meet_at="")


def _who_went(now: datetime) -> QuerySet[DelegationMember]:
    over = Q(delegation__reported_at__lte=now)
    over |= Q(delegation__cancelled_at__lte=now - timedelta(days=3))
    return DelegationMember.objects.filter(
        over | Q(delegation__starts_at__lte=now - timedelta(days=30))
    )


def _done_long_ago(now: datetime) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(done_at__lte=now - timedelta(days=365))


rule(Statement, _("A draft that no meeting adopts: 90 days. Adopted, it is kept."), due=_old_drafts)
rule(StatementTranslation, _("Kept with its statement."))
rule(StatementSignature, _("Kept: which committee signed a statement is its decision."))
rule(Workplace, _("Kept with its committee until it is taken off the list. It names nobody."))
rule(
    Contact,
    _("Erased when the time is over to which the contact agreed, six months at most, or at once."),
    due=_past_contacts,
)
rule(NamedMember, _("Deleted when the member leaves, or is named no longer."), due=_named_who_left)
rule(Delegation, _("Kept with its committee: where it went, what it reported, and nobody's name."))
rule(
    Delegation,
    _("Where its members meet: until 24 hours after."),
    due=_places_to_meet,
    change={"meet_at": ""},
)
rule(
    DelegationMember,
    _("Who went: until it has reported, three days after it is cancelled, or 30 days after."),
    due=_who_went,
)
rule(FollowUp, _("A year after it was done."), due=_done_long_ago)
