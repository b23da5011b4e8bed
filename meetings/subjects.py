"""What a question is about, before it is put: a motion, an amendment, a rule, words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from committees.standing_orders import RULES, orders
from meetings.models import (
    Amendment,
    Meeting,
    Minutes,
    Motion,
    Resolution,
    Threshold,
    Vote,
    VoteAbout,
)

LONGEST = 300
# How a meeting orders itself: that it may do without a quorum, where it may advise.
ORDER = frozenset(
    {
        VoteAbout.CLOSE_DEBATE,
        VoteAbout.HEAR_EMERGENCY,
        VoteAbout.SUSPEND_RULES,
        VoteAbout.CHALLENGE_CHAIR,
        VoteAbout.ADJOURN,
    }
)
# What may be put though nothing can be decided.
WITHOUT_QUORUM = frozenset({VoteAbout.ADJOURN, VoteAbout.PRACTICE})
_BY_TWO_THIRDS = frozenset(
    {VoteAbout.CLOSE_DEBATE, VoteAbout.HEAR_EMERGENCY, VoteAbout.SUSPEND_RULES}
)
# Of these the row of a vote says everything; of others the log does.
_ROW_SAYS_ALL = frozenset(
    {
        VoteAbout.MOTION,
        VoteAbout.AMENDMENT,
        VoteAbout.CHALLENGE_CHAIR,
        VoteAbout.ADJOURN,
        VoteAbout.PRACTICE,
    }
)
# Quorum, notice and elections protect those who are not there: a meeting cannot suspend them.
SUSPENDABLE = ("mover_minutes", "speaker_minutes", "reply_minutes", "amendments_hours")


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be put. `rule` is a key of the standing orders, `text` the chair's words.

    `resolution` is one of an emergency meeting, which this meeting is asked to confirm.
    `about_person`: the chair's words decide on somebody.
    """

    about: str
    motion: Motion | None = None
    amendment: Amendment | None = None
    minutes: Minutes | None = None
    resolution: Resolution | None = None
    rule: str = ""
    text: str = ""
    about_person: bool = False

    @property
    def key(self) -> str:
        """The word by which a form names it."""
        of = self.amendment or self.motion or self.minutes or self.resolution
        return f"{self.about}:{of.public_id if of else self.rule}"

    @property
    def threshold(self) -> str:
        """What carries it: two thirds for rules and for cutting short; else more for than against."""
        if self.about in _BY_TWO_THIRDS:
            return Threshold.TWO_THIRDS
        if self.about == VoteAbout.MOTION and self.motion is not None:
            return Threshold.TWO_THIRDS if self.motion.rule_changes else self.motion.threshold
        return Threshold.SIMPLE

    def question(self, meeting: Meeting) -> str:
        """The words that are kept with the vote, in the committee's language."""
        with override(meeting.committee.language):
            return self.said(meeting)[:LONGEST]

    def said(self, meeting: Meeting) -> str:
        """The same in the reader's language."""
        if self.minutes is not None:
            day = date_format(self.minutes.meeting.local_date, "DATE_FORMAT")
            return f"{self.minutes.meeting.title}, {day}"
        if self.resolution is not None:
            return _("That the meeting confirm resolution %(number)s: %(title)s") % {
                "number": str(self.resolution),
                "title": self.resolution.title,
            }
        if self.rule:
            return RULES[self.rule].said(getattr(orders(meeting.committee), self.rule))
        if self.motion is not None:
            return self.motion.title
        return self.text or str(VoteAbout(self.about).label)

    @property
    def facts(self) -> dict[str, str]:
        """What the log must know to say, and later to find again, what was put."""
        found = {
            "motion": self.motion and self.motion.public_id,
            "title": self.motion and self.motion.title,
            "amendment": self.amendment and self.amendment.public_id,
            "minutes": self.minutes and self.minutes.public_id,
            "confirms": self.resolution and self.resolution.public_id,
            "rule": self.rule,
        }
        return {name: value for name, value in found.items() if value}


def of_vote(vote: Vote) -> Subject:
    """The subject of a vote that was put, from its row and the entry in the log that put it."""
    put = None
    if vote.about not in _ROW_SAYS_ALL:
        entries = vote.meeting.log.filter(kind="put", facts__vote=vote.public_id)
        put = entries.order_by("number").last()
    facts = put.facts if put else {}
    committee = vote.meeting.committee_id
    minutes = Minutes.objects.filter(
        public_id=facts.get("minutes", ""), meeting__committee=committee
    ).select_related("meeting")
    confirmed = Resolution.objects.filter(public_id=facts.get("confirms", ""), committee=committee)
    debated = Amendment.objects.filter(public_id=facts.get("amendment", ""), motion=vote.motion)
    return Subject(
        about=vote.about,
        motion=vote.motion,
        amendment=vote.amendment or (debated.first() if "amendment" in facts else None),
        minutes=minutes.first() if "minutes" in facts else None,
        resolution=confirmed.first() if "confirms" in facts else None,
        rule=facts.get("rule", ""),
        text=vote.question,
    )
