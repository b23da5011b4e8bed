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
from meetings.models import Duty, Meeting, Threshold, VoteMethod, VoteOutcome

LENGTHS = (1, 3, 5)  # minutes for which a vote in the app is open
FEW = 10  # under so many present, the chair and one member count hands
TELLERS = 2
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


def method_fits(meeting: Meeting, method: str, *, present: int, attending: int) -> Decision:
    """Whether this meeting can vote in this way now."""
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
    """In the app where everybody has it; where some were counted by hand, hands."""
    return VoteMethod.HANDS if meeting.hand_count else VoteMethod.OPEN


def tellers(meeting: Meeting) -> list[int]:
    """The members who are tellers now, by the key of their membership; one query."""
    rows = meeting.officers.filter(
        duty=Duty.TELLER, ended_at__isnull=True, membership__status="active"
    )
    return list(rows.order_by("pk").values_list("membership_id", flat=True))
