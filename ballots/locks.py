"""The lock between casting and closing, held until the transaction ends.

An advisory lock queues fairly, which row locks do not: a close that waits is not overtaken by
ballots that come later. And it writes nothing to the disk.
"""

from django.db import connection

from ballots.models import Contest

_BOX = 0x626F78  # keeps these locks apart from others on the same number


def share_box(contest: Contest) -> None:
    """Casting: many at a time, none while the box is being closed."""
    _take("pg_advisory_xact_lock_shared", contest)


def seize_box(contest: Contest) -> None:
    """Closing: waits for every ballot under way, and none comes after it."""
    _take("pg_advisory_xact_lock", contest)


def _take(function: str, contest: Contest) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_BOX, contest.pk % 2**31])
