"""Every message that leaves: the message, a delivery for each recipient, who refused what."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicId
from core.states import Stateful, dated, known_status


class Category(models.TextChoices):
    SECURITY = "security", _("Security")
    ELECTIONS = "elections", _("Elections and recall")
    MEETINGS = "meetings", _("Meetings")
    ANNOUNCEMENTS = "announcements", _("Announcements")
    DIGEST = "digest", _("Digest")


class MessageStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting for the worker")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> Self:
        """Should be out by now, and is not wholly."""
        return self.filter(
            status__in=[MessageStatus.WAITING, MessageStatus.SENDING], due_at__lte=now
        )

    def with_work(self, now: datetime) -> Self:
        """Due, and a worker can do something about it now."""
        deliveries = Delivery.objects.filter(message=OuterRef("pk"))
        return self.due(now).filter(
            Q(status=MessageStatus.WAITING)
            | Exists(deliveries.claimable(now))
            | ~Exists(deliveries.unfinished())
        )


class Message(Stateful):
    """One message to an audience. The worker computes the recipients when it goes out.

    `audience` names a function registered in `notices.audiences`, called with `about`.
    `template` is the stem under `templates/` of the subject, text and HTML; `context` fills it.
    `scope` is the committee's identifier, for unsubscribing and quotas; blank is the whole site.
    `is_asked_for`: its one reader asked for it just now, so no choice of mail holds it back.
    `in_digest`: the digest tells it too, to those who want that in place of single mails.
    `in_app`: it stands among each recipient's notices, too; not where the set of them is secret.
    """

    TRANSITIONS = {
        MessageStatus.WAITING: frozenset({MessageStatus.SENDING, MessageStatus.CANCELLED}),
        MessageStatus.SENDING: frozenset({MessageStatus.SENT}),
        MessageStatus.SENT: frozenset(),
        MessageStatus.CANCELLED: frozenset(),
    }

    public_id = PublicId()
    key = models.CharField(max_length=120, unique=True)
    category = models.CharField(max_length=16, choices=Category.choices)
    is_formal = models.BooleanField(default=False)
    is_asked_for = models.BooleanField(default=False)
    in_digest = models.BooleanField(default=False)
    in_app = models.BooleanField(default=True)
    scope = models.CharField(max_length=12, blank=True)
    sender = models.CharField(max_length=150, blank=True)
    audience = models.CharField(max_length=80)
    about = models.JSONField(default=dict, blank=True)
    template = models.CharField(max_length=120)
    context = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=10, choices=MessageStatus.choices, default=MessageStatus.WAITING
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expanded_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("message_status_known", MessageStatus),
            dated("message_sent_dated", "sent_at", [MessageStatus.SENT]),
            dated("message_cancel_dated", "cancelled_at", [MessageStatus.CANCELLED]),
            models.CheckConstraint(
                condition=~Q(status__in=["sending", "sent"]) | Q(expanded_at__isnull=False),
                name="message_expansion_dated",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_due",
                condition=Q(status__in=["waiting", "sending"]),
            ),
        ]

    @property
    def may_be_refused(self) -> bool:
        """Everything but security mail has a link that stops it."""
        return self.category != Category.SECURITY

    @property
    def event_scope(self) -> str:
        return self.scope

    @property
    def live_topic(self) -> str:
        """What the page of its sender follows while it goes out."""
        return f"message:{self.public_id}"


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    CLAIMED = "claimed", _("In a worker's hands")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused by the mail server")
    SKIPPED = "skipped", _("Not wanted, or nobody there any more")


ADDRESS_BOUNCES = "address bounces"  # the fault of one skipped since its mail came back
SLOW_DOMAIN = "untried: its provider asks to wait"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unfinished(self) -> Self:
        return self.filter(status__in=[DeliveryStatus.WAITING, DeliveryStatus.CLAIMED])

    def claimable(self, now: datetime) -> Self:
        return self.filter(status=DeliveryStatus.WAITING, try_at__lte=now)

    def held(self, until: datetime) -> Self:
        """In the hands of the worker whose lease ends at `until`."""
        return self.filter(status=DeliveryStatus.CLAIMED, leased_until=until)


class Delivery(Stateful):
    """One message to one account. Claimed in chunks under a lease; unique by message and account."""

    TRANSITIONS = {
        DeliveryStatus.WAITING: frozenset({DeliveryStatus.CLAIMED, DeliveryStatus.SKIPPED}),
        DeliveryStatus.CLAIMED: frozenset(
            {
                DeliveryStatus.WAITING,
                DeliveryStatus.SENT,
                DeliveryStatus.REFUSED,
                DeliveryStatus.SKIPPED,
            }
        ),
        DeliveryStatus.SENT: frozenset(),
        DeliveryStatus.REFUSED: frozenset(),
        DeliveryStatus.SKIPPED: frozenset(),
    }

    public_id = PublicId()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries"
    )
    extra = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=8, choices=DeliveryStatus.choices, default=DeliveryStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            known_status("delivery_status_known", DeliveryStatus),
            dated("delivery_lease_dated", "leased_until", [DeliveryStatus.CLAIMED]),
            dated(
                "delivery_finish_dated",
                "finished_at",
                [DeliveryStatus.SENT, DeliveryStatus.REFUSED, DeliveryStatus.SKIPPED],
            ),
            models.UniqueConstraint(fields=["message", "user"], name="delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["message", "try_at"],
                name="delivery_waiting",
                condition=Q(status="waiting"),
            ),
            models.Index(
                fields=["leased_until"], name="delivery_leased", condition=Q(status="claimed")
            ),
        ]


class Refusal(models.Model):
    """A person wants no mail of this category, from one committee or (blank scope) from any."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="refusals"
    )
    category = models.CharField(max_length=16, choices=Category.choices)
    scope = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "category", "scope"], name="refusal_once"),
            models.CheckConstraint(
                condition=~Q(category="security"), name="refusal_never_of_security"
            ),
        ]


