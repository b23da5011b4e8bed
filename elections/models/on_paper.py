"""The two who enter what members wrote on paper, and each one's list until both agree."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.models import Membership
from core.models import PublicId
from elections.models.elections import Election

PLACES = (1, 2)


class Written(models.TextChoices):
    """What a paper holds; all but a ballot and a blank one are spoilt, for this reason."""

    BALLOT = "ballot", _("Numbers, as entered above")
    BLANK = "blank", _("Blank: nothing is written on it")
    UNCLEAR = "unclear", _("Spoilt: no first choice is clear")
    SIGNED = "signed", _("Spoilt: it shows who voted")
    FOREIGN = "foreign", _("Spoilt: it is no paper of this election")


class PaperCountQuerySet(models.QuerySet["PaperCount"]):
    def visible_to(self, user: object) -> Self:
        """One's own list: the two enter independently."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(membership__user=user, membership__status="active")


class PaperCount(models.Model):
    """One's list of all papers: the returning officer's (`place` 1), or the named member's (2).

    `again` holds the numbers that differed when both were last compared.
    """

    public_id = PublicId()
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="paper_counts")
    place = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    named_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    again = models.JSONField(default=list, blank=True)

    objects = PaperCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(place__in=PLACES), name="paper_count_of_two"),
            models.UniqueConstraint(fields=["election", "place"], name="paper_count_place_once"),
            models.UniqueConstraint(
                fields=["election", "membership"], name="paper_count_by_two_people"
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.election.committee.public_id


class PaperEntryQuerySet(models.QuerySet["PaperEntry"]):
    def visible_to(self, user: object) -> Self:
        """Those of one's own list."""
        return self.filter(count__in=PaperCount.objects.visible_to(user))


class PaperEntry(models.Model):
    """What one of the two read on the paper with this number; deleted when both agree."""

    count = models.ForeignKey(PaperCount, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    written = models.CharField(max_length=8, choices=Written.choices, default=Written.BALLOT)
    choices = models.JSONField(default=list, blank=True)

    objects = PaperEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "paper entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(written__in=Written.values), name="paper_entry_written_known"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="paper_entry_numbered"),
            models.CheckConstraint(
                condition=(Q(written="ballot") & ~Q(choices=[]))
                | (~Q(written="ballot") & Q(choices=[])),
                name="paper_entry_chooses",
            ),
            models.UniqueConstraint(fields=["count", "number"], name="paper_entry_once"),
        ]
