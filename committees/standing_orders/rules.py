"""Every default rule as data, and what follows from the values that hold."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from committees.standing_orders.arithmetic import months_after, share
from committees.standing_orders.rule import Rule, rule

FOUNDING_NOTICE_HOURS = 2


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members must be there for a decision; without them some meetings still advise.

    `committees`: how many of those that belong to a council must have a delegate there, too.
    """

    needed: int
    is_advisory_without: bool = False
    committees: int = 0

    def is_met(self, present: int, committees: int = 0) -> bool:
        return present >= self.needed and committees >= self.committees


@dataclass(frozen=True)
class StandingOrders:
    """Every rule with the value that holds in one committee. Counts of what the unit names."""

    founding_members: int = rule(
        3, (3, 30), "people", "founding",
        _("Founding members"),
        _("A committee is founded by at least %(value)s."),
    )  # fmt: skip
    founding_days: int = rule(
        14, (1, 60), "days", "founding",
        _("Founding meeting"),
        _("The founding meeting is held within %(value)s of the opening."),
    )  # fmt: skip
    notice_general_days: int = rule(
        7, (2, 28), "days", "meetings",
        _("Notice of a general meeting"),
        _("A general meeting is called at least %(value)s before it begins."),
    )  # fmt: skip
    notice_mass_days: int = rule(
        3, (1, 14), "days", "meetings",
        _("Notice of a mass meeting"),
        _("A mass meeting is called at least %(value)s before it begins."),
    )  # fmt: skip
    notice_emergency_hours: int = rule(
        24, (6, 72), "hours", "meetings",
        _("Notice of an emergency meeting"),
        _("An emergency meeting is called at least %(value)s before it begins. It has one purpose,"
          " decides nothing on persons or rules, and the next meeting confirms what it decided."),
    )  # fmt: skip
    requisition_percent: int = rule(
        10, (1, 20), "percent", "meetings",
        _("Requisition"),
        _("%(value)s of the members can demand a meeting."),
    )  # fmt: skip
    requisition_at_least: int = rule(
        3, (2, 20), "people", "meetings",
        _("Requisition, at least"),
        _("A demand for a meeting is signed by at least %(value)s."),
    )  # fmt: skip
    requisition_days: int = rule(
        7, (2, 14), "days", "meetings",
        _("Meeting on requisition"),
        _("A meeting that members demand is held within %(value)s."),
    )  # fmt: skip
    quorum_small_percent: int = rule(
        33, (3, 50), "percent", "quorum",
        _("Quorum, up to 30 members"),
        _("With up to 30 members, a meeting decides when %(value)s of the members are there"
          " (33 %% counts as a third)."),
    )  # fmt: skip
    quorum_percent: int = rule(
        10, (3, 50), "percent", "quorum",
        _("Quorum, above 30 members"),
        _("With more than 30 members, a meeting decides when %(value)s of the members are there."),
    )  # fmt: skip
    quorum_at_least: int = rule(
        10, (3, 100), "people", "quorum",
        _("Quorum, at least"),
        _("With more than 30 members, at least %(value)s must be there."),
    )  # fmt: skip
    quorum_wait_minutes: int = rule(
        30, (0, 120), "minutes", "quorum",
        _("Waiting for a quorum"),
        _("Without a quorum the meeting waits %(value)s. Then it may discuss, not decide."),
    )  # fmt: skip
    motions_days: int = rule(
        3, (0, 14), "days", "motions",
        _("Motions"),
        _("Motions are sent at least %(value)s before the meeting. A later one is heard as an"
          " emergency motion if two thirds agree."),
    )  # fmt: skip
    amendments_hours: int = rule(
        24, (0, 168), "hours", "motions",
        _("Amendments"),
        _("Amendments are sent at least %(value)s before the meeting."),
    )  # fmt: skip
    mover_minutes: int = rule(
        5, (1, 20), "minutes", "motions",
        _("The mover's speech"),
        _("Whoever moves a motion speaks for up to %(value)s."),
    )  # fmt: skip
    speaker_minutes: int = rule(
        3, (1, 15), "minutes", "motions",
        _("Other speeches"),
        _("Others speak for up to %(value)s. First-time speakers come first."),
    )  # fmt: skip
    reply_minutes: int = rule(
        2, (0, 10), "minutes", "motions",
        _("The reply"),
        _("The mover may reply for up to %(value)s."),
    )  # fmt: skip
    nominations_days: int = rule(
        5, (1, 14), "days", "elections",
        _("Nominations"),
        _("Nominations are open for %(value)s."),
    )  # fmt: skip
    questions_days: int = rule(
        2, (0, 7), "days", "elections",
        _("Questions"),
        _("Candidates answer questions for %(value)s before voting opens."),
    )  # fmt: skip
    voting_hours: int = rule(
        72, (24, 336), "hours", "elections",
        _("Voting"),
        _("Voting is open for %(value)s and touches at least two weekdays."),
    )  # fmt: skip
    challenge_days: int = rule(
        3, (1, 14), "days", "elections",
        _("Challenge"),
        _("A result can be challenged for %(value)s."),
    )  # fmt: skip
    roll_days: int = rule(
        7, (0, 30), "days", "elections",
        _("Roll"),
        _("The roll is frozen when an election is announced. Who votes has been a member for"
          " %(value)s; the founding election is exempt."),
    )  # fmt: skip
    delegate_months: int = rule(
        6, (1, 12), "months", "elections",
        _("A delegate's term"),
        _("Delegates are elected for %(value)s."),
    )  # fmt: skip
    officer_months: int = rule(
        12, (1, 12), "months", "elections",
        _("An officer's term"),
        _("Officers are elected for %(value)s."),
    )  # fmt: skip
    terms_in_a_row: int = rule(
        2, (1, 4), "times", "elections",
        _("Terms in a row"),
        _("Nobody is elected to the same office more than %(value)s in a row unless nobody else"
          " stands."),
    )  # fmt: skip
    ballots_days: int = rule(
        30, (7, 366), "days", "elections",
        _("Ballots kept"),
        _("Ballots are destroyed %(value)s after the time for a challenge."),
    )  # fmt: skip
    recall_percent: int = rule(
        10, (5, 25), "percent", "recall",
        _("Recall petition"),
        _("%(value)s of those who may vote can ask for a recall. Signers are never shown."),
    )  # fmt: skip
    recall_at_least: int = rule(
        3, (3, 20), "people", "recall",
        _("Recall petition, at least"),
        _("A recall petition is signed by at least %(value)s."),
    )  # fmt: skip
    recall_days: int = rule(
        7, (2, 14), "days", "recall",
        _("Recall vote"),
        _("The secret vote on a recall is held within %(value)s."),
    )  # fmt: skip
    recall_reply_words: int = rule(
        500, (100, 1000), "words", "recall",
        _("Right of reply"),
        _("The person concerned may answer in up to %(value)s."),
    )  # fmt: skip
    recall_pause_days: int = rule(
        30, (7, 90), "days", "recall",
        _("Pause after a recall vote"),
        _("After a recall vote there is no other for %(value)s unless the petition doubles."),
    )  # fmt: skip
    report_days: int = rule(
        7, (1, 14), "days", "delegates",
        _("Report-back"),
        _("A delegate reports back within %(value)s of each council."),
    )  # fmt: skip
    report_agenda_days: int = rule(
        14, (7, 28), "days", "delegates",
        _("Missing report"),
        _("After %(value)s a missing report stands on the agenda by itself."),
    )  # fmt: skip
    ratification_days: int = rule(
        7, (3, 21), "days", "delegates",
        _("Ratification"),
        _("A council's decision binds the committee after %(value)s, unless the mandate was"
          " bound."),
    )  # fmt: skip
    strike_percent: int = rule(
        20, (20, 60), "percent", "strikes",
        _("Strike or walkout ballot"),
        _("A strike or walkout is decided by secret ballot in which at least %(value)s of the"
          " members take part."),
    )  # fmt: skip
    strike_at_least: int = rule(
        10, (3, 500), "people", "strikes",
        _("Strike or walkout ballot, at least"),
        _("At least %(value)s take part in that ballot. Its turnout is published."),
    )  # fmt: skip
    strike_lapses_days: int = rule(
        30, (7, 60), "days", "strikes",
        _("The decision lapses"),
        _("A decision to strike lapses after %(value)s."),
    )  # fmt: skip
    minutes_days: int = rule(
        7, (1, 21), "days", "minutes",
        _("Minutes"),
        _("Draft minutes are ready within %(value)s, for members only. They hold decisions and"
          " counts, and name no speaker or voter."),
    )  # fmt: skip

    def notice_hours(self, kind: str) -> int:
        """The least notice, in hours, of a meeting of this kind."""
        return {
            "council": self.notice_general_days * 24,
            "general": self.notice_general_days * 24,
            "mass": self.notice_mass_days * 24,
            "emergency": self.notice_emergency_hours,
            "founding": FOUNDING_NOTICE_HOURS,
        }[kind]

    def quorum(self, kind: str, members: int) -> Quorum:
        """Who must be there at a meeting of this kind for the `members` on the roll."""
        if kind == "founding":
            return Quorum(self.founding_members)
        if members <= 30:
            needed = share(members, self.quorum_small_percent)
        else:
            needed = max(self.quorum_at_least, share(members, self.quorum_percent))
        return Quorum(needed, is_advisory_without=kind == "mass")

    def requisition_needed(self, members: int) -> int:
        """How many signatures demand a meeting."""
        return max(self.requisition_at_least, share(members, self.requisition_percent))

    def recall_needed(self, voters: int) -> int:
        """How many signatures ask for a recall."""
        return max(self.recall_at_least, share(voters, self.recall_percent))

    @property
    def nominations(self) -> timedelta:
        return timedelta(days=self.nominations_days)

    @property
    def questions(self) -> timedelta:
        return timedelta(days=self.questions_days)

    @property
    def voting(self) -> timedelta:
        return timedelta(hours=self.voting_hours)

    @property
    def challenge(self) -> timedelta:
        return timedelta(days=self.challenge_days)

    def term_end(self, office: str, start: datetime) -> datetime:
        """When a mandate for `office` that begins at `start` ends."""
        is_delegate = office in ("delegate", "alternate")
        return months_after(start, self.delegate_months if is_delegate else self.officer_months)


def _rules() -> dict[str, Rule]:
    found = {}
    for one in fields(StandingOrders):
        about: dict[str, Any] = dict(one.metadata)
        low, high = about.pop("limits")
        found[one.name] = Rule(
            key=one.name, default=cast(int, one.default), minimum=low, maximum=high, **about
        )
    return found


RULES = _rules()


def fault(key: str, value: object) -> str | None:
    """Why this value cannot stand for the rule `key`; None where it can."""
    rule = RULES.get(key)
    if rule is None:
        return str(_("There is no such rule."))
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not rule.minimum <= cast(int, value) <= rule.maximum:
        return str(_("Between %(limits)s.")) % {"limits": rule.limits}
    return None
