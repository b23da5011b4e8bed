"""Who may do what with an account: its owner, and only while it is open."""

from django.utils.translation import gettext as _

from accounts.models import Session, User
from core.decision import ALLOWED, Decision, denied

YOUNGEST = 13


def sign_up(age: int) -> Decision:
    """Whether somebody of this age may have an account; the age is kept nowhere."""
    if age < YOUNGEST:
        return denied(_("We cannot make an account for you yet."))
    return ALLOWED


def _owner(by: User, user: User) -> Decision:
    """What every change of an account asks."""
    if by.pk != user.pk:
        return denied(_("Only the owner of an account can change it."))
    if not user.is_active:
        return denied(_("This account is closed."))
    return ALLOWED


change_address = _owner
make_recovery_codes = _owner
set_preferences = _owner
make_feed = _owner
revoke_feed = _owner
end_other_sessions = _owner


def erase_account(by: User, user: User) -> Decision:
    """A closed account can be erased too: leaving is a right."""
    if by.pk != user.pk:
        return denied(_("Only the owner of an account can erase it."))
    return ALLOWED


def _owner_of_session(by: User, session: Session) -> Decision:
    """Whether this person may put a label on this session."""
    if session.user_id != by.pk:
        return denied(_("This is not one of your sessions."))
    return ALLOWED


name_session = _owner_of_session
end_session = _owner_of_session
