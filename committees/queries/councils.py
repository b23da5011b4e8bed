"""How many sit where: seats by bands of size, of committees and of councils."""

from committees.models import Affiliation, Committee
from committees.queries.members import members_count
from committees.standing_orders import delegates_for

DEEPEST = 12  # councils above one another; joining in a circle is refused


def seats_for(committee: Committee) -> int:
    """How many delegates it sends: by its members; a council by those of all its committees."""
    return delegates_for(_behind(committee, DEEPEST))


def joins_in_a_circle(committee: Committee, council: Committee) -> bool:
    """Whether the council belongs, over however many others, to the committee that would join it."""
    above, seen = {council.pk}, set()
    while above:
        if committee.pk in above:
            return True
        seen |= above
        rows = Affiliation.objects.joined().filter(committee__in=above)
        above = set(rows.values_list("council", flat=True)) - seen
    return False


def _behind(committee: Committee, deep: int) -> int:
    if not committee.is_council or not deep:
        return members_count(committee)
    rows = Affiliation.objects.joined().filter(council=committee).select_related("committee")
    return sum(_behind(one.committee, deep - 1) for one in rows)
