"""Elections in the digest: the same for everybody, whoever has voted."""

from collections.abc import Iterable

from django.urls import reverse

from elections.models import Election, ElectionStatus
from notices.digests import Line, Week, part

_STEPS = {
    ElectionStatus.NOMINATIONS: ("nominations", "nominations_close_at"),
    ElectionStatus.QUESTIONS: ("voting opens", "voting_opens_at"),
    ElectionStatus.VOTING: ("voting", "voting_closes_at"),
}


@part
def under_way(week: Week) -> Iterable[Line]:
    """The next step of those under way."""
    rows = Election.objects.filter(committee__public_id=week.scope, rehearses=None)
    for one in rows.filter(status__in=_STEPS):
        kind, moment = _STEPS[ElectionStatus(one.status)]
        yield Line(kind, one.title, reverse("election", args=[one.public_id]), getattr(one, moment))


@part
def decided(week: Week) -> Iterable[Line]:
    """Results of the week."""
    rows = Election.objects.filter(
        committee__public_id=week.scope,
        rehearses=None,
        declared_at__gt=week.since,
        declared_at__lte=week.until,
    )
    for one in rows:
        assert one.declared_at is not None  # asked for above
        path = reverse("election-result", args=[one.public_id])
        yield Line("result", one.title, path, one.declared_at)
