"""When the vote of a recall is held, and its rules as a person reads them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from committees.models import Committee
from committees.standing_orders import RULES, orders
from core.steps import Span, Step, steps_of
from elections import times
from elections.models import RecallPetition

COLLECTS_FOR = timedelta(days=30)
LEAST_NOTICE, USUAL_NOTICE = timedelta(hours=24), timedelta(hours=48)
LEAST_VOTING = timedelta(hours=48)
_RULES = ("recall_percent", "recall_at_least", "recall_days", "recall_pause_days")


def called(at: datetime, days: int, zone: ZoneInfo) -> times.Times:
    """The vote that enough signatures call: over within so many days, the notice taken from them.

    Two days of notice, in which the person may reply; one where there would not be two to vote.
    """
    window = timedelta(days=days)
    notice = max(LEAST_NOTICE, min(USUAL_NOTICE, window - LEAST_VOTING))
    return times.on_the_wall(at, zone, opens=notice, closes=window)


def repeated(petition: RecallPetition, at: datetime) -> times.Times:
    """A vote that could not be held is held at once, for as long as it was to be open."""
    opens, closes = petition.voting_opens_at, petition.voting_closes_at
    assert opens is not None  # a vote is called: a constraint of the table
    assert closes is not None
    start = at.replace(second=0, microsecond=0)
    return times.between(start, start + (closes - opens))


def steps(petition: RecallPetition, now: datetime) -> list[Step]:
    """The timetable of a vote that is called; none before."""
    reached, opens = petition.reached_at, petition.voting_opens_at
    closes, contest = petition.voting_closes_at, petition.contest
    if reached is None or opens is None or closes is None or contest is None:
        return []
    spans: list[Span] = [
        (gettext_lazy("Notice and reply"), min(reached, opens), opens),
        (gettext_lazy("Voting"), opens, closes),
        (gettext_lazy("Complaints and count"), closes, contest.complaints_until),
    ]
    return steps_of(spans, now)


def rules_said(committee: Committee) -> Iterable[str]:
    """The rules of a recall as the sentences that hold here."""
    ours = orders(committee)
    return [RULES[key].said(getattr(ours, key)) for key in _RULES]


def words_in(text: str) -> int:
    """How many words a reply has."""
    return len(text.split())


def too_long(petition: RecallPetition) -> str:
    """What is said of a reply that is longer than the rules allow."""
    return ngettext(
        "A reply has %(most)d word at most.",
        "A reply has %(most)d words at most.",
        petition.reply_words,
    ) % {"most": petition.reply_words}


def question(petition: RecallPetition) -> str:
    """What is voted on, in the language that is active."""
    return _("Recall: shall the mandate of %(name)s as %(office)s end?") % {
        "name": petition.mandate.membership.shown_name,
        "office": petition.mandate.get_office_display(),
    }
