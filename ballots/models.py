"""One engine for every secret vote: a contest, a roll of opaque voters, its holders, its board.

The protocol: docs/ballot-protocol.md. Papers and envelopes are no models: they lie in relations of
their own (`ballots.box`), which are dropped when voting is over. Keys lie in files (`ballots.keyring`).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicId
from core.states import Stateful, dated, known_status


class ContestStatus(models.TextChoices):
    DRAFT = "draft", _("Not open yet")
    PREPARED = "prepared", _("Paper printed, waiting for the key holders")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed, time to complain")
    LISTED = "listed", _("Closing list fixed, being opened")
    COUNTED = "counted", _("Counted")
    VOID = "void", _("Void")


class Kind(models.TextChoices):
    RANKED = "ranked", _("Ranked")
    APPROVAL = "approval", _("Approval")
    YES_NO = "yes-no", _("Yes or no")


class Contest(Stateful):
    """A question put to a roll. `result` is `ballots.counting`'s `Count.to_json()`.

    `definition` is the canonical JSON of the protocol (section 1) once the paper is printed, and
    `fingerprint` its SHA-256 in base64url. `terms` are those of `counting.Terms`, for a yes/no
    question. `lot_seed` is hex. What outlives roll and box are numbers: `roll_size`,
    `papers_issued`, `envelopes`, how many stood on the final closing list, `on_paper`, how many
    were marked as voting on paper when voting closed, and `paper_ballots`, how many papers of
    theirs went to the count, blank and spoilt ones included; null until they are entered. Until
    `disputes_until`, null where none are heard, complaints about what became of a ballot are taken.
    """

    TRANSITIONS = {
        ContestStatus.DRAFT: frozenset({ContestStatus.PREPARED, ContestStatus.VOID}),
        ContestStatus.PREPARED: frozenset({ContestStatus.OPEN, ContestStatus.VOID}),
        ContestStatus.OPEN: frozenset({ContestStatus.CLOSED, ContestStatus.VOID}),
        ContestStatus.CLOSED: frozenset({ContestStatus.LISTED, ContestStatus.VOID}),
        ContestStatus.LISTED: frozenset({ContestStatus.COUNTED, ContestStatus.VOID}),
        ContestStatus.COUNTED: frozenset({ContestStatus.VOID}),
        ContestStatus.VOID: frozenset(),
    }

    public_id = PublicId()
    question = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.RANKED)
    rule = models.CharField(max_length=24)
    terms = models.JSONField(default=dict, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    most_ranks = models.PositiveSmallIntegerField(default=10)
    needed = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=8, choices=ContestStatus.choices, default=ContestStatus.DRAFT
    )
    opens_at = models.DateTimeField()
    papers_until = models.DateTimeField()
    closes_at = models.DateTimeField()
    complaints_until = models.DateTimeField()
    disputes_until = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    definition = models.BinaryField(null=True, blank=True)
    fingerprint = models.CharField(max_length=43, blank=True)
    roll_size = models.PositiveIntegerField(default=0)
    papers_issued = models.PositiveIntegerField(null=True, blank=True)
    envelopes = models.PositiveIntegerField(null=True, blank=True)
    on_paper = models.PositiveIntegerField(null=True, blank=True)
    paper_ballots = models.PositiveIntegerField(null=True, blank=True)
    lot_seed = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            known_status("contest_status_known", ContestStatus),
            dated("contest_void_dated", "voided_at", [ContestStatus.VOID]),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(opened_at__isnull=False, definition__isnull=False),
                name="contest_open_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["closed", "listed", "counted"])
                | Q(closed_at__isnull=False),
                name="contest_close_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="counted") | Q(counted_at__isnull=False, result__isnull=False),
                name="contest_count_dated",
            ),
            models.CheckConstraint(
                condition=Q(
                    closes_at__gt=F("opens_at"),
                    papers_until__gt=F("opens_at"),
                    papers_until__lte=F("closes_at"),
                    complaints_until__gte=F("closes_at"),
                ),
                name="contest_moments_in_order",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="contest_has_seats"),
            models.CheckConstraint(
                condition=Q(paper_ballots__isnull=True) | Q(paper_ballots__lte=F("on_paper")),
                name="contest_papers_of_marked",
            ),
            models.CheckConstraint(condition=Q(needed__gte=1), name="contest_needs_holders"),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(fingerprint=""),
                name="contest_fingerprint_once",
            ),
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
    """One who may vote, known here by an opaque word only. No time is stored.

    `leaf` stands on the published roll; with `salt`, their own, a voter finds it (section 2).
    `took_paper` is known once voting has closed; `on_paper` is the mode only: no paper is issued to
    this voter, who votes on real paper.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="roll")
    voter = models.CharField(max_length=12)
    salt = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32)
    took_paper = models.BooleanField(null=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "roll entries"
        constraints = [
            models.UniqueConstraint(fields=["contest", "voter"], name="roll_voter_once"),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(took_paper__isnull=True) | Q(took_paper=False),
                name="roll_votes_one_way",
            ),
        ]


