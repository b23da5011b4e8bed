"""Tellers: members who hold the keys that open an election's ballots."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from core.states import Stateful, known_status
from elections.models.elections import Election

MOST_TELLERS = 8  # and the host, where it joins them


class TellerStatus(models.TextChoices):
    ASKED = "asked", _("Asked, has not answered")
    ACCEPTED = "accepted", _("Holds a key")
    DECLINED = "declined", _("Declined")
    DROPPED = "dropped", _("Holds no key any more")


class TellerQuerySet(models.QuerySet["Teller"]):
    def visible_to(self, user: object) -> Self:
        """Who holds keys before one's committee, and oneself in any state."""
        elections = Election.objects.visible_to(user)
        public = Q(status__in=["accepted", "dropped"])
        own = Q(membership__user=user) if getattr(user, "is_authenticated", False) else Q()
        return self.filter(public | own, election__in=elections)

    def holding(self) -> Self:
        """Those with keys, in the order in which they stand on the paper."""
        return self.filter(status="accepted").order_by("answered_at", "pk")


class Teller(Stateful):
    """A member asked to hold a key, who makes it in their own browser. `name` is as on the paper.

    `seal` and `sign` are public keys; `lots` are nine commitments of 32 bytes to the teller's part
    of the lot, one for each number that they may come to have. `number` is theirs on the printed
    paper, null before.
    """

    TRANSITIONS = {
        TellerStatus.ASKED: frozenset(
            {TellerStatus.ACCEPTED, TellerStatus.DECLINED, TellerStatus.DROPPED}
        ),
        TellerStatus.ACCEPTED: frozenset(
            {TellerStatus.ACCEPTED, TellerStatus.DECLINED, TellerStatus.DROPPED}
        ),
        TellerStatus.DECLINED: frozenset({TellerStatus.ASKED}),
        TellerStatus.DROPPED: frozenset({TellerStatus.ASKED}),
    }

    public_id = PublicId()
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="tellers")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=60)
    status = models.CharField(
        max_length=8, choices=TellerStatus.choices, default=TellerStatus.ASKED
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    seal = models.BinaryField(max_length=32, null=True)
    sign = models.BinaryField(max_length=32, null=True)
    lots = models.BinaryField(max_length=288, null=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TellerQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("teller_status_known", TellerStatus),
            models.UniqueConstraint(fields=["election", "membership"], name="teller_once"),
            models.UniqueConstraint(
                fields=["election", "number"],
                condition=Q(status="accepted", number__isnull=False),
                name="teller_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted")
                | Q(
                    seal__isnull=False,
                    sign__isnull=False,
                    lots__isnull=False,
                    answered_at__isnull=False,
                ),
                name="teller_has_keys",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id
