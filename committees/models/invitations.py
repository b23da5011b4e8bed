"""Ways in: single-use invitations, batches of them, and requests to join."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from committees.models.memberships import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status


class InvitationBatch(models.Model):
    """Addresses pasted or uploaded at once; the worker makes and mails an invitation for each.

    `waiting` holds the addresses not yet done, encrypted, and is emptied as they go out.
    `faults` lists `[line number, reason]`, without the address.
    """

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="batches")
    made_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    waiting = models.TextField(blank=True)
    faults = models.JSONField(default=list, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "invitation batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")), name="batch_done_within_total"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """A single-use way in, 72 hours long. Only a hash of its token is kept; opening uses nothing."""

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    batch = models.ForeignKey(
        InvitationBatch, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="invitation_lasts"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_used_or_withdrawn",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class JoinRequestStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ADMITTED = "admitted", _("Admitted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class JoinRequest(Stateful):
    """Somebody asks to be a member; lapses after seven days."""

    TRANSITIONS = {
        JoinRequestStatus.WAITING: frozenset(
            {
                JoinRequestStatus.ADMITTED,
                JoinRequestStatus.DECLINED,
                JoinRequestStatus.WITHDRAWN,
                JoinRequestStatus.LAPSED,
            }
        ),
        JoinRequestStatus.ADMITTED: frozenset(),
        JoinRequestStatus.DECLINED: frozenset(),
        JoinRequestStatus.WITHDRAWN: frozenset(),
        JoinRequestStatus.LAPSED: frozenset(),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="requests")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    chosen_name = models.CharField(max_length=60)
    greeting = models.CharField(max_length=500, blank=True)
    invited = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=JoinRequestStatus.choices, default=JoinRequestStatus.WAITING
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            known_status("request_status_known", JoinRequestStatus),
            dated(
                "request_decision_dated",
                "decided_at",
                [s for s in JoinRequestStatus.values if s != JoinRequestStatus.WAITING],
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(status="waiting"),
                name="request_waiting_once",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class Admission(models.Model):
    """One membership secretary's yes to a request; from ten members on it takes two."""

    request = models.ForeignKey(JoinRequest, on_delete=models.CASCADE, related_name="admissions")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "by"], name="admission_once_each"),
        ]
