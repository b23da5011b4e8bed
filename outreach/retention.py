"""How long what a committee reaches out with is kept."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from core.retention import rule
from meetings.models import Motion
from outreach.models import Statement, StatementSignature, StatementTranslation


def _old_drafts(now: datetime) -> QuerySet[Statement]:
    """Not while a motion stands or falls with it."""
    put = Motion.objects.undecided().exclude(effect={}).annotate(about=KT("effect__statement"))
    ids = put.filter(about__isnull=False).values("about")
    return Statement.objects.old_drafts(now - timedelta(days=90)).exclude(public_id__in=ids)


rule(Statement, "A draft that no meeting adopts: 90 days. Adopted, it is kept.", due=_old_drafts)
rule(StatementTranslation, "Kept with its statement.")
rule(StatementSignature, "Kept: which committee signed a statement is its decision.")
