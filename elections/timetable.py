"""When the steps of an election fall, and when its members are reminded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots.operations.contests import complaints_end
from committees.models import Committee
from committees.standing_orders import orders
from elections.models import ElectionNews, Preset
from notices.hours import next_allowed

SCHOOL_DAY = (9, 17)
_WAITING = (ElectionNews.CANDIDATES_PUBLISHED, ElectionNews.MIDPOINT, ElectionNews.RESULT)
LONGEST = timedelta(days=90)
SHORTEST_NOMINATIONS = timedelta(hours=24)
SHORTEST_VOTING = timedelta(hours=24)
SHORTEST_CHALLENGE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The five moments of an election."""

    nominations_open_at: datetime
    nominations_close_at: datetime
    voting_opens_at: datetime
    voting_closes_at: datetime
    challenge_ends_at: datetime


@dataclass(frozen=True, slots=True)
class Spans:
    """How long each part lasts."""

    nominations: timedelta
    questions: timedelta
    voting: timedelta
    challenge: timedelta


_PRACTICE = Spans(*(timedelta(minutes=minutes) for minutes in (3, 1, 5, 1)))


def spans_of(preset: str, committee: Committee) -> Spans:
    """The committee's own rules, the fifteen days, or a practice."""
    if preset == Preset.PRACTICE:
        return _PRACTICE
    rules = orders(committee)
    if preset == Preset.LONG:
        return Spans(timedelta(days=7), timedelta(days=3), timedelta(days=5), rules.challenge)
    return Spans(rules.nominations, rules.questions, rules.voting, rules.challenge)


def propose(preset: str, start: datetime, committee: Committee) -> Timetable:
    """The preset's timetable from `start`, on the campus's clock.

    Days are counted on the wall clock, so that a change of clocks moves no deadline to another
    hour; a vote of days waits until two school days lie wholly within it.
    """
    spans, zone = spans_of(preset, committee), committee.timezone
    if preset == Preset.PRACTICE:
        closed = start + spans.nominations
        opened = closed + spans.questions
        ended = opened + spans.voting
        return Timetable(start, closed, opened, ended, ended + spans.challenge)
    wall = start.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    closed = wall + spans.nominations
    opened = closed + spans.questions
    while _school_days(opened, opened + spans.voting) < 2:
        opened += timedelta(days=1)
    ended = opened + spans.voting
    moments = (closed, opened, ended, ended + spans.challenge)
    return Timetable(start, *(moment.replace(tzinfo=zone) for moment in moments))


def faults(table: Timetable, *, preset: str, at: datetime) -> Iterator[tuple[str, str | Promise]]:
    """What is wrong with a timetable: the field, and a sentence."""
    is_practice = preset == Preset.PRACTICE
    if table.nominations_open_at < at - timedelta(minutes=10):
        yield "nominations_open_at", _("This lies in the past. Choose a moment to come.")
    if table.nominations_open_at > at + LONGEST:
        yield "nominations_open_at", _("This is more than 90 days from now. Announce it later.")
    if table.nominations_close_at <= table.nominations_open_at:
        yield "nominations_close_at", _("Nominations cannot close before they open.")
    elif not is_practice and table.nominations_close_at < (
        table.nominations_open_at + SHORTEST_NOMINATIONS
    ):
        yield "nominations_close_at", _("Nominations stay open for at least 24 hours.")
    if table.voting_opens_at < table.nominations_close_at:
        yield "voting_opens_at", _("Voting cannot open before nominations close.")
    if table.voting_closes_at <= table.voting_opens_at:
        yield "voting_closes_at", _("Voting cannot close before it opens.")
    elif not is_practice and table.voting_closes_at < table.voting_opens_at + SHORTEST_VOTING:
        yield "voting_closes_at", _("Voting stays open for at least 24 hours.")
    if table.challenge_ends_at < table.voting_closes_at:
        yield "challenge_ends_at", _("The time for challenges cannot end before voting closes.")
    elif not is_practice and table.challenge_ends_at < table.voting_closes_at + SHORTEST_CHALLENGE:
        yield "challenge_ends_at", _("There must be at least 24 hours to challenge the result.")
    if table.challenge_ends_at > table.nominations_open_at + LONGEST:
        yield "challenge_ends_at", _("An election lasts 90 days at most.")


def news(table: Timetable, preset: str, committee: Committee) -> dict[str, datetime]:
    """When each message is due; three of them fall into the voting.

    Formal ones and the last call come at once. The others wait for the end of quiet hours, but in
    a practice; a midpoint that would come after the last call is left out.
    """
    voting = table.voting_closes_at - table.voting_opens_at
    moments: dict[str, datetime] = {
        ElectionNews.NOMINATIONS_OPEN: table.nominations_open_at,
        ElectionNews.CANDIDATES_PUBLISHED: table.nominations_close_at,
        ElectionNews.VOTING_OPENS: table.voting_opens_at,
        ElectionNews.MIDPOINT: table.voting_opens_at + voting / 2,
        ElectionNews.LAST_CALL: table.voting_closes_at - min(timedelta(hours=6), voting / 4),
        ElectionNews.RESULT: complaints_end(table.voting_opens_at, table.voting_closes_at),
    }
    if preset != Preset.PRACTICE:
        is_school = committee.is_high_school
        for one in _WAITING:
            moments[one] = next_allowed(moments[one], committee.timezone, is_high_school=is_school)
    if moments[ElectionNews.MIDPOINT] >= moments[ElectionNews.LAST_CALL]:
        del moments[ElectionNews.MIDPOINT]
    return moments


def _school_days(start: datetime, end: datetime) -> int:
    first, last = SCHOOL_DAY
    day = start.replace(hour=0, minute=0)
    found = 0
    while day < end:
        is_within = start <= day.replace(hour=first) and day.replace(hour=last) <= end
        found += day.weekday() < 5 and is_within
        day += timedelta(days=1)
    return found