class DigestChoice(models.Model):
    """A person wants one mail a week in place of single announcements; blank scope: everywhere."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choices"
    )
    scope = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope"], name="digest_choice_once"),
        ]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: object) -> Self:
        """A person's own."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(is_read=False)


class Notice(models.Model):
    """A message as it stands in the app for one person, whatever mail they want. No time is kept
    of its reading.
    """

    public_id = PublicId()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    extra = models.JSONField(default=dict, blank=True)
    is_read = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["user"], name="notice_unread", condition=Q(is_read=False)),
        ]

    def __str__(self) -> str:
        return self.public_id


class BounceKind(models.TextChoices):
    HARD = "hard", _("The address takes no mail")
    SOFT = "soft", _("Not delivered this time")


class Bounce(models.Model):
    """One mail to this account came back. `code` is what a server answered, without its words.

    `mark` is a keyed hash of the mail that said so: the same one read twice counts once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bounces"
    )
    kind = models.CharField(max_length=4, choices=BounceKind.choices)
    at = models.DateTimeField()
    code = models.CharField(max_length=20, blank=True)
    mark = models.CharField(max_length=32)

    class Meta:
        constraints = [
            known_status("bounce_kind_known", BounceKind, "kind"),
            models.UniqueConstraint(fields=["user", "mark"], name="bounce_once"),
        ]
        indexes = [models.Index(fields=["at"], name="bounce_by_time")]


class MailStopQuerySet(models.QuerySet["MailStop"]):
    def visible_to(self, user: User) -> Self:
        """One's own, and nobody else's."""
        return self.filter(user=user)


class MailStop(models.Model):
    """Mail to this account's address came back: none is sent there, but for security mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_stop"
    )
    at = models.DateTimeField(db_index=True)

    objects = MailStopQuerySet.as_manager()


class Heartbeat(models.Model):
    """When a part was last seen, by the machine's clock, which the demonstration does not move.

    `worker` and `beat` are processes; `tick` is the last tick that a worker ran to its end;
    `mail-away` is the last time that the mail server did not answer.
    """

    part = models.CharField(max_length=20, unique=True)
    seen_at = models.DateTimeField()


class Failure(models.Model):
    """Something that went wrong in a worker, for the operator's page; no values, no addresses."""

    at = models.DateTimeField(db_index=True)
    part = models.CharField(max_length=80)
    sentence = models.CharField(max_length=300)
    subject = models.CharField(max_length=12, blank=True)
