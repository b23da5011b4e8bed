"""How it stands with a committee: its founding, its end, its name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committees.models import Committee, CommitteeStatus
from committees.queries.members import members_count
from committees.standing_orders import orders
from core.folding import fold
from core.models import Event

CONFIRMED_WITHIN = timedelta(hours=24)
_NOTICED_FOR = timedelta(days=14)
_FIELDS = {
    "name": gettext_lazy("the name"),
    "aims": gettext_lazy("the aims"),
    "joining": gettext_lazy("who can join"),
    "discretion": gettext_lazy("the subjects of mails"),
    "language": gettext_lazy("the language"),
    "timezone": gettext_lazy("the time zone"),
    "preset": gettext_lazy("how you decide"),
}


def is_dissolution_asked(committee: Committee, at: datetime) -> bool:
    """Whether a dissolution waits for its second person; the asking lapses after a day."""
    asked = committee.dissolution_asked_at
    return asked is not None and at < asked + CONFIRMED_WITHIN


def neighbours_of(committee: Committee) -> QuerySet[Committee]:
    """The other committees that are listed at the same place; of a council, every council."""
    if committee.is_council:
        return Committee.objects.councils().exclude(pk=committee.pk)
    place = ("kind", "campus_id", "area", "territory")
    rows = Committee.objects.alive().listed().exclude(pk=committee.pk)
    return rows.filter(**{name: getattr(committee, name) for name in place})


def is_name_taken(committees: QuerySet[Committee], name: str) -> bool:
    """Whether one of these committees is called so, in any spelling."""
    return fold(name) in {fold(one) for one in committees.values_list("name", flat=True)}


def recent_changes(committee: Committee, now: datetime) -> list[tuple[datetime, str]]:
    """What coordinators changed of the committee's face in 14 days, newest first."""
    events = Event.objects.filter(
        scope=committee.public_id, name="committees.committee_edited", at__gt=now - _NOTICED_FOR
    )
    return [
        (at, ", ".join(str(_FIELDS[one]) for one in data["changed"]))
        for at, data in events.order_by("-at").values_list("at", "data")[:5]
    ]


@dataclass(frozen=True, slots=True)
class Founding:
    """What a forming committee still needs."""

    members: int
    needed: int
    meet_by: datetime

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.members)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """State and sentence of each step, for the stepper."""
        if self.missing:
            sentence = ngettext(
                "Admit %(n)d more member.", "Admit %(n)d more members.", self.missing
            )
            members = ("now", sentence % {"n": self.missing})
        else:
            members = ("done", _("There are three members or more."))
        day = formats.date_format(self.meet_by, "DATE_FORMAT")
        return [
            ("done", _("The committee is open.")),
            members,
            (
                "next" if self.missing else "now",
                _("Hold the founding meeting by %(day)s.") % {"day": day},
            ),
        ]


def founding(committee: Committee) -> Founding | None:
    """The way to the founding; None for a committee that is not forming, and for a council."""
    if committee.is_council or committee.status != CommitteeStatus.FORMING:
        return None
    held = orders(committee)
    meet_by = committee.opened_at + timedelta(days=held.founding_days)
    return Founding(members_count(committee), held.founding_members, meet_by)
