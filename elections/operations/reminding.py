"""The messages that an election owes, each once."""

from datetime import datetime

from django.db import transaction

from elections import messages
from elections.models import ElectionReminder


@transaction.atomic
def send_reminder(reminder: ElectionReminder, *, at: datetime) -> None:
    """Hand a due message to the worker; one that the election has moved past is dropped."""
    rows = ElectionReminder.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("election__committee").filter(
        pk=reminder.pk, sent_at__isnull=True, due_at__lte=at
    )
    for one in found:
        if messages.send_due(one, at=at):
            one.sent_at = at
            one.save(update_fields=["sent_at"])
        else:
            one.delete()
