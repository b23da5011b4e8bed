"""What a person may refuse, and have sent again."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.decision import ALLOWED, Decision, denied
from notices.models import Category, Notice


def unsubscribe(user: User, category: str) -> Decision:
    """Anybody, of anything but the mail that keeps the account safe."""
    if category not in Category.values:
        return denied(_("There is no such kind of mail."))
    if category == Category.SECURITY:
        return denied(_("Mail about the safety of your account cannot be stopped."))
    return ALLOWED


def read_notice(user: User, notice: Notice) -> Decision:
    """Whose notice it is."""
    if notice.user_id != user.pk:
        return denied(_("This notice is for somebody else."))
    return ALLOWED


def read_notices(user: User) -> Decision:
    """Anybody, of their own."""
    return ALLOWED


def resume_mail(by: User, user: User) -> Decision:
    """The owner of the address, as often as they like: each try is one mail."""
    if by.pk != user.pk:
        return denied(_("Only the owner of an account can change it."))
    return ALLOWED
