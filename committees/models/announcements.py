"""A coordinator's message to the members."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from committees.models.mandates import MandateStatus, Office
from committees.models.memberships import Membership, MembershipStatus
from core.models import PublicId
from core.states import Stateful, dated, known_status


class AnnouncementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")


ARCHIVE_AFTER = timedelta(days=7)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def out(self, now: datetime) -> Self:
        """Sent, and the minutes for taking it back are over."""
        return self.filter(status=AnnouncementStatus.SENT, sent_at__lte=now)

    def readable_by(self, member: Membership, now: datetime) -> Self:
        """What came since the member joined; after seven days what was before, too."""
        out = self.out(now).filter(committee=member.committee_id)
        if member.joined_at + ARCHIVE_AFTER <= now:
            return out
        return out.filter(sent_at__gte=member.joined_at)

    def visible_to(self, user: object, now: datetime) -> Self:
        """As `readable_by` in every committee of this person; for coordinators those unsent too."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        mine = Membership.objects.filter(user=user, status=MembershipStatus.ACTIVE)  # type: ignore[misc]
        newer = mine.filter(
            committee=models.OuterRef("committee"), joined_at__lte=models.OuterRef("sent_at")
        )
        older = mine.filter(
            committee=models.OuterRef("committee"), joined_at__lte=now - ARCHIVE_AFTER
        )
        coordinating = mine.filter(
            committee=models.OuterRef("committee"),
            mandates__office=Office.COORDINATOR,
            mandates__status=MandateStatus.LIVE,
        )
        is_out = Q(status=AnnouncementStatus.SENT, sent_at__lte=now)
        is_readable = models.Exists(newer) | models.Exists(older)
        return self.filter(models.Exists(coordinating) | Q(is_out & Q(is_readable)))


class Announcement(Stateful):
    """Markdown to all members, under the office of who sent it, not the name.

    `sent_at` is when it goes out: five minutes after the sending, in which it can be taken back.
    """

    TRANSITIONS = {
        AnnouncementStatus.DRAFT: frozenset({AnnouncementStatus.SENT}),
        AnnouncementStatus.SENT: frozenset({AnnouncementStatus.DRAFT}),
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

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("announcement_status_known", AnnouncementStatus),
            dated("announcement_sent_dated", "sent_at", [AnnouncementStatus.SENT]),
            models.CheckConstraint(condition=~Q(title=""), name="announcement_titled"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    def is_out(self, now: datetime) -> bool:
        """Whether it can be taken back no more."""
        return self.sent_at is not None and self.sent_at <= now
