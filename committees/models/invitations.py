"""Ways in: single-use invitations, batches of them, and requests to join."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models.committees import Committee
from committees.models.mandates import MandateStatus, Office
from committees.models.memberships import Membership, MembershipStatus
from core.models import PublicId
from core.states import Stateful, dated, known_status

INVITERS = (Office.MEMBERSHIP_SECRETARY, Office.COORDINATOR)


def _officer_in(user: object, offices: Sequence[str]) -> models.QuerySet[Committee]:
    if not getattr(user, "is_authenticated", False):
        return Committee.objects.none()
    return Committee.objects.filter(
        memberships__user=user,  # type: ignore[misc]
        memberships__status=MembershipStatus.ACTIVE,
        memberships__mandates__office__in=offices,
        memberships__mandates__status=MandateStatus.LIVE,
    )


class InvitationBatchQuerySet(models.QuerySet["InvitationBatch"]):
    def due(self, now: datetime) -> Self:
        """Not finished, and in no worker's hands."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.filter(free, finished_at__isnull=True)

    def visible_to(self, user: object) -> Self:
        """Of committees in which this person is membership secretary or coordinator now."""
        return self.filter(committee__in=_officer_in(user, INVITERS))


class InvitationBatch(models.Model):
    """Addresses pasted or uploaded at once; the worker makes and mails an invitation for each.

    `waiting` holds the addresses not yet done, encrypted, and is emptied as they go out;
    `leased_until` is when another worker may go on, because this one died or mail was away.
    `faults` lists `[row number, reason]` in words of `FAULTS`, without the address.
    """

    FAULTS = {
        "empty": _("There is no e-mail address in this row."),
        "invalid": _("This is not a complete e-mail address."),
        "words": _("Write only the address in this row, or a name and the <address>."),
        "letters": _("This address has letters that our mail cannot reach yet."),
        "long": _("This is too long for an e-mail address."),
        "twice": _("This address stands in an earlier row already."),
        "refused": _("The mail server of this address refused the mail."),
    }

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="batches")
    made_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    waiting = models.TextField(blank=True)
    faults = models.JSONField(default=list, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "invitation batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")), name="batch_done_within_total"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(waiting=""),
                name="batch_finished_holds_no_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], name="batch_unfinished", condition=Q(finished_at__isnull=True)
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.committee.public_id


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self, now: datetime) -> Self:
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)

    def visible_to(self, user: object) -> Self:
        """One's own, while one is a member."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(made_by__user=user, made_by__status=MembershipStatus.ACTIVE)


class Invitation(models.Model):
    """A single-use way in, 72 hours long. Only a hash of its token is kept; opening uses nothing."""

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    batch = models.ForeignKey(
        InvitationBatch,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
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


class InvitationRefusal(models.Model):
    """Somebody without an account wants no invitation by mail; of the address only an HMAC is kept."""

    digest = models.CharField(max_length=64, unique=True)
    refused_on = models.DateField()


class JoinRequestStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ADMITTED = "admitted", _("Admitted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=JoinRequestStatus.WAITING)

    def due(self, now: datetime) -> Self:
        """Nobody answered in time."""
        return self.waiting().filter(expires_at__lte=now)

    def visible_to(self, user: object) -> Self:
        """One's own; for membership secretaries those of their committee."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        secretary = _officer_in(user, [Office.MEMBERSHIP_SECRETARY])
        return self.filter(Q(user=user) | Q(committee__in=secretary))


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

    objects = JoinRequestQuerySet.as_manager()

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
