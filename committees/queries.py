"""What pages need from several tables, as frozen values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import formats
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committees.campus_sources.timezones import country_names
from committees.models import (
    Campus,
    Committee,
    CommitteeStatus,
    Mandate,
    MandateSource,
    Membership,
    Office,
)
from committees.standing_orders import (
    DELEGATE_BANDS,
    GROUPS,
    MEANINGS,
    PRESETS,
    RULES,
    TWO_PEOPLE_FROM,
    orders,
)
from core.folding import fold
from core.markdown import to_html
from core.models import Event

SIZES = (5000, 2000, 1000, 500, 200, 100, 50, 10)
ROLES = (Office.COORDINATOR, Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER)
CONFIRMED_WITHIN = timedelta(hours=24)
_NOTICED_FOR = timedelta(days=14)
# The rules a reader asks for first.
_AT_A_GLANCE = ("notice_general_days", "voting_hours", "delegate_months", "recall_percent")
_DIGITS = re.compile(r"\d+")
_FIELDS = {
    "name": gettext_lazy("the name"),
    "aims": gettext_lazy("the aims"),
    "joining": gettext_lazy("who can join"),
    "discretion": gettext_lazy("the subjects of mails"),
    "language": gettext_lazy("the language"),
    "timezone": gettext_lazy("the time zone"),
    "preset": gettext_lazy("how you decide"),
}


def membership_of(user: object, committee: Committee) -> Membership:
    """This person's membership of the committee; 404 where there is none."""
    if not getattr(user, "is_authenticated", False):
        raise Http404
    try:
        membership = Membership.objects.active().get(user=user, committee=committee)  # type: ignore[misc]
    except ObjectDoesNotExist:
        raise Http404 from None
    membership.committee = committee
    return membership


def members_count(committee: Committee) -> int:
    """How many members there are now."""
    return Membership.objects.active().filter(committee=committee).count()


def takes_two(committee: Committee) -> bool:
    """Whether big changes take two people here: founded, and ten members or more."""
    is_forming = committee.status == CommitteeStatus.FORMING
    return not is_forming and members_count(committee) >= TWO_PEOPLE_FROM


def is_dissolution_asked(committee: Committee, at: datetime) -> bool:
    """Whether a dissolution waits for its second person; the asking lapses after a day."""
    asked = committee.dissolution_asked_at
    return asked is not None and at < asked + CONFIRMED_WITHIN


def is_name_taken(committees: QuerySet[Committee], name: str) -> bool:
    """Whether one of these committees is called so, in any spelling."""
    return fold(name) in {fold(one) for one in committees.values_list("name", flat=True)}


def coarse(members: int) -> str:
    """A number of members as the public reads it: "50+"; nothing finer."""
    for size in SIZES:
        if members >= size:
            return f"{size}+"
    return _("fewer than 10")


@dataclass(frozen=True, slots=True)
class CommitteeFace:
    """What anybody may know of a committee. Nobody's name is in it."""

    public_id: str
    name: str
    aims: SafeString
    status: str
    status_name: str
    status_sentence: str
    joining: str
    joining_name: str
    size: str
    campus: str
    campus_id: str
    place: str


_SENTENCES = {
    CommitteeStatus.FORMING: gettext_lazy(
        "It is forming: it is founded when three members have held the founding meeting."
    ),
    CommitteeStatus.FOUNDED: gettext_lazy("It has been founded, and meets and decides."),
    CommitteeStatus.DORMANT: gettext_lazy("It is asleep: nothing has been decided for long."),
    CommitteeStatus.DISSOLVED: gettext_lazy("It has been dissolved."),
}


def faces(committees: Iterable[Committee]) -> list[CommitteeFace]:
    """The public faces of committees fetched by `with_sizes`."""
    return [_face(one, one.members_now) for one in committees]  # type: ignore[attr-defined]


def face(committee: Committee) -> CommitteeFace:
    """The public face of one committee."""
    return _face(committee, members_count(committee))


def with_sizes(campus: Campus) -> list[CommitteeFace]:
    """The committees on a campus that are alive, largest first."""
    active = Count("memberships", filter=Q(memberships__status="active"))
    rows = Committee.objects.alive().filter(campus=campus).select_related("campus")
    return faces(rows.annotate(members_now=active).order_by("-members_now", "name")[:50])


