"""Who may have the archive, and which may be taken in; every verb can be had from here."""

from archives.permissions.archives import (
    ask_for_archive,
    confirm_archive,
    fetch_archive,
    withdraw_archive,
)
from archives.permissions.moving import claim_membership, import_committee

__all__ = [
    "ask_for_archive",
    "claim_membership",
    "confirm_archive",
    "fetch_archive",
    "import_committee",
    "withdraw_archive",
]
