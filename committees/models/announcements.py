"""A coordinator's message to the members."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from committees.models.memberships import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status


class AnnouncementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")


class Announcement(Stateful):
    """Markdown to all members, under the office of who sent it, not the name."""

    TRANSITIONS = {
        AnnouncementStatus.DRAFT: frozenset({AnnouncementStatus.SENT}),
        AnnouncementStatus.SENT: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="announcements")
    written_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=20_000)
    status = models.CharField(
        max_length=8, choices=AnnouncementStatus.choices, default=AnnouncementStatus.DRAFT
    )
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            known_status("announcement_status_known", AnnouncementStatus),
            dated("announcement_sent_dated", "sent_at", [AnnouncementStatus.SENT]),
            models.CheckConstraint(condition=~Q(title=""), name="announcement_titled"),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id