def place(campus: Campus) -> str:
    """City and country, as read."""
    country = country_names().get(campus.country, campus.country)
    return ", ".join(part for part in (campus.city, country) if part)


def _face(committee: Committee, members: int) -> CommitteeFace:
    return CommitteeFace(
        public_id=committee.public_id,
        name=committee.name,
        aims=to_html(committee.aims),
        status=committee.status,
        status_name=str(committee.get_status_display()),
        status_sentence=str(_SENTENCES[CommitteeStatus(committee.status)]),
        joining=committee.joining,
        joining_name=str(committee.get_joining_display()),
        size=coarse(members),
        campus=committee.campus.name,
        campus_id=committee.campus.public_id,
        place=place(committee.campus),
    )


@dataclass(frozen=True, slots=True)
class CampusLine:
    """One result of a search."""

    public_id: str
    name: str
    nicknames: str
    place: str
    kind: str
    committees: int


def campus_lines(campuses: Iterable[Campus]) -> list[CampusLine]:
    """Search results with the number of committees at each; one query for all."""
    campuses = list(campuses)
    alive = Committee.objects.alive().filter(campus__in=campuses).values("campus")
    counts = dict(alive.annotate(n=Count("pk")).values_list("campus", "n"))
    return [
        CampusLine(
            public_id=one.public_id,
            name=one.name,
            nicknames=", ".join(one.nicknames[:3]),
            place=place(one),
            kind=str(one.get_kind_display()),
            committees=counts.get(one.pk, 0),
        )
        for one in campuses
    ]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, by which decision, since and until when."""

    mandate: str
    name: str
    source: str
    election: str
    is_provisional: bool
    since: datetime
    until: datetime | None
    position: int


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office with its holders, and how many are asked to carry it too."""

    office: str
    label: str | Promise
    task: str | Promise
    holders: tuple[Holder, ...]
    asked: int


_TASKS = {
    Office.COORDINATOR: gettext_lazy("Calls meetings and carries out what they decide."),
    Office.MEMBERSHIP_SECRETARY: gettext_lazy(
        "Admits members. Sees chosen names, never an address."
    ),
    Office.RETURNING_OFFICER: gettext_lazy("Runs an election, and does not stand in it."),
    Office.DELEGATE: gettext_lazy("Speaks for us at councils with other committees."),
    Office.ALTERNATE: gettext_lazy("Steps in when a delegate cannot."),
}


def offices(committee: Committee) -> list[OfficeHeld]:
    """Every office, those that nobody holds too; delegates only where there are some."""
    rows = Mandate.objects.unended().filter(committee=committee).select_related("membership")
    found: dict[str, list[Mandate]] = {}
    for row in rows.order_by("position", "given_at", "pk"):
        found.setdefault(row.office, []).append(row)
    return [
        OfficeHeld(
            office=office.value,
            label=office.label,
            task=_TASKS[office],
            holders=tuple(_holder(one) for one in found.get(office, []) if one.status == "live"),
            asked=sum(one.status == "given" for one in found.get(office, [])),
        )
        for office in Office
        if office in ROLES or office in found
    ]


def _holder(mandate: Mandate) -> Holder:
    return Holder(
        mandate=mandate.public_id,
        name=mandate.membership.shown_name,
        source=str(mandate.get_source_display()),
        election=mandate.decision if mandate.source == MandateSource.ELECTION else "",
        is_provisional=mandate.is_provisional,
        since=mandate.given_at,
        until=mandate.ends_at,
        position=mandate.position,
    )


def own_mandates(member: Membership) -> list[Mandate]:
    """What this member carries or is asked to carry."""
    return list(Mandate.objects.unended().filter(membership=member).order_by("given_at", "pk"))


