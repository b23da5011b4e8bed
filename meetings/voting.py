"""The arithmetic of a vote, and its rules as a person reads them."""

import math
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from committees.models import Committee
from committees.standing_orders import (
    RULES,
    is_carried,
    is_carried_by_two_thirds,
    orders,
)
from core.decision import ALLOWED, Decision, denied
from meetings.models import (
    BY_NAME,
    Duty,
    Meeting,
    Threshold,
    VoteAbout,
    VoteMethod,
    VoteOutcome,
)

LENGTHS = (1, 3, 5)  # minutes for which a vote in the app is open
FEW = 10  # under so many present, the chair and one member count hands
TELLERS = 2
_BY_NAME_ONLY = (VoteAbout.MOTION, VoteAbout.AMENDMENT)
_TERMS = {
    Threshold.SIMPLE: {"numerator": 1, "denominator": 2},
    Threshold.TWO_THIRDS: {"numerator": 2, "denominator": 3, "at_least": 1},
}


def outcome_of(threshold: str, votes_for: int, votes_against: int) -> VoteOutcome:
    """Carried, lost, or a tie, which does not carry: nobody has a casting vote."""
    if threshold == Threshold.TWO_THIRDS:
        is_so = is_carried_by_two_thirds(votes_for, votes_against)
        return VoteOutcome.CARRIED if is_so else VoteOutcome.LOST
    if is_carried(votes_for, votes_against):
        return VoteOutcome.CARRIED
    return VoteOutcome.TIED if votes_for == votes_against > 0 else VoteOutcome.LOST


def terms_of(threshold: str) -> dict[str, int]:
    """The same for a contest of `ballots/`, as `ballots.counting.Terms` takes it."""
    return dict(_TERMS[Threshold(threshold)])


def closing(at: datetime, minutes: int) -> datetime:
    """When a vote that is open for so many minutes closes: a full second, never a moment early."""
    return datetime.fromtimestamp(math.ceil(at.timestamp()), UTC) + timedelta(minutes=minutes)


def threshold_rule(threshold: str) -> str:
    """The rule by which it is carried."""
    if threshold == Threshold.TWO_THIRDS:
        return _(
            "Two thirds of the votes for and against carry it. Abstentions are not counted. "
            "Two thirds are asked to change or suspend rules, to close a debate early, and to "
            "hear an emergency motion."
        )
    return _("It is carried by more votes for than against. Abstentions are not counted.")


def emergency_rule() -> str:
    """What a meeting called within hours leaves to one of which everybody had notice."""
    return _("An emergency meeting decides nothing on persons or rules.")


def tie_rule() -> str:
    """What a tie means."""
    return _("As many for as against is a tie. It is not carried: nobody has a casting vote.")


def quorum_rule(committee: Committee) -> str:
    """What holds while too few are there."""
    return RULES["quorum_wait_minutes"].said(orders(committee).quorum_wait_minutes)


def counting_rule() -> str:
    """Who counts hands."""
    return _(
        "Two tellers count, each for themselves. Neither sees the other’s numbers before both have "
        "entered theirs, and the numbers must be the same. With fewer than ten present and no two "
        "tellers, the chair and one member count."
    )


def voters_rule() -> str:
    """Who votes."""
    return _(
        "Whoever is a member now and is counted as present votes, once. Who joined the committee "
        "after the meeting was called votes too; visitors only listen."
    )


def methods(meeting: Meeting) -> list[VoteMethod]:
    """The ways in which this meeting votes: members without names, delegates in the open."""
    if meeting.committee.is_council:
        return [VoteMethod.CARD, VoteMethod.ROLL_CALL, VoteMethod.HANDS]
    return [VoteMethod.HANDS, VoteMethod.OPEN, VoteMethod.SECRET]


def openness_rule(meeting: Meeting) -> str:
    """Who votes in secret, and who in the open; blank outside councils."""
    if not meeting.committee.is_council:
        return ""
    return _(
        "Members vote in secret; delegates vote in the open. Only persons are elected in secret."
    )


def method_is_used(meeting: Meeting, method: str, about: str) -> Decision:
    """Whether a question of this sort is ever decided in this way here."""
    in_council = meeting.committee.is_council
    if method in BY_NAME and not in_council:
        return denied(_("Only delegates at a council vote by name. Here no name is kept."))
    if in_council and method in (VoteMethod.OPEN, VoteMethod.SECRET):
        return denied(_("Delegates vote in the open, by name: by card, or by roll-call."))
    if in_council and method == VoteMethod.HANDS and about in _BY_NAME_ONLY:
        return denied(_("Hands decide on procedure. On motions delegates vote by name."))
    return ALLOWED


def method_fits(
    meeting: Meeting, method: str, *, about: str, present: int, attending: int
) -> Decision:
    """Whether this meeting can vote in this way now."""
    if not (used := method_is_used(meeting, method, about)):
        return used
    if method == VoteMethod.HANDS:
        if present >= FEW and len(tellers(meeting)) < TELLERS:
            return denied(
                _(
                    "Two tellers count a show of hands: choose them first. Only with fewer than "
                    "ten present do the chair and one member count."
                )
            )
        if present < TELLERS:
            return denied(_("Two people count a show of hands, and fewer are present."))
        return ALLOWED
    if not attending:
        return denied(_("Nobody has come in with the app yet, so nobody could vote in it."))
    return ALLOWED


def usual_method(meeting: Meeting) -> VoteMethod:
    """In the app where everybody has it; where some were counted by hand, hands; in councils cards."""
    if meeting.committee.is_council:
        return VoteMethod.CARD
    return VoteMethod.HANDS if meeting.hand_count else VoteMethod.OPEN


def tellers(meeting: Meeting) -> list[int]:
    """The members who are tellers now, by the key of their membership; one query."""
    rows = meeting.officers.filter(
        duty=Duty.TELLER, ended_at__isnull=True, membership__status="active"
    )
    return list(rows.order_by("pk").values_list("membership_id", flat=True))
