"""Who watches an election for a candidate."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from core.states import Stateful, dated, known_status
from elections.models.candidacies import Candidacy
from elections.models.elections import Election


class ObserverStatus(models.TextChoices):
    NAMED = "named", _("Asked, has not answered")
    WATCHING = "watching", _("Watches")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class ObserverQuerySet(models.QuerySet["Observer"]):
    def visible_to(self, user: object) -> Self:
        """One's own duty, and those whom one has named oneself."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(Q(membership__user=user) | Q(candidacy__membership__user=user))

    def live(self) -> Self:
        return self.filter(status__in=[ObserverStatus.NAMED, ObserverStatus.WATCHING])

    def watching(self, election: Election) -> Self:
        """Who has said yes, for somebody who still stands."""
        return self.filter(
            candidacy__election=election, candidacy__status="standing", status="watching"
        )


class Observer(Stateful):
    """A member whom a candidate named by chosen name, as typed; watches once they accept.

    Without a membership where nobody bears the name: the candidate sees no difference.
    """

    TRANSITIONS = {
        ObserverStatus.NAMED: frozenset(
            {ObserverStatus.WATCHING, ObserverStatus.DECLINED, ObserverStatus.ENDED}
        ),
        ObserverStatus.WATCHING: frozenset({ObserverStatus.ENDED}),
        ObserverStatus.DECLINED: frozenset(),
        ObserverStatus.ENDED: frozenset(),
    }

    public_id = PublicId()
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="observers")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=60)
    status = models.CharField(
        max_length=8, choices=ObserverStatus.choices, default=ObserverStatus.NAMED
    )
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ObserverQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("observer_status_known", ObserverStatus),
            dated("observer_end_dated", "ended_at", [ObserverStatus.ENDED]),
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=Q(status__in=["named", "watching"]),
                name="observer_one_a_candidate",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.candidacy.event_scope
