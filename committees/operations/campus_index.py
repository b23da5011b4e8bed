"""The words under which campuses are found, written when one is added or changed."""

from collections.abc import Collection

from django.db import connection

from committees.models import Campus, CampusName
from core.folding import fold, index_tokens

_LOCK = 0x63616D70  # "camp"


def lock() -> None:
    """One at a time adds campuses, until the transaction ends: two cannot add the same one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def index(campuses: Collection[Campus]) -> None:
    """Write anew the words under which these campuses are found."""
    for campus in campuses:
        names = (fold(name) for name in (campus.name, *campus.nicknames))
        campus.folded_names = f"|{'|'.join(names)}|"
    Campus.objects.bulk_update(campuses, ["folded_names"])
    CampusName.objects.filter(campus__in=campuses).delete()
    CampusName.objects.bulk_create(
        CampusName(campus=campus, word=word)
        for campus in campuses
        for word in index_tokens(" ".join((campus.name, *campus.nicknames, campus.city)))
    )
