"""What the clock owes the members of an election."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elections.models.elections import Election


class ElectionNews(models.TextChoices):
    NOMINATIONS_OPEN = "nominations_open", _("Nominations open")
    CANDIDATES_PUBLISHED = "candidates", _("Candidates published")
    VOTING_OPENS = "voting_opens", _("Voting opens")
    MIDPOINT = "midpoint", _("Midpoint")
    LAST_CALL = "last_call", _("Last call")
    RESULT = "result", _("Result")


class ElectionReminder(models.Model):
    """A message the clock owes the members of an election, set when it is announced."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="reminders")
    news = models.CharField(max_length=20, choices=ElectionNews.choices)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["election", "news"], name="reminder_once"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="election_reminder_due", condition=Q(sent_at__isnull=True)
            ),
        ]
