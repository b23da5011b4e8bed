"""Mails that came back, as programs of others write them."""

from collections.abc import Callable
from pathlib import Path

from accounts import return_paths
from accounts.models import User
from notices.models import Bounce

Receive = Callable[[bytes], str]
FOLDER = Path(__file__).parent / "returned"


def returned(name: str, user: User, *, to: str = "") -> bytes:
    """One of the mails in the folder, as it would come for this account."""
    text = (FOLDER / f"{name}.eml").read_text().replace("RETURN_PATH", to or return_paths.of(user))
    return text.replace("RECIPIENT", user.email).replace("\n", "\r\n").encode()


def kinds(user: User) -> list[tuple[str, str]]:
    return list(Bounce.objects.filter(user=user).order_by("pk").values_list("kind", "code"))
