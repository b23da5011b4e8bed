"""The members on one campus who meet and decide; and the councils that committees found."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from committees.models.campuses import Campus, CampusKind
from core.models import PublicId
from core.states import Stateful, dated, known_status

if TYPE_CHECKING:
    from accounts.models import User


class CommitteeKind(models.TextChoices):
    CAMPUS = "campus", _("Committee")
    WORKPLACE = "workplace", _("Workers’ committee")
    COUNCIL = "council", _("Council of delegates")


class Reach(models.TextChoices):
    """How far a council reaches."""

    CITY = "city", _("A city")
    REGION = "region", _("A region")
    COUNTRY = "country", _("A country")
    INTERNATIONAL = "international", _("Several countries")


class FacePart(models.TextChoices):
    """What a committee can show to everybody."""

    LISTED = "listed", _("That it is there, and its name")
    SIZE = "size", _("How large it is, in round numbers")
    AIMS = "aims", _("Its aims")
    STATEMENTS = "statements", _("Its statements")
    CONTACT = "contact", _("A form to write to it")


def usual_face() -> list[str]:
    """What a committee shows that has decided nothing about it."""
    return [FacePart.LISTED, FacePart.SIZE, FacePart.AIMS, FacePart.STATEMENTS]


class CommitteeStatus(models.TextChoices):
    FORMING = "forming", _("Forming")
    FOUNDED = "founded", _("Founded")
    DORMANT = "dormant", _("Dormant")
    DISSOLVED = "dissolved", _("Dissolved")


_FOUNDED = (CommitteeStatus.FOUNDED, CommitteeStatus.DORMANT)


class Joining(models.TextChoices):
    OPEN = "open", _("Open: anybody who belongs here may ask")
    VOUCHED = "vouched", _("Vouched: by invitation, or asked and vouched for")
    CLOSED = "closed", _("Closed: by invitation only")


class Discretion(models.TextChoices):
    DISCREET = "discreet", _("Discreet: subjects say no more than they must")
    PLAIN = "plain", _("Plain: subjects name the committee and the business")


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def alive(self) -> Self:
        """Not dissolved."""
        return self.exclude(status=CommitteeStatus.DISSOLVED)

    def founded(self) -> Self:
        """Those that meet and decide, or sleep: not the forming and not the dissolved."""
        return self.filter(status__in=_FOUNDED)

    def so_named(self, words: str, campuses: Iterable[int] = ()) -> Self:
        """Those so named, at a place so named, or at one of these campuses."""
        named = Q(name__icontains=words) | Q(area__icontains=words)
        return self.filter(named | Q(campus__in=campuses))

    def listed(self) -> Self:
        """Those that show that they are there, and are not suspended."""
        return self.filter(shows__contains=[FacePart.LISTED], suspended_at__isnull=True)

    def of(self, user: "User") -> Self:
        """Those in which this person is a member now."""
        return self.filter(memberships__user=user, memberships__status="active")

    def councils(self) -> Self:
        """Councils of delegates that are alive."""
        return self.alive().filter(kind=CommitteeKind.COUNCIL)

    def never_founded(self, since: datetime) -> Self:
        """Forming from before `since`; councils in which no committee has joined after it either."""
        forming = self.filter(status=CommitteeStatus.FORMING, opened_at__lte=since)
        return forming.exclude(pk__in=self.filter(affiliations__joined_at__gt=since).values("pk"))

    def visible_to(self, user: object) -> Self:
        """The public face: committees that are alive and listed, and one's own in any state.

        A council that forms: once a committee has decided to join it, whoever is a member somewhere,
        for their own committee may be the next; before that, the committee that wrote it down.
        """
        forming = Q(kind=CommitteeKind.COUNCIL, status=CommitteeStatus.FORMING)
        listed = Q(shows__contains=[FacePart.LISTED], suspended_at__isnull=True)
        listed &= ~Q(status=CommitteeStatus.DISSOLVED)
        if not getattr(user, "is_authenticated", False):
            return self.filter(listed & ~forming)
        own = Q(memberships__user=user, memberships__status="active")
        mine = self.model.objects.filter(own)
        begun = Q(affiliations__status="joined") & Exists(mine)
        return self.filter(
            own | (listed & ~forming) | (forming & (begun | Q(prepared_for__in=mine)))
        ).distinct()


class Committee(Stateful):
    """A committee; sovereign. `rules` holds what its standing orders change of the defaults.

    A council of delegates is one, too: its members are those who sit there (`Seat`). It stands on
    no campus, and reaches over an `area` (the name of a city, a region; blank where `reach` says it).
    So is a workers' committee, whose `area` is its workplace, in the country `territory`. `shows`
    are the parts of its face that everybody sees.
    `prepared_for` is the committee whose coordinator wrote a council down. Suspended by the host it
    begins nothing new and is seen by its members alone, who read why (`suspended_because`).
    """

    TRANSITIONS = {
        CommitteeStatus.FORMING: frozenset({CommitteeStatus.FOUNDED, CommitteeStatus.DISSOLVED}),
        CommitteeStatus.FOUNDED: frozenset({CommitteeStatus.DORMANT, CommitteeStatus.DISSOLVED}),
        CommitteeStatus.DORMANT: frozenset({CommitteeStatus.FOUNDED, CommitteeStatus.DISSOLVED}),
        CommitteeStatus.DISSOLVED: frozenset(),
    }

    public_id = PublicId()
    kind = models.CharField(
        max_length=9, choices=CommitteeKind.choices, default=CommitteeKind.CAMPUS
    )
    campus = models.ForeignKey(
        Campus, null=True, blank=True, on_delete=models.PROTECT, related_name="committees"
    )
    reach = models.CharField(max_length=13, choices=Reach.choices, blank=True)
    area = models.CharField(max_length=120, blank=True)
    prepared_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="prepared"
    )
    territory = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=120)
    aims = models.TextField(max_length=20_000)
    status = models.CharField(
        max_length=12, choices=CommitteeStatus.choices, default=CommitteeStatus.FORMING
    )
    joining = models.CharField(max_length=8, choices=Joining.choices, default=Joining.VOUCHED)
    discretion = models.CharField(max_length=8, choices=Discretion.choices)
    timezone = TimeZoneField()
    language = models.CharField(max_length=12, default="en")
    preset = models.CharField(max_length=20, default="simple")
    rules = models.JSONField(default=dict, blank=True)
    shows = models.JSONField(default=usual_face, blank=True)
    opened_at = models.DateTimeField()
    founded_at = models.DateTimeField(null=True, blank=True)
    dormant_at = models.DateTimeField(null=True, blank=True)
    dissolved_at = models.DateTimeField(null=True, blank=True)
    dissolution_asked_at = models.DateTimeField(null=True, blank=True)
    dissolution_asked_by = models.ForeignKey(
        "Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_because = models.CharField(max_length=500, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("committee_status_known", CommitteeStatus),
            dated("committee_dormant_dated", "dormant_at", [CommitteeStatus.DORMANT]),
            dated("committee_dissolved_dated", "dissolved_at", [CommitteeStatus.DISSOLVED]),
            models.CheckConstraint(
                condition=~Q(status__in=["founded", "dormant"]) | Q(founded_at__isnull=False),
                name="committee_founded_dated",
            ),
            models.CheckConstraint(
                condition=Q(joining__in=Joining.values), name="committee_joining_known"
            ),
            models.CheckConstraint(
                condition=Q(discretion__in=Discretion.values), name="committee_discretion_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="committee_named"),
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True, suspended_because="")
                | (Q(suspended_at__isnull=False) & ~Q(suspended_because="")),
                name="committee_suspension_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind="campus", campus__isnull=False, reach="", area="", territory="")
                | Q(kind="council", campus__isnull=True, reach__in=Reach.values, territory="")
                | (Q(kind="workplace", campus__isnull=True, reach="") & ~Q(area="")),
                name="committee_stands_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def event_scope(self) -> str:
        return self.public_id

    @property
    def mail_context(self) -> dict[str, str | bool]:
        """What every mail of the committee knows: name, discretion, and for those who chose none,
        language and zone."""
        return {
            "committee": self.name,
            "discreet": self.discretion == Discretion.DISCREET,
            "language": self.language,
            "timezone": str(self.timezone),
        }

    @property
    def is_council(self) -> bool:
        return self.kind == CommitteeKind.COUNCIL

    @property
    def is_at_work(self) -> bool:
        """Whether it is a workers' committee."""
        return self.kind == CommitteeKind.WORKPLACE

    @property
    def is_listed(self) -> bool:
        """Whether everybody may know that it is there."""
        return FacePart.LISTED in self.shows

    @property
    def stands_at(self) -> str:
        """The campus, the workplace, or what a council reaches over, in words."""
        return self.campus.name if self.campus else self.area or str(Reach(self.reach).label)

    @property
    def country(self) -> str:
        """Two letters; blank for a council, which may lie in several."""
        return self.campus.country if self.campus else self.territory

    @property
    def is_high_school(self) -> bool:
        """Whether its members sit in class until the afternoon."""
        return self.campus is not None and self.campus.kind == CampusKind.HIGH_SCHOOL

    @property
    def is_founded(self) -> bool:
        """Whether it meets and decides, or sleeps."""
        return self.status in _FOUNDED

    @property
    def is_alive(self) -> bool:
        return self.status != CommitteeStatus.DISSOLVED

    @property
    def is_suspended(self) -> bool:
        """Whether the host has suspended it."""
        return self.suspended_at is not None
