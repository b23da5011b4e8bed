"""The messages that an election owes, each once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from elections import messages
from elections.models import ElectionNews, ElectionReminder


@transaction.atomic
def send_reminder(reminder: ElectionReminder, *, at: datetime) -> None:
    """Hand a due message to the worker; one that the election has moved past is dropped."""
    rows = ElectionReminder.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("election__committee", "election__contest").filter(
        pk=reminder.pk, sent_at__isnull=True, due_at__lte=at
    )
    for one in found:
        if messages.send_due(one, at=at):
            one.sent_at = at
            one.save(update_fields=["sent_at"])
        else:
            one.delete()


def drop_overtaken(*, at: datetime) -> int:
    """After a silence of the clock one message about a vote is enough; how many were dropped.

    The opening of the vote tells everything; the last call tells what the midpoint would have.
    """
    due = ElectionReminder.objects.filter(sent_at__isnull=True, due_at__lte=at)
    same = due.filter(election=OuterRef("election"))
    opening = Q(Exists(same.filter(news=ElectionNews.VOTING_OPENS)))
    last_call = Q(Exists(same.filter(news=ElectionNews.LAST_CALL)))
    overtaken = Q(news=ElectionNews.MIDPOINT) & (opening | last_call)
    overtaken |= Q(news=ElectionNews.LAST_CALL) & opening
    return due.filter(overtaken).delete()[0]
