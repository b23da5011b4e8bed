"""People at a workplace who agreed to be contacted, and the members who are named for them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from committees.models import Membership
from core.models import PublicId
from outreach.models.workplaces import Workplace


class AskedBy(models.TextChoices):
    """In what office they were asked; nobody's name is kept."""

    DELEGATION = "delegation", _("A member of a delegation")
    COORDINATOR = "coordinator", _("A coordinator")
    DELEGATE = "delegate", _("A delegate")
    MEMBER = "member", _("Another member")


class NamedMemberQuerySet(models.QuerySet["NamedMember"]):
    def active(self) -> Self:
        """Still members of the committee."""
        return self.filter(membership__status="active")


class NamedMember(models.Model):
    """A member who sees the contacts of one workplace, because somebody named them for it."""

    public_id = PublicId()
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="named")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    objects = NamedMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workplace", "membership"], name="named_once"),
        ]

    @property
    def event_scope(self) -> str:
        return self.workplace.committee.public_id


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: object) -> Self:
        """For the members who are named for the workplace, and nobody else."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(
            workplace__named__membership__user=user,
            workplace__named__membership__status="active",
            workplace__named__membership__suspended_until=None,
        )

    def expiring(self, until: datetime) -> Self:
        """Those that end before `until`, and of which nobody was told."""
        return self.filter(noticed_at__isnull=True, expires_at__lte=until)


class Contact(models.Model):
    """Somebody at a workplace who agreed to be contacted: who, how and to what, all sealed.

    It ends at `expires_at`, unless they agree again.
    """

    public_id = PublicId()
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="contacts")
    name = EncryptedTextField(max_length=120)
    reach = EncryptedTextField(max_length=300)
    agreed_to = EncryptedTextField(max_length=500)
    agreed_on = models.DateField()
    asked_by = models.CharField(max_length=11, choices=AskedBy.choices)
    recorded_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    noticed_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__in=AskedBy.values), name="contact_asked_by_known"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("recorded_at")), name="contact_expires"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.workplace.committee.public_id
