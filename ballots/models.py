"""One engine for every secret vote: a contest, a roll of opaque voters, the ballots, the count.

The simple ballot: until the close a ballot lies sealed under an HMAC of its voter. Both keys come
from a secret in a file outside the database (`ballots.secrets`), destroyed at the close. Then
ballots are kept only as equal rankings with how many chose them.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId
from core.states import Stateful, dated, known_status


class ContestStatus(models.TextChoices):
    DRAFT = "draft", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    COUNTED = "counted", _("Counted")
    VOID = "void", _("Void")


class Contest(Stateful):
    """A question put to a roll. `result` is `ballots.counting`'s `Count.to_json()`.

    `lot_commitment` is the SHA-256, in hex, of the lot's secret, shown before voting;
    `lot_secret`, hex, is shown after the close, so that everybody can draw the lot again.
    `ballots_hash` is the SHA-256 of the sorted ballots, on which the lot's seed depends.
    `roll_size` and `papers` (how many voted, known at the close) outlive the roll and the box.
    """

    TRANSITIONS = {
        ContestStatus.DRAFT: frozenset({ContestStatus.OPEN, ContestStatus.VOID}),
        ContestStatus.OPEN: frozenset({ContestStatus.CLOSED, ContestStatus.VOID}),
        ContestStatus.CLOSED: frozenset({ContestStatus.COUNTED, ContestStatus.VOID}),
        ContestStatus.COUNTED: frozenset({ContestStatus.VOID}),
        ContestStatus.VOID: frozenset(),
    }

    public_id = PublicId()
    question = models.CharField(max_length=200)
    rule = models.CharField(max_length=24)
    seats = models.PositiveSmallIntegerField(default=1)
    most_ranks = models.PositiveSmallIntegerField(default=10)
    status = models.CharField(
        max_length=8, choices=ContestStatus.choices, default=ContestStatus.DRAFT
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    roll_size = models.PositiveIntegerField(default=0)
    papers = models.PositiveIntegerField(null=True, blank=True)
    lot_commitment = models.CharField(max_length=64, blank=True)
    lot_secret = models.CharField(max_length=64, blank=True)
    ballots_hash = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            known_status("contest_status_known", ContestStatus),
            dated("contest_void_dated", "voided_at", [ContestStatus.VOID]),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(opened_at__isnull=False), name="contest_open_dated"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "counted"]) | Q(closed_at__isnull=False),
                name="contest_close_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="counted") | Q(counted_at__isnull=False, result__isnull=False),
                name="contest_count_dated",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="contest_closes_after_opening"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="contest_has_seats"),
        ]


class Option(models.Model):
    """A candidate or an answer; numbered from 1, re-open nominations last."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    reference = models.CharField(max_length=12, blank=True)
    is_ron = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="option_number_once"),
            models.UniqueConstraint(
                fields=["contest"], condition=Q(is_ron=True), name="option_one_ron"
            ),
        ]


class RollEntry(models.Model):
    """One who may vote, known here by an opaque word only. No time is stored."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="roll")
    voter = models.CharField(max_length=12)
    has_voted = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(fields=["contest", "voter"], name="roll_voter_once"),
        ]


class Ballot(models.Model):
    """A ballot in the open box; gone at the close.

    `mark` is the hex HMAC-SHA256 of its voter. `sealed` is the ranking under AES-GCM, so that what
    a deleted row leaves behind on a disk or in a backup is unreadable once the secret is gone.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="box")
    mark = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "mark"], name="ballot_mark_once"),
        ]


class CountedBallots(models.Model):
    """Equal ballots after the close: the ranking, and how many chose it."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="counted")
    choices = models.JSONField()
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "counted ballots"
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="counted_ballots_some"),
        ]
