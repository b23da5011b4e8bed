"""A person here is an address and a way to sign in; no name."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from accounts.fields import EncryptedEmailField, EncryptedTextField
from core.models import PublicId


class UserManager(BaseUserManager["User"]):
    """Makes accounts without passwords."""

    def create_user(self, email: str, **fields: Any) -> "User":
        """A saved user with this address, lower-cased; the password is unusable."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One address, unreadable in a raw dump; language and zone once chosen. No sign-in time is kept."""

    last_login = None
    public_id = PublicId()
    email = EncryptedEmailField(unique=True)
    language = models.CharField(max_length=12, blank=True)
    timezone = TimeZoneField(blank=True, default="")
    joined_on = models.DateField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    operator_since = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_operator(self) -> bool:
        return self.operator_since is not None


class SessionQuerySet(models.QuerySet["Session"]):
    def live(self, at: datetime) -> Self:
        """Those that still sign somebody in."""
        return self.filter(expires_at__gt=at)

    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Session(models.Model):
    """A browser's session. The row holds a hash of the cookie, so a dump lets nobody in."""

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    public_id = PublicId()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    label = EncryptedTextField(blank=True, default="")
    data = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id


class RecoveryCode(models.Model):
    """One printed code that signs its owner in once, without the mailbox; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class FactorKind(models.TextChoices):
    PASSKEY = "passkey", _("Passkey")
    AUTHENTICATOR = "authenticator", _("Authenticator app")


class SecondFactorQuerySet(models.QuerySet["SecondFactor"]):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SecondFactor(models.Model):
    """What a person proves themselves with besides the mailbox. Neither when it was added nor when it
    was used is kept; `secret` is a passkey's credential, or the seed of an authenticator app."""

    public_id = PublicId()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factors"
    )
    kind = models.CharField(max_length=13, choices=FactorKind.choices)
    label = EncryptedTextField(blank=True, default="")
    secret = EncryptedTextField()

    objects = SecondFactorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=FactorKind.values), name="second_factor_kind_known"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kind="authenticator"),
                name="second_factor_one_authenticator",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class CalendarFeed(models.Model):
    """An address at which a calendar reads what this person's committees plan; only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
