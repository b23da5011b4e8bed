"""What the minutes of a joint meeting say of the other committees: who met, and what each decided."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from meetings.minutes_markdown import plain
from meetings.models import Meeting, Vote, VoteStatus
from meetings.queries.joint import committees_of
from meetings.queries.joint_results import Result, last_question


def who_met(meeting: Meeting) -> Iterable[str]:
    """The other committees; nothing outside a joint meeting."""
    names = [plain(one.name) for one in committees_of(meeting)]
    if names:
        sentence = _("It was a joint meeting with: %(names)s. Each committee voted for itself.")
        yield sentence % {"names": ", ".join(names)}


def what_others_decided(meeting: Meeting, vote: Vote | None) -> Iterable[str]:
    """The results of the other committees to the same question."""
    if vote is None or vote.status != VoteStatus.DECLARED:
        return
    question = last_question(meeting, vote)
    others = (
        [one for one in question.results if one.committee != meeting.committee] if question else []
    )
    if others:
        yield "\n".join(f"- {_line(one)}" for one in others)


def _line(result: Result) -> str:
    words = {"committee": plain(result.committee.name), "outcome": result.words}
    if result.vote is None or result.vote.votes_for is None:
        return _("%(committee)s: %(outcome)s") % words
    return _(
        "%(committee)s: %(outcome)s; for %(for)d, against %(against)d, abstained %(abstain)d"
    ) % {
        **words,
        "for": result.vote.votes_for,
        "against": result.vote.votes_against,
        "abstain": result.vote.abstentions,
    }
