"""Motions, what is done to their text, and what is asked about them."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committees.archive import read_by
from committees.models import Committee, Membership
from core.models import PublicId
from core.states import Stateful, known_status
from core.words_found import vector
from meetings.models.meetings import Meeting

LONGEST_CLAUSE = 10_000
CLAUSES = ("notes", "believes", "resolves")  # the parts of a text, in order


class MotionStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for a seconder")
    SECONDED = "seconded", _("Seconded")
    ON_AGENDA = "on_agenda", _("On the agenda")
    MOVED = "moved", _("Being debated")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")
    REMITTED = "remitted", _("Remitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FELL = "fell", _("Fell")
    MERGED = "merged", _("Merged into a composite")


class Threshold(models.TextChoices):
    SIMPLE = "simple", _("More for than against")
    TWO_THIRDS = "two_thirds", _("Two thirds of those for and against")


class MotionForm(models.TextChoices):
    SENTENCE = "sentence", _("One sentence")
    CLAUSES = "clauses", _("Notes, believes, resolves")


class Clauses(models.Model):
    """The text of a motion: what it notes and believes, each may be blank, and what it resolves."""

    notes = models.TextField(max_length=LONGEST_CLAUSE, blank=True)
    believes = models.TextField(max_length=LONGEST_CLAUSE, blank=True)
    resolves = models.TextField(max_length=LONGEST_CLAUSE)

    class Meta:
        abstract = True


class MotionQuerySet(models.QuerySet["Motion"]):
    def visible_to(self, user: object, now: datetime | None = None) -> Self:
        """Motions of one's committees; what was decided before one joined after seven days."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(read_by(user, came="decided_at", now=now))

    def undecided(self) -> Self:
        """Submitted, seconded, on an agenda or in debate."""
        return self.filter(status__in=["submitted", "seconded", "on_agenda", "moved"])


