"""What accounts asks of notices: what goes when somebody moves to another address."""

from accounts.models import User
from accounts.moving import on_move
from notices.operations import bounces


@on_move
def begin_anew(user: User) -> None:
    """What came back from the old address says nothing of the new one."""
    bounces.forget(user)
