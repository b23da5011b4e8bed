"""Minutes as Markdown, written from the log of a meeting: what was decided, and no names.

The texts of motions, amendments and resolutions are read by the identifiers that the log gives. An
entry that was undone is left out; a fact that is missing leaves out its part of the sentence. At
their end stands what other apps report to the meeting (`meetings.matters`).
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings.matters import reported_to
from meetings.minutes_joint import what_others_decided, who_met
from meetings.minutes_markdown import change, clauses, plain
from meetings.models import (
    Amendment,
    LogEntry,
    LogKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Motion,
    Threshold,
    VoteAbout,
    VoteMethod,
    VoteOutcome,
)
from meetings.wording import spoken


def language_of(meeting: Meeting) -> str:
    """The committee's language, or the product's where it is not spoken here."""
    wanted = meeting.committee.language
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def minutes_text(meeting: Meeting) -> str:
    """The whole draft, in the language of the committee."""
    with override(language_of(meeting)):
        return "\n\n".join([*_head(meeting), *_body(meeting), *_reports(meeting)]).strip() + "\n"


def _head(meeting: Meeting) -> Iterable[str]:
    yield "# " + _("Minutes: %(title)s") % {"title": plain(meeting.title)}
    facts = [
        _("Committee: %(name)s") % {"name": plain(meeting.committee.name)},
        _("Date: %(moment)s (%(zone)s)")
        % {"moment": spoken(meeting.starts_at, meeting.timezone), "zone": meeting.timezone},
        _("Place: %(place)s") % {"place": plain(meeting.place)},
        _("Kind: %(kind)s") % {"kind": meeting.get_kind_display()},
    ]
    if meeting.present:
        facts.append(_("Present at the close: %(number)d") % {"number": meeting.present})
    yield "\n".join(f"- {one}" for one in facts)
    yield from who_met(meeting)


def _body(meeting: Meeting) -> Iterable[str]:
    entries = list(meeting.log.filter(undone_at__isnull=True).order_by("number"))
    told = Told(meeting, entries)
    items = 0
    for entry in entries:
        if entry.kind == LogKind.ITEM_TAKEN:
            items += 1
            title = told.words(entry, "title")
            yield f"## {items}. {title}" if title else f"## {items}."
        elif sayer := _SAYERS.get(entry.kind):
            yield from sayer(told, entry)


def _reports(meeting: Meeting) -> Iterable[str]:
    """What was decided elsewhere since the meeting before, each thing under its heading."""
    if meeting.closed_at is None:
        return
    earlier = meeting.committee.meetings.filter(
        status=MeetingStatus.CLOSED, opened_at__isnull=False, closed_at__lt=meeting.closed_at
    )
    since = earlier.aggregate(last=Max("closed_at"))["last"]
    said = ""
    for one in reported_to(meeting.committee, since, meeting.closed_at):
        if one.heading != said:
            yield f"## {one.heading}"
        said = one.heading
        yield one.text


class Told:
    """The entries of one log, and the texts that they name."""

    def __init__(self, meeting: Meeting, entries: list[LogEntry]) -> None:
        self.meeting = meeting
        motions = {self.word(one, "motion") for one in entries}
        votes = {self.word(one, "vote") for one in entries}
        amendments = {self.word(one, "amendment") for one in entries}
        self.votes = {
            one.public_id: one
            for one in meeting.votes.filter(public_id__in=votes).select_related(
                "motion__resolution", "amendment__motion"
            )
        }
        self.motions = {
            one.public_id: one
            for one in Motion.objects.filter(
                public_id__in=motions, committee=meeting.committee
            ).select_related("resolution")
        }
        self.amendments = {
            one.public_id: one
            for one in Amendment.objects.filter(
                public_id__in=amendments, motion__committee=meeting.committee
            ).select_related("motion")
        }

    def word(self, entry: LogEntry, name: str) -> str:
        """A fact as it stands in the log, an identifier or a key; blank where it is missing."""
        value = _value(entry, name)
        return value if isinstance(value, str) else ""

    def words(self, entry: LogEntry, name: str) -> str:
        """A fact that somebody wrote, fit for Markdown; blank where it is missing."""
        return plain(self.word(entry, name).strip())

    def number(self, entry: LogEntry, name: str) -> int | None:
        """A fact that counts something; None where it is missing."""
        value = _value(entry, name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def clock(self, moment: datetime) -> str:
        """The hour as the clock on campus shows it; with the day once that is another."""
        local = moment.astimezone(self.meeting.timezone)
        if local.date() != self.meeting.local_date:
            return spoken(moment, self.meeting.timezone)
        return date_format(local, "H:i")

    def about(self, entry: LogEntry) -> str:
        """What a vote decides; blank where the entry tells of none."""
        vote = self.votes.get(self.word(entry, "vote"))
        return self.word(entry, "about") or (vote.about if vote else "")

    def question(self, entry: LogEntry) -> str:
        """The words that were put, fit for Markdown, after what they decide."""
        vote = self.votes.get(self.word(entry, "vote"))
        question = self.words(entry, "question") or (plain(vote.question) if vote else "")
        about = self.about(entry)
        if about not in VoteAbout.values or (question and about == VoteAbout.OTHER):
            return question
        label = str(VoteAbout(about).label)
        return label if question in ("", label) else f"{label}: {question}"

    def motion(self, entry: LogEntry) -> Motion | None:
        vote = self.votes.get(self.word(entry, "vote"))
        return self.motions.get(self.word(entry, "motion")) or (vote.motion if vote else None)

    def amendment(self, entry: LogEntry) -> Amendment | None:
        vote = self.votes.get(self.word(entry, "vote"))
        return self.amendments.get(self.word(entry, "amendment")) or (
            vote.amendment if vote else None
        )


def _opened(told: Told, entry: LogEntry) -> Iterable[str]:
    yield _("The meeting opened at %(time)s.") % {"time": told.clock(entry.at)}


def _officer_chosen(told: Told, entry: LogEntry) -> Iterable[str]:
    sentences = {
        "chair": _("A chair was chosen."),
        "minutes_secretary": _("A minutes secretary was chosen."),
        "teller": _("A teller was chosen."),
        "steward": _("A steward at the door was chosen."),
    }
    if _value(entry, "handed_over"):
        yield _("The chair was handed over to another member.")
    else:
        yield sentences.get(told.word(entry, "duty"), _("An officer was chosen."))


def _officer_released(told: Told, entry: LogEntry) -> Iterable[str]:
    sentences = {
        "chair": _("The chair laid the duty down or was released from it."),
        "minutes_secretary": _("The minutes secretary laid the duty down or was released from it."),
        "teller": _("A teller laid the duty down or was released from it."),
        "steward": _("A steward at the door laid the duty down or was released from it."),
    }
    yield sentences.get(
        told.word(entry, "duty"), _("An officer laid the duty down or was released from it.")
    )


def _quorum_reached(told: Told, entry: LogEntry) -> Iterable[str]:
    sentence = _("At %(time)s the quorum was there.") % {"time": told.clock(entry.at)}
    yield " ".join([sentence, *_of_quorum(told, entry), _("The meeting could decide.")])


def _quorum_lost(told: Told, entry: LogEntry) -> Iterable[str]:
    sentence = _("At %(time)s the quorum was no longer there.") % {"time": told.clock(entry.at)}
    if told.meeting.kind == MeetingKind.MASS:
        allowed = _("From then on the meeting could only advise.")
    else:
        allowed = _("From then on the meeting could discuss, not decide.")
    yield " ".join([sentence, *_of_quorum(told, entry), allowed])


def _of_quorum(told: Told, entry: LogEntry) -> Iterable[str]:
    present, needed = told.number(entry, "present"), told.number(entry, "needed")
    if present is not None and needed is not None:
        yield _("Present: %(present)d; needed: %(needed)d.") % {
            "present": present,
            "needed": needed,
        }
    committees = told.number(entry, "committees")
    if committees is not None:
        yield _("Committees present: %(present)d; needed: %(needed)d.") % {
            "present": committees,
            "needed": told.number(entry, "committees_needed"),
        }


def _motion_moved(told: Told, entry: LogEntry) -> Iterable[str]:
    yield "### " + _("Motion: %(title)s") % {"title": _title(told, entry)}


def _motion_settled(told: Told, entry: LogEntry) -> Iterable[str]:
    sentences = {
        "remitted": _("The motion “%(title)s” was remitted: it comes back later."),
        "withdrawn": _("The motion “%(title)s” was withdrawn."),
        "fell": _("The motion “%(title)s” fell."),
    }
    known = sentences.get(_how(told, entry), _("The motion “%(title)s” was settled."))
    yield known % {"title": _title(told, entry)}


def _amendment_moved(told: Told, entry: LogEntry) -> Iterable[str]:
    yield "#### " + _("Amendment")
    yield from change(told.amendment(entry))


def _amendment_settled(told: Told, entry: LogEntry) -> Iterable[str]:
    sentences = {
        "withdrawn": _("The amendment was withdrawn."),
        "fell": _("The amendment fell."),
        "accepted": _("The proposer of the motion accepted the amendment."),
    }
    yield sentences.get(_how(told, entry), _("The amendment was settled."))


def _ruled(told: Told, entry: LogEntry) -> Iterable[str]:
    text = told.words(entry, "text")
    if text and told.about(entry) != VoteAbout.PRACTICE:
        # A sentence that says itself what was done, or that two counts differed.
        is_whole = _value(entry, "whole") or _value(entry, "differ")
        said = text if is_whole else _("The chair ruled: %(text)s") % {"text": text}
        yield " ".join([*_point_of_order(entry), said])


def _point_of_order(entry: LogEntry) -> Iterable[str]:
    upheld = _value(entry, "upheld")
    if upheld is True:
        yield _("A point of order was upheld.")
    elif upheld is False:
        yield _("A point of order was not upheld.")


def _declared(told: Told, entry: LogEntry) -> Iterable[str]:
    about = told.about(entry)
    if about == VoteAbout.PRACTICE:
        return
    motion = told.motion(entry)
    if about == VoteAbout.MOTION and motion:
        yield _("The motion as it was put:")
        yield from clauses(motion)
    yield " ".join([*_what(told, entry, about), *_numbers(told, entry), *_result(told, entry)])
    yield from what_others_decided(told.meeting, told.votes.get(told.word(entry, "vote")))
    carried = told.word(entry, "outcome") == VoteOutcome.CARRIED
    resolution = getattr(motion, "resolution", None)
    if about == VoteAbout.MOTION and carried and resolution:
        yield _("It is resolution %(number)s.") % {"number": resolution}
    if about == VoteAbout.CHALLENGE_CHAIR and _value(entry, "binding") is not False:
        yield (
            _("The ruling of the chair stands.")
            if carried
            else _("The ruling of the chair does not stand.")
        )


def _what(told: Told, entry: LogEntry, about: str) -> Iterable[str]:
    if about == VoteAbout.MOTION:
        yield _("Vote on the motion.")
    elif about == VoteAbout.AMENDMENT:
        yield _("Vote on the amendment.")
    elif question := told.question(entry):
        yield _("Vote: %(question)s") % {"question": question}
    method = told.word(entry, "method")
    if method in VoteMethod.values:
        yield f"({VoteMethod(method).label})"


def _numbers(told: Told, entry: LogEntry) -> Iterable[str]:
    numbers = [told.number(entry, name) for name in ("for", "against", "abstain")]
    if None not in numbers:
        votes_for, against, abstain = numbers
        yield _("For: %(for)d; against: %(against)d; abstained: %(abstain)d.") % {
            "for": votes_for,
            "against": against,
            "abstain": abstain,
        }
    if told.word(entry, "threshold") == Threshold.TWO_THIRDS:
        yield _("Two thirds were needed.")


def _result(told: Told, entry: LogEntry) -> Iterable[str]:
    outcome = told.word(entry, "outcome")
    if outcome in VoteOutcome.values:
        yield f"**{VoteOutcome(outcome).label}.**"
    if _value(entry, "binding") is False:
        yield _("The quorum was not there, so this is advice.")


def _balance_adopted(told: Told, entry: LogEntry) -> Iterable[str]:
    yield _("From then on speakers for and against took turns.")


def _balance_dropped(told: Told, entry: LogEntry) -> Iterable[str]:
    yield _("From then on speakers for and against no longer took turns.")


def _set_aside(told: Told, entry: LogEntry) -> Iterable[str]:
    about = told.about(entry)
    if about == VoteAbout.PRACTICE:
        return
    if about == VoteAbout.MOTION:
        sentence = _("The vote on the motion “%(title)s” was set aside: it does not count.")
        yield sentence % {"title": _title(told, entry)}
    elif about == VoteAbout.AMENDMENT:
        sentence = _(
            "The vote on an amendment to the motion “%(title)s” was set aside: it does not count."
        )
        yield sentence % {"title": _title(told, entry)}
    elif question := told.question(entry):
        yield _("The vote “%(question)s” was set aside: it does not count.") % {
            "question": question
        }
    else:
        yield _("A vote was set aside: it does not count.")


def _adjourned(told: Told, entry: LogEntry) -> Iterable[str]:
    sentence = _("The meeting was adjourned at %(time)s.") % {"time": told.clock(entry.at)}
    until = told.words(entry, "until")
    with suppress(ValueError):  # in words, or not said
        until = spoken(datetime.fromisoformat(told.word(entry, "until")), told.meeting.timezone)
    yield f"{sentence} {_('It was to go on: %(until)s.') % {'until': until}}" if until else sentence


def _resumed(told: Told, entry: LogEntry) -> Iterable[str]:
    yield _("The meeting went on at %(time)s.") % {"time": told.clock(entry.at)}


def _closed(told: Told, entry: LogEntry) -> Iterable[str]:
    sentence = _("The meeting closed at %(time)s.") % {"time": told.clock(entry.at)}
    if present := told.number(entry, "present"):
        counted = ngettext(
            "%(number)d person was present.", "%(number)d people were present.", present
        )
        sentence = f"{sentence} {counted % {'number': present}}"
    yield sentence


_SAYERS: dict[str, Callable[[Told, LogEntry], Iterable[str]]] = {
    LogKind.OPENED: _opened,
    LogKind.OFFICER_CHOSEN: _officer_chosen,
    LogKind.OFFICER_RELEASED: _officer_released,
    LogKind.QUORUM_REACHED: _quorum_reached,
    LogKind.QUORUM_LOST: _quorum_lost,
    LogKind.MOTION_MOVED: _motion_moved,
    LogKind.MOTION_SETTLED: _motion_settled,
    LogKind.AMENDMENT_MOVED: _amendment_moved,
    LogKind.AMENDMENT_SETTLED: _amendment_settled,
    LogKind.RULED: _ruled,
    LogKind.DECLARED: _declared,
    LogKind.SET_ASIDE: _set_aside,
    "balance_adopted": _balance_adopted,
    "balance_dropped": _balance_dropped,
    LogKind.ADJOURNED: _adjourned,
    LogKind.RESUMED: _resumed,
    LogKind.CLOSED: _closed,
}


def _how(told: Told, entry: LogEntry) -> str:
    return told.word(entry, "how") or told.word(entry, "outcome")


def _value(entry: LogEntry, name: str) -> Any:
    return entry.facts.get(name) if isinstance(entry.facts, dict) else None


def _title(told: Told, entry: LogEntry) -> str:
    motion = told.motion(entry)
    return told.words(entry, "title") or (plain(motion.title) if motion else _("without a title"))