def nags(committee: Committee, member: Membership) -> list[str]:
    """What a committee lacks to be safe, as sentences for this member.

    That offices should be shared is told to who can share them, once there is somebody to ask.
    """
    live = Mandate.objects.live().filter(committee=committee, office__in=ROLES)
    rows = list(live.values_list("office", "membership"))
    found = []
    if not any(office == Office.COORDINATOR for office, _who in rows):
        found.append(_("Nobody is coordinator. Elect one at the next meeting."))
    if not any(office == Office.MEMBERSHIP_SECRETARY for office, _who in rows):
        found.append(_("Nobody is membership secretary, so nobody can admit members."))
    may_share = (Office.COORDINATOR, member.pk) in rows
    if may_share and len({who for _office, who in rows}) < 2 and members_count(committee) > 1:
        found.append(_("Fewer than two people carry offices. Share them, so that no one is alone."))
    return found


def recent_changes(committee: Committee, now: datetime) -> list[tuple[datetime, str]]:
    """What coordinators changed of the committee's face in 14 days, newest first."""
    events = Event.objects.filter(
        scope=committee.public_id, name="committees.committee_edited", at__gt=now - _NOTICED_FOR
    )
    return [
        (at, ", ".join(str(_FIELDS[one]) for one in data["changed"]))
        for at, data in events.order_by("-at").values_list("at", "data")[:5]
    ]


def roll_looks(committee: Committee, now: datetime) -> int:
    """How often the roll was looked at in 30 days."""
    month_ago = now - timedelta(days=30)
    looks = Event.objects.filter(scope=committee.public_id, name="committees.roll_seen")
    return looks.filter(at__gt=month_ago).count()


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
    """The way to the founding; None for a committee that is not forming."""
    if committee.status != CommitteeStatus.FORMING:
        return None
    held = orders(committee)
    meet_by = committee.opened_at + timedelta(days=held.founding_days)
    return Founding(members_count(committee), held.founding_members, meet_by)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it holds here."""

    key: str
    name: str | Promise
    value: str
    sentence: str
    limits: str
    usual: str
    is_own: bool

    @property
    def number(self) -> str:
        """The digits of the value, which are set large; all of it where a language has none."""
        found = _DIGITS.search(self.value)
        return found[0] if found else self.value

    @property
    def unit(self) -> str:
        return self.value.replace(self.number, "", 1).strip()


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules on one subject, and what the words in them mean."""

    name: str | Promise
    meaning: str | Promise
    lines: tuple[RuleLine, ...]


def rule_groups(committee: Committee) -> list[RuleGroup]:
    """The standing orders by group, each rule as a sentence with its limits."""
    held = orders(committee)
    groups: dict[str, list[RuleLine]] = {group: [] for group in GROUPS}
    for key, rule in RULES.items():
        value = getattr(held, key)
        line = RuleLine(
            key=key,
            name=rule.name,
            value=rule.measured(value),
            sentence=rule.said(value),
            limits=rule.limits,
            usual=rule.measured(rule.default),
            is_own=value != rule.default,
        )
        groups[rule.group].append(line)
    return [
        RuleGroup(GROUPS[group], MEANINGS[group], tuple(lines)) for group, lines in groups.items()
    ]


def at_a_glance(groups: Iterable[RuleGroup]) -> list[RuleLine]:
    """The few rules that a reader asks for first."""
    lines = {line.key: line for group in groups for line in group.lines}
    return [lines[key] for key in _AT_A_GLANCE]


def delegate_bands() -> list[tuple[str, int]]:
    """How many delegates a committee of each size sends, as a table."""
    lows = [1, *(up_to + 1 for up_to, _delegates in DELEGATE_BANDS)]
    return [
        (f"{low} – {up_to}", delegates)
        for low, (up_to, delegates) in zip(lows, DELEGATE_BANDS, strict=False)
    ]


def preset_name(committee: Committee) -> str | Promise:
    return PRESETS.get(committee.preset, PRESETS["simple"]).name


@dataclass(frozen=True, slots=True)
class Leaving:
    """What ends when a member leaves."""

    offices: tuple[str, ...]
    last_holder_of: tuple[str, ...]


def leaving(member: Membership) -> Leaving:
    """The offices that end, and those of them that nobody else holds."""
    live = Mandate.objects.live().filter(committee=member.committee)
    held = list(live.filter(membership=member).order_by("given_at"))
    others = set(live.exclude(membership=member).values_list("office", flat=True))
    return Leaving(
        offices=tuple(one.get_office_display() for one in held),
        last_holder_of=tuple(one.get_office_display() for one in held if one.office not in others),
    )
