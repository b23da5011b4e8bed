"""What members are told of an archive: that it is asked for, and that it was fetched."""

from datetime import datetime
from typing import Any

from archives.models import Archive
from notices.models import Category
from notices.operations.messages import send_message


def archive_asked_for(archive: Archive, *, takes_two: bool, at: datetime) -> None:
    """At once, so that there is a day to speak about it."""
    opens_at = archive.opens_at.isoformat() if archive.opens_at else None
    said = {"takes_two": takes_two} | ({"opens_at": opens_at} if opens_at else {})
    _send(archive, "archive_asked_for", "committees.members", said, at)


def archive_fetched(archive: Archive, *, at: datetime) -> None:
    """With the code by which each takes up their membership elsewhere."""
    _send(archive, "archive_fetched", "archives.members", {}, at)


def _send(archive: Archive, what: str, audience: str, said: dict[str, Any], at: datetime) -> None:
    committee = archive.committee
    send_message(
        f"{what.replace('_', '-')}:{archive.public_id}",
        category=Category.MEETINGS,
        audience=audience,
        about={"committee": committee.public_id, "archive": archive.public_id},
        template=f"archives/email/{what}",
        context=committee.mail_context | said | {"public_id": committee.public_id},
        at=at,
        scope=committee.public_id,
        sender=committee.name,
        is_formal=True,
    )
