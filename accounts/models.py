"""A person here is an address and a way to sign in; no name."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from timezone_field import TimeZoneField

from accounts.fields import EncryptedEmailField
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
