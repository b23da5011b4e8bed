"""Who may do what with an account: its owner, and only while it is open."""

from django.utils.translation import gettext as _

from accounts.models import FactorKind, SecondFactor, Session, User
from core.decision import ALLOWED, Decision, denied

YOUNGEST = 13
PASSKEYS_AT_MOST = 10


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
add_authenticator = _owner


def add_passkey(by: User, user: User) -> Decision:
    """As many as a person has devices."""
    if not (allowed := _owner(by, user)):
        return allowed
    if user.second_factors.filter(kind=FactorKind.PASSKEY).count() >= PASSKEYS_AT_MOST:
        return denied(_("You have ten passkeys. Remove one that you no longer use first."))
    return ALLOWED


def freeze_account(by: User, user: User) -> Decision:
    """Everybody's own, a closed one too: whoever has to get away is not asked for more."""
    if by.pk != user.pk:
        return denied(_("Only the owner of an account can freeze it."))
    return ALLOWED


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


def _owner_of_factor(by: User, factor: SecondFactor) -> Decision:
    """Nobody else, no operator either, may touch what a person signs in with."""
    if factor.user_id != by.pk:
        return denied(_("This does not belong to your account."))
    return ALLOWED


name_second_factor = _owner_of_factor
remove_second_factor = _owner_of_factor