class Motion(Stateful, Clauses):
    """A proposal to a meeting. `version` rises with every amendment that is carried or accepted.

    `emergency_at` is when the meeting agreed to hear it though it came late. `rule_changes` maps
    rules of the standing orders to the values that hold once it is carried. `about_person`: it
    praises, blames, charges or excludes somebody. `make_public`: carried, everybody may read it
    once its meeting is closed. `effect`: what is done beside its words (`meetings.effects`).
    `composite` is what it was merged into. `shared`: the same word on the copies of a motion that
    several committees decide on in a joint meeting, the identifier of the first. Who proposed and
    seconded it is forgotten 30 days after it is decided.
    """

    TRANSITIONS = {
        MotionStatus.SUBMITTED: frozenset({MotionStatus.SECONDED, MotionStatus.WITHDRAWN,
                                           MotionStatus.FELL}),
        MotionStatus.SECONDED: frozenset({MotionStatus.ON_AGENDA, MotionStatus.WITHDRAWN,
                                          MotionStatus.MERGED, MotionStatus.FELL}),
        MotionStatus.ON_AGENDA: frozenset({MotionStatus.MOVED, MotionStatus.WITHDRAWN,
                                           MotionStatus.MERGED, MotionStatus.FELL,
                                           MotionStatus.REMITTED, MotionStatus.SECONDED}),
        MotionStatus.MOVED: frozenset({MotionStatus.ON_AGENDA, MotionStatus.CARRIED,
                                       MotionStatus.LOST, MotionStatus.REMITTED,
                                       MotionStatus.WITHDRAWN, MotionStatus.FELL,
                                       MotionStatus.SECONDED}),
        MotionStatus.CARRIED: frozenset({MotionStatus.MOVED}),
        MotionStatus.LOST: frozenset({MotionStatus.MOVED}),
        MotionStatus.REMITTED: frozenset({MotionStatus.SECONDED, MotionStatus.MOVED,
                                          MotionStatus.ON_AGENDA}),
        MotionStatus.WITHDRAWN: frozenset({MotionStatus.MOVED}),
        MotionStatus.FELL: frozenset({MotionStatus.MOVED}),
        MotionStatus.MERGED: frozenset(),
    }  # fmt: skip

    public_id = PublicId()
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="motions")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.RESTRICT, related_name="motions"
    )
    form = models.CharField(max_length=8, choices=MotionForm.choices, default=MotionForm.CLAUSES)
    title = models.CharField(max_length=150)
    language = models.CharField(max_length=12, default="en")
    version = models.PositiveSmallIntegerField(default=1)
    threshold = models.CharField(max_length=10, choices=Threshold.choices, default=Threshold.SIMPLE)
    rule_changes = models.JSONField(default=dict, blank=True)
    effect = models.JSONField(default=dict, blank=True)
    rescinds = models.ForeignKey(
        "Resolution", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    about_person = models.BooleanField(default=False)
    make_public = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10, choices=MotionStatus.choices, default=MotionStatus.SUBMITTED
    )
    proposer = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seconder = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    composite = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    shared = models.CharField(max_length=12, blank=True)
    submitted_at = models.DateTimeField()
    seconded_at = models.DateTimeField(null=True, blank=True)
    emergency_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("motion_status_known", MotionStatus),
            models.CheckConstraint(condition=~Q(title=""), name="motion_titled"),
            models.CheckConstraint(condition=~Q(resolves=""), name="motion_resolves"),
            models.CheckConstraint(
                condition=Q(form__in=MotionForm.values), name="motion_form_known"
            ),
            models.CheckConstraint(
                condition=Q(threshold__in=Threshold.values), name="motion_threshold_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["carried", "lost", "remitted", "withdrawn", "fell", "merged"])
                    & Q(decided_at__isnull=False)
                )
                | (
                    Q(status__in=["submitted", "seconded", "on_agenda", "moved"])
                    & Q(decided_at__isnull=True)
                ),
                name="motion_decision_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["on_agenda", "moved"]) | Q(meeting__isnull=False),
                name="motion_on_an_agenda_has_its_meeting",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["submitted", "withdrawn", "fell"])
                | Q(seconded_at__isnull=False),
                name="motion_second_dated",
            ),
            models.CheckConstraint(
                condition=Q(seconder__isnull=True) | ~Q(seconder=models.F("proposer")),
                name="motion_seconder_is_another",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(status="moved"), name="motion_moved_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["committee", "shared"],
                condition=~Q(shared=""),
                name="motion_shared_once_each",
            ),
        ]
        indexes = [
            models.Index(fields=["committee", "status"], name="motion_by_committee"),
            GinIndex(vector("title", "notes", "believes", "resolves"), name="motion_words"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event_scope(self) -> str:
        return self.committee.public_id

    @property
    def is_copy(self) -> bool:
        """Another committee put it to a joint meeting; this committee decides on it, too."""
        return self.shared not in ("", self.public_id)

    @property
    def is_unmerged(self) -> bool:
        """A composite that the proposers of its parts have not all accepted yet."""
        return self.status == MotionStatus.SUBMITTED and bool(self.parts.all())


class AmendmentStatus(models.TextChoices):
    SUBMITTED = "submitted", _("Waits for a seconder")
    SECONDED = "seconded", _("Seconded")
    MOVED = "moved", _("Being debated")
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")
    ACCEPTED = "accepted", _("Accepted by the proposer")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FELL = "fell", _("Fell")


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user: object) -> Self:
        """Amendments to the motions that this person may see."""
        return self.filter(motion__in=Motion.objects.visible_to(user))

    def undecided(self) -> Self:
        """Submitted, seconded or in debate."""
        return self.filter(status__in=["submitted", "seconded", "moved"])


class Amendment(Stateful, Clauses):
    """The whole text as it would read, written against one `base_version` of the motion.

    `was_notes`, `was_believes` and `was_resolves` are that text, so that the difference can be
    shown whatever becomes of the motion.
    """

    TRANSITIONS = {
        AmendmentStatus.SUBMITTED: frozenset({AmendmentStatus.SECONDED, AmendmentStatus.ACCEPTED,
                                              AmendmentStatus.WITHDRAWN, AmendmentStatus.FELL}),
        AmendmentStatus.SECONDED: frozenset({AmendmentStatus.MOVED, AmendmentStatus.ACCEPTED,
                                             AmendmentStatus.WITHDRAWN, AmendmentStatus.FELL}),
        AmendmentStatus.MOVED: frozenset({AmendmentStatus.SECONDED, AmendmentStatus.CARRIED,
                                          AmendmentStatus.LOST, AmendmentStatus.WITHDRAWN,
                                          AmendmentStatus.FELL}),
        AmendmentStatus.CARRIED: frozenset({AmendmentStatus.MOVED}),
        AmendmentStatus.LOST: frozenset({AmendmentStatus.MOVED}),
        AmendmentStatus.ACCEPTED: frozenset(),
        AmendmentStatus.WITHDRAWN: frozenset({AmendmentStatus.MOVED}),
        AmendmentStatus.FELL: frozenset({AmendmentStatus.MOVED, AmendmentStatus.SECONDED}),
    }  # fmt: skip

    public_id = PublicId()
    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="amendments")
    base_version = models.PositiveSmallIntegerField()
    was_notes = models.TextField(max_length=LONGEST_CLAUSE, blank=True)
    was_believes = models.TextField(max_length=LONGEST_CLAUSE, blank=True)
    was_resolves = models.TextField(max_length=LONGEST_CLAUSE)
    because = models.CharField(max_length=500, blank=True)
    status = models.CharField(
        max_length=10, choices=AmendmentStatus.choices, default=AmendmentStatus.SUBMITTED
    )
    proposer = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seconder = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField()
    seconded_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [
            known_status("amendment_status_known", AmendmentStatus),
            models.CheckConstraint(condition=~Q(resolves=""), name="amendment_resolves"),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["carried", "lost", "accepted", "withdrawn", "fell"])
                    & Q(decided_at__isnull=False)
                )
                | (Q(status__in=["submitted", "seconded", "moved"]) & Q(decided_at__isnull=True)),
                name="amendment_decision_dated",
            ),
            models.CheckConstraint(
                condition=Q(seconder__isnull=True) | ~Q(seconder=models.F("proposer")),
                name="amendment_seconder_is_another",
            ),
            models.UniqueConstraint(
                fields=["motion"], condition=Q(status="moved"), name="amendment_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def event_scope(self) -> str:
        return self.motion.committee.public_id


class CompositePart(models.Model):
    """A motion that a composite would merge; it does once every proposer has accepted."""

    composite = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="parts")
    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["composite", "motion"], name="composite_part_once"),
            models.CheckConstraint(
                condition=~Q(composite=models.F("motion")), name="composite_of_others"
            ),
        ]


class MotionQuestion(models.Model):
    """A question under a motion, asked by chosen name, and the proposer's answer."""

    public_id = PublicId()
    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=1_000)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="question_asks"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answer_dated",
            ),
        ]

    @property
    def event_scope(self) -> str:
        return self.motion.committee.public_id


class MotionTranslation(Clauses):
    """The motion in another language, of one version, to be read beside it."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    translated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["motion", "language"], name="motion_translated_once"),
            models.CheckConstraint(condition=~Q(resolves=""), name="translation_resolves"),
        ]
