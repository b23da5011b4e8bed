"""The link at the foot of a mail: whose, about what. Signed, without expiry, kept nowhere."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from notices.models import Category

_signer = signing.Signer(salt="notices.unsubscribe", sep="~")


@dataclass(frozen=True, slots=True)
class Subscription:
    """A category of mail from one scope to one account; `user` is None once the account is gone."""

    user: User | None
    category: Category
    scope: str


def make(user: User, category: str, scope: str) -> str:
    """The token of a subscription."""
    return _signer.sign(f"{user.public_id}.{category}.{scope}")


def read(token: str) -> Subscription | None:
    """What `make` signed; None for anything else, and for mail that cannot be refused."""
    try:
        person, category, scope = _signer.unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return None
    if category not in Category.values or category == Category.SECURITY:
        return None
    user = User.objects.filter(public_id=person, is_active=True).first()
    return Subscription(user, Category(category), scope)


def link(token: str) -> str:
    """The absolute address of the page that stops this mail."""
    return settings.PUBLIC_URL + reverse("unsubscribe", args=[token])
