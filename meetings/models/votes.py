"""Votes taken in a meeting: by show of hands, openly in the app, or in secret."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ballots.models import Contest
from committees.models import Affiliation, Membership, Seat
from core.models import PublicId
from core.states import Stateful, dated, known_status
from meetings.models.meetings import Meeting
from meetings.models.motions import Amendment, Motion, Threshold


class VoteMethod(models.TextChoices):
    HANDS = "hands", _("Show of hands, counted by two tellers")
    OPEN = "open", _("Open vote in the app")
    SECRET = "secret", _("Secret ballot in the app")
    ROLL_CALL = "roll_call", _("Roll-call: every delegate by name")
    CARD = "card", _("Card vote: one card a committee, which weighs its seats")


CAST_OPENLY = (VoteMethod.OPEN, VoteMethod.ROLL_CALL, VoteMethod.CARD)
BY_NAME = (VoteMethod.ROLL_CALL, VoteMethod.CARD)  # in councils


class VoteAbout(models.TextChoices):
    """What is decided; everything but a motion, an amendment and a practice is procedural."""

    MOTION = "motion", _("The motion")
    AMENDMENT = "amendment", _("The amendment")
    CLOSE_DEBATE = "close_debate", _("To close the debate and vote")
    HEAR_EMERGENCY = "hear_emergency", _("To hear an emergency motion")
    SUSPEND_RULES = "suspend_rules", _("To suspend a rule of the standing orders")
    CHALLENGE_CHAIR = "challenge_chair", _("That the chair’s ruling be upheld")
    ADJOURN = "adjourn", _("To adjourn the meeting")
    MINUTES = "minutes", _("To approve the minutes")
    OTHER = "other", _("Another question of procedure")
    PRACTICE = "practice", _("A practice vote")


class VoteStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed, not declared")
    DECLARED = "declared", _("Declared")
    SET_ASIDE = "set_aside", _("Set aside")


class VoteOutcome(models.TextChoices):
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    TIED = "tied", _("A tie: not carried")


class Choice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class VoteQuerySet(models.QuerySet["Vote"]):
    def visible_to(self, user: object) -> Self:
        """Votes of the meetings that this person may see."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))

    def overdue(self, now: datetime) -> Self:
        """Open in the app though their time is over."""
        return self.filter(status="open", closes_at__lte=now)

    def left(self) -> Self:
        """Neither declared nor set aside when their meeting ended."""
        return self.filter(
            status__in=["open", "closed"], meeting__status__in=["closed", "cancelled"]
        )


class Vote(Stateful):
    """One question put to the meeting. `present` and `quorum_needed` are as it was put.

    `is_binding`: the quorum was there; without it a mass meeting advises. `again_after` is the
    vote that this one repeats. Of a secret vote in which very few voted only the outcome is kept.
    """

    TRANSITIONS = {
        VoteStatus.OPEN: frozenset({VoteStatus.CLOSED, VoteStatus.SET_ASIDE}),
        VoteStatus.CLOSED: frozenset({VoteStatus.DECLARED, VoteStatus.SET_ASIDE}),
        VoteStatus.DECLARED: frozenset({VoteStatus.SET_ASIDE}),
        VoteStatus.SET_ASIDE: frozenset(),
    }

    public_id = PublicId()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="votes")
    about = models.CharField(max_length=16, choices=VoteAbout.choices)
    motion = models.ForeignKey(
        Motion, null=True, blank=True, on_delete=models.CASCADE, related_name="votes"
    )
    amendment = models.ForeignKey(
        Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="votes"
    )
    question = models.CharField(max_length=300)
    method = models.CharField(max_length=10, choices=VoteMethod.choices)
    threshold = models.CharField(max_length=10, choices=Threshold.choices)
    status = models.CharField(max_length=10, choices=VoteStatus.choices, default=VoteStatus.OPEN)
    present = models.PositiveIntegerField()
    quorum_needed = models.PositiveIntegerField()
    is_binding = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=VoteOutcome.choices, blank=True)
    contest = models.OneToOneField(
        Contest, null=True, blank=True, on_delete=models.PROTECT, related_name="vote"
    )
    again_after = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("vote_status_known", VoteStatus),
            models.CheckConstraint(
                condition=Q(about__in=VoteAbout.values), name="vote_about_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=VoteMethod.values), name="vote_method_known"
            ),
            models.CheckConstraint(
                condition=Q(threshold__in=Threshold.values), name="vote_threshold_known"
            ),
            dated("vote_set_aside_dated", "set_aside_at", [VoteStatus.SET_ASIDE]),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True)
                | Q(status="set_aside")
                | (Q(status__in=["closed", "declared"]) & Q(closed_at__isnull=False)),
                name="vote_close_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="declared")
                | (
                    Q(declared_at__isnull=False)
                    & ~Q(outcome="")
                    & (
                        Q(method="secret")
                        | Q(
                            votes_for__isnull=False,
                            votes_against__isnull=False,
                            abstentions__isnull=False,
                        )
                    )
                ),
                name="vote_declared_with_numbers",
            ),
            models.CheckConstraint(
                condition=(Q(about="amendment") & Q(amendment__isnull=False))
                | (~Q(about="amendment") & Q(amendment__isnull=True)),
                name="vote_on_its_amendment",
            ),
            models.CheckConstraint(
                condition=~Q(about__in=["motion", "amendment"]) | Q(motion__isnull=False),
                name="vote_on_its_motion",
            ),
            models.CheckConstraint(
                condition=Q(contest__isnull=True) | Q(method="secret"),
                name="vote_contest_only_in_secret",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status__in=["open", "closed"]),
                name="vote_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.meeting.committee.public_id

    def is_overdue(self, at: datetime) -> bool:
        """Still open though its time is over."""
        is_late = self.closes_at is not None and at >= self.closes_at
        return is_late and self.status == VoteStatus.OPEN


class TellerCount(models.Model):
    """What one teller counted, entered without seeing the other's; deleted with the close."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="counts")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstentions = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "membership"], name="teller_counts_once"),
        ]


class OpenVote(models.Model):
    """A member's vote in an open vote, kept only until the result is declared.

    A card is that of a committee in a council (`affiliation`), whoever of its delegates showed it last.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="cast")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    affiliation = models.ForeignKey(
        Affiliation, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    choice = models.CharField(max_length=8, choices=Choice.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "membership"], name="open_vote_once"),
            models.UniqueConstraint(fields=["vote", "affiliation"], name="open_vote_card_once"),
            models.CheckConstraint(
                condition=Q(choice__in=Choice.values), name="open_vote_choice_known"
            ),
        ]


class NamedVoteQuerySet(models.QuerySet["NamedVote"]):
    def visible_to(self, user: object) -> Self:
        """Those of one's councils; of others, how one's own committee voted there."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        inside = Q(vote__in=Vote.objects.visible_to(user))
        own = Q(
            affiliation__committee__memberships__user=user,
            affiliation__committee__memberships__status="active",
        )
        return self.filter(inside | own).distinct()


class NamedVote(models.Model):
    """A vote in a council with its result: delegates vote in the open.

    `seat` is that of the delegate who cast it, and names them through their own committee. `weight`
    is 1 in a roll-call, and the seats of the committee for its card.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="named")
    affiliation = models.ForeignKey(Affiliation, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    weight = models.PositiveSmallIntegerField(default=1)

    objects = NamedVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="named_vote_once"),
            models.CheckConstraint(
                condition=Q(choice__in=Choice.values), name="named_vote_choice_known"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="named_vote_weighs"),
        ]
