"""What a process that died between a commit and what follows it has left behind."""

import logging

from ballots import box, keyring
from ballots.models import Contest, ContestStatus

log = logging.getLogger("rankandfile.ballots")

_KEYS_OF = {
    ContestStatus.DRAFT: set(keyring.PURPOSES),
    ContestStatus.PREPARED: set(keyring.PURPOSES),
    ContestStatus.OPEN: set(keyring.PURPOSES),
    ContestStatus.CLOSED: {keyring.RECEIPT, keyring.HOLDER},
    ContestStatus.LISTED: {keyring.HOLDER},
    ContestStatus.COUNTED: set(),
    ContestStatus.VOID: set(),
}


def destroy_left_keys() -> None:
    """Destroy keys that no vote needs any more."""
    held = keyring.held()
    statuses = Contest.objects.filter(public_id__in=held).values_list("public_id", "status")
    for public_id, status in statuses:
        left = held[public_id] - _KEYS_OF[ContestStatus(status)]
        if left:
            keyring.destroy(public_id, *left)
            log.warning("keys of the vote %s were left behind; now destroyed", public_id)


# While a vote is open, another process may be closing it: what it has renamed stays.
_OPEN = {box.PAPERS, box.ISSUED, box.BOX, box.CLOSING}
_RELATIONS_OF = {
    ContestStatus.DRAFT: set(box.ALL),
    ContestStatus.PREPARED: _OPEN,
    ContestStatus.OPEN: _OPEN,
    ContestStatus.CLOSED: {box.CLOSING, box.LISTED},
    ContestStatus.LISTED: {box.LISTED},
    ContestStatus.COUNTED: set(),
    ContestStatus.VOID: set(),
}


def drop_left_relations() -> None:
    """Drop papers, boxes and lists that no vote needs any more."""
    there = box.relations()
    statuses = dict(Contest.objects.filter(public_id__in=there).values_list("public_id", "status"))
    for public_id, kinds in there.items():
        kept = _RELATIONS_OF[ContestStatus(statuses[public_id])] if public_id in statuses else kinds
        if left := kinds - kept:
            box.drop(public_id, *left)
            box.scrub()
            log.warning("relations of the vote %s were left behind; now dropped", public_id)
