"""Joint meetings: several committees meet together, and each votes for itself on a roll of its own."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from core.models import PublicId
from core.states import Stateful, dated, known_status


class JointMeetingQuerySet(models.QuerySet["JointMeeting"]):
    def visible_to(self, user: object) -> Self:
        """Those in which one's committee takes part; a coordinator's, where it is invited."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(parts__in=JointPart.objects.visible_to(user)).distinct()


class JointMeeting(models.Model):
    """What the meetings of several committees have in common that are held as one.

    Each committee that takes part has a meeting of its own (`Meeting.joint`), with its own roll,
    door, quorum, votes, minutes and resolutions. `leading` is the one in which whoever chairs sits:
    what they rule there is done in the others, too.
    """

    public_id = PublicId()
    host = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    leading = models.OneToOneField(
        "Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="leads"
    )
    called_at = models.DateTimeField()

    objects = JointMeetingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.host.public_id


class JointPartStatus(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Takes part")
    DECLINED = "declined", _("Does not take part")
    WITHDRAWN = "withdrawn", _("Has withdrawn")


class JointPartQuerySet(models.QuerySet["JointPart"]):
    def visible_to(self, user: object) -> Self:
        """The part of one's own committee: of a coordinator at once, of members once it is accepted."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        mine = Q(committee__memberships__user=user, committee__memberships__status="active")
        coordinates = Q(
            committee__memberships__mandates__office="coordinator",
            committee__memberships__mandates__status="live",
        )
        return self.filter(mine & (Q(status="accepted") | coordinates)).distinct()

    def taking_part(self) -> Self:
        """Accepted, the host's among them."""
        return self.filter(status=JointPartStatus.ACCEPTED)


class JointPart(Stateful):
    """A committee that is invited to a joint meeting, and its answer; the host's is accepted at once."""

    TRANSITIONS = {
        JointPartStatus.INVITED: frozenset({JointPartStatus.ACCEPTED, JointPartStatus.DECLINED}),
        JointPartStatus.ACCEPTED: frozenset({JointPartStatus.WITHDRAWN}),
        JointPartStatus.DECLINED: frozenset({JointPartStatus.INVITED}),
        JointPartStatus.WITHDRAWN: frozenset(),
    }

    public_id = PublicId()
    joint = models.ForeignKey(JointMeeting, on_delete=models.CASCADE, related_name="parts")
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="joint_parts")
    status = models.CharField(
        max_length=10, choices=JointPartStatus.choices, default=JointPartStatus.INVITED
    )
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = JointPartQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("joint_part_status_known", JointPartStatus),
            dated(
                "joint_part_answer_dated",
                "answered_at",
                [JointPartStatus.ACCEPTED, JointPartStatus.DECLINED, JointPartStatus.WITHDRAWN],
            ),
            models.UniqueConstraint(fields=["joint", "committee"], name="joint_part_once"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.committee.public_id