class Holder(models.Model):
    """Who holds a key that opens the ballots: the host (`is_host`) or a teller (section 3).

    `seal`, `sign` and `lot` stand in the definition. `ready`, `r` and `board_signature` come later,
    `board_hash` is the board that this holder signed, `board_body` its bytes until one stands.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="holders")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    is_host = models.BooleanField(default=False)
    seal = models.BinaryField(max_length=32)
    sign = models.BinaryField(max_length=32)
    lot = models.BinaryField(max_length=32)
    ready = models.BinaryField(max_length=64, null=True)
    r = models.BinaryField(max_length=32, null=True)
    board_body = models.BinaryField(null=True)
    board_hash = models.BinaryField(max_length=32, null=True)
    board_signature = models.BinaryField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="holder_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=9), name="holder_number_small"
            ),
            models.CheckConstraint(
                condition=Q(board_hash__isnull=True, board_signature__isnull=True)
                | Q(board_hash__isnull=False, board_signature__isnull=False),
                name="holder_board_signed",
            ),
        ]


class HolderFault(models.Model):
    """What one key holder's browser found false in what another handed over (section 9)."""

    class Fault(models.TextChoices):
        SHARE = "share", _("A share that does not fit the envelope")
        BUNDLE = "bundle", _("Shares that cannot be read")

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="faults")
    accuser = models.PositiveSmallIntegerField()
    accused = models.PositiveSmallIntegerField()
    fault = models.CharField(max_length=6, choices=Fault.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "accuser", "accused", "fault"], name="holder_fault_once"
            ),
            models.CheckConstraint(
                condition=~Q(accuser=F("accused")), name="holder_fault_of_another"
            ),
            models.CheckConstraint(
                condition=Q(fault__in=["share", "bundle"]), name="holder_fault_known"
            ),
        ]


class Bundle(models.Model):
    """A holder's shares for another, sealed and signed (section 9)."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="bundles")
    sender = models.PositiveSmallIntegerField()
    receiver = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "sender", "receiver"], name="bundle_once"),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="bundle_for_another"),
        ]


class ListKind(models.TextChoices):
    FIRST = "first", _("First")
    FINAL = "final", _("Final")


class ClosingList(models.Model):
    """The sorted hashes of the envelopes, 32 bytes each, joined and signed (section 8)."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="lists")
    kind = models.CharField(max_length=5, choices=ListKind.choices)
    withdrawn = models.JSONField(default=list, blank=True)
    hashes = models.BinaryField()
    signature = models.BinaryField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "kind"], name="closing_list_once"),
        ]


class Board(models.Model):
    """What is published beside the ballots (section 10). `leaves` are 33 bytes each: leaf, issued."""

    contest = models.OneToOneField(Contest, on_delete=models.CASCADE, related_name="board")
    hash = models.BinaryField(max_length=32)
    leaves = models.BinaryField()
    invalid = models.JSONField(default=list, blank=True)
    lots = models.JSONField(default=list, blank=True)


class PaperBallots(models.Model):
    """The paper ballots that go to the count (section 10): `ballots` sorted by their choices.

    Blank and spoilt papers are numbers. `salt` keeps a hash of few papers from being guessed.
    """

    contest = models.OneToOneField(Contest, on_delete=models.CASCADE, related_name="paper")
    ballots = models.JSONField(default=list, blank=True)
    blank = models.PositiveIntegerField(default=0)
    spoilt = models.PositiveIntegerField(default=0)
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "paper ballots"


class Complaint(models.Model):
    """A voter's receipt and signed ballot, brought to the box by nobody: no member, no time.

    `key` is b: of one ballot paper there is one complaint.
    """

    public_id = PublicId()
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="complaints")
    key = models.BinaryField(max_length=32)
    evidence = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "key"], name="complaint_key_once"),
        ]


class PublishedBallot(models.Model):
    """A ballot on the board, in the order of H(key): every one proves itself."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="published")
    position = models.PositiveIntegerField()
    tracker = models.CharField(max_length=10)
    key = models.BinaryField(max_length=32)
    prefix = models.BinaryField(max_length=32)
    credential = models.BinaryField(max_length=384)
    signature = models.BinaryField(max_length=64)
    counter = models.BigIntegerField()
    choices = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "position"], name="published_position_once"),
            models.UniqueConstraint(fields=["contest", "key"], name="published_key_once"),
        ]
        indexes = [models.Index(fields=["contest", "tracker"], name="published_tracker")]


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
