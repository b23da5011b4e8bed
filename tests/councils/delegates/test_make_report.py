"""Reporting back: by the delegate alone, in a few fields, with the mandate beside the vote."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from committees.models import Affiliation, Membership, Seat
from committees.operations.mandates import end_mandate
from core.decision import Refused
from core.models import Event
from councils.models import Report
from councils.operations.reports import Said, make_report, raise_report
from councils.queries.reports import verdict
from councils.queries.votes import votes_of
from meetings.matters import reported_to, waiting_in
from meetings.models import AgendaItem, Meeting, NamedVote
from meetings.operations.meetings import close_meeting
from tests.councils.delegates import telling
from tests.factories_councils import InstructionFactory, ReportFactory, ReportLineFactory
from tests.factories_meetings import (
    MeetingFactory,
    MotionFactory,
    ResolutionFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db
As = Callable[[Membership | None], Client]
DAY = timedelta(days=1)


@pytest.fixture
def report(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    seat: Seat,
    clock: time_machine.Traveller,
) -> Report:
    """Owed by Dara, who was told to vote for the first item, and nothing on the second."""
    InstructionFactory(affiliation=affiliation, item=items[0])
    ResolutionFactory(committee=meeting.committee, meeting=meeting, title="Free buses", number=4)
    telling.held(meeting, meeting.starts_at)
    clock.move_to(meeting.ends_at + DAY)
    close_meeting(meeting, present=None, by=None, at=meeting.ends_at + DAY)
    return Report.objects.get(seat=seat)


def entered(items: list[AgendaItem], first: str = "for", second: str = "not") -> dict[str, Any]:
    one, two = (item.public_id for item in items)
    return {
        "decided": "Free buses for all.",
        "asked": "Twenty people at the gate.",
        "asked_by": "2026-04-01",
        f"voted-{one}": first,
        f"because-{one}": "The hall was of one mind.",
        f"voted-{two}": second,
        f"because-{two}": "",
    }


def test_what_is_known_stands_in_the_form(report: Report, delegate: Membership, as_: As) -> None:
    page = as_(delegate).get(f"/delegate-reports/{report.public_id}/make/").content.decode()
    assert "2026/4: Free buses" in page
    assert "Bound: vote for it" in page
    assert "The committee had decided nothing on this." in page


def test_where_nothing_was_resolved_the_form_says_so(
    delegate: Membership, seat: Seat, as_: As
) -> None:
    report = ReportFactory(seat=seat)
    page = as_(delegate).get(f"/delegate-reports/{report.public_id}/make/").content.decode()
    assert "Nothing was resolved." in page


def test_it_is_made_and_members_read_the_mandate_beside_the_vote(
    report: Report,
    items: list[AgendaItem],
    delegate: Membership,
    member: Membership,
    as_: As,
) -> None:
    path = f"/delegate-reports/{report.public_id}/"
    assert "not made yet" in as_(member).get(path).content.decode()
    answer = as_(delegate).post(f"{path}make/", entered(items, first="against"))
    assert answer.headers["Location"] == path
    page = as_(member).get(path).content.decode()
    assert "The mandate was to vote for it. The delegate voted against it." in page
    assert "The hall was of one mind." in page
    assert "By 1 Apr 2026" in page
    assert "There was no instruction on this." in page
    listed = as_(member).get(f"/committees/{report.event_scope}/reports/").content.decode()
    assert "Dara" in listed
    report.refresh_from_db()
    assert (report.status, report.asked_by, report.remind_at) == ("made", date(2026, 4, 1), None)
    event = Event.objects.get(name="councils.report_made")
    assert event.actor == delegate.public_id


def test_a_vote_on_each_item_and_what_was_decided_are_asked_for(
    report: Report, items: list[AgendaItem], delegate: Membership, as_: As
) -> None:
    path = f"/delegate-reports/{report.public_id}/make/"
    said = entered(items, first="") | {"decided": "", "asked_by": "soon"}
    answer = as_(delegate).post(path, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    for fault in ("Write what was decided.", "Say how you voted", "This is not a date"):
        assert fault in page
    assert "The hall was of one mind." in page


def test_nobody_else_makes_it(
    report: Report,
    items: list[AgendaItem],
    member: Membership,
    other_seat: Seat,
    outsider: Membership,
    as_: As,
) -> None:
    path = f"/delegate-reports/{report.public_id}/"
    assert as_(member).post(f"{path}make/", entered(items)).status_code == 403
    for one in (outsider, other_seat.mandate.membership, other_seat.membership):
        assert as_(one).get(path).status_code == 404
    with pytest.raises(Refused, match="Only the delegate"):
        make_report(report, Said("All."), by=member, at=report.owed_at)


def test_a_delegate_whose_mandate_has_ended_still_reports(
    report: Report, seat: Seat, items: list[AgendaItem], delegate: Membership, as_: As
) -> None:
    end_mandate(seat.mandate, because="recall", by=None, at=report.owed_at)
    assert (
        "Report back: Council in March" in as_(delegate).get(reverse("dashboard")).content.decode()
    )
    made = as_(delegate).post(f"/delegate-reports/{report.public_id}/make/", entered(items))
    assert made.status_code == 302
    assert "Report back: " not in as_(delegate).get(reverse("dashboard")).content.decode()


def test_overdue_is_shown_to_the_delegate_and_to_members(
    report: Report,
    delegate: Membership,
    member: Membership,
    as_: As,
    clock: time_machine.Traveller,
) -> None:
    page = f"/committees/{report.event_scope}/reports/"
    assert "Overdue" not in as_(member).get(page).content.decode()
    clock.move_to(report.due_at)
    assert "Overdue" in as_(member).get(page).content.decode()
    mine = as_(member).get(f"/delegate-reports/{report.public_id}/").content.decode()
    assert "This report is overdue" in mine
    assert "It is overdue." in as_(delegate).get(reverse("dashboard")).content.decode()


def test_for_a_day_it_can_be_corrected(
    report: Report, items: list[AgendaItem], delegate: Membership, as_: As
) -> None:
    made_at = report.owed_at
    make_report(report, Said("All."), by=delegate, at=made_at)
    report.refresh_from_db()
    make_report(report, Said("More."), by=delegate, at=made_at + DAY)
    report.refresh_from_db()
    assert (report.decided, report.made_at) == ("More.", made_at)
    assert Event.objects.filter(name="councils.report_corrected").count() == 1
    path = f"/delegate-reports/{report.public_id}/make/"
    assert "More." in as_(delegate).get(path).content.decode()
    with pytest.raises(Refused, match="more than a day ago"):
        make_report(report, Said("Less."), by=delegate, at=made_at + DAY + timedelta(seconds=1))


def test_made_it_leaves_the_agenda_and_is_told_to_the_next_meeting(
    report: Report, delegate: Membership, now: datetime
) -> None:
    committee, at = report.seat.affiliation.committee, report.owed_at
    ahead = MeetingFactory(committee=committee, starts_at=at + 20 * DAY, ends_at=at + 21 * DAY)
    raise_report(report, at=at + 14 * DAY)
    assert ahead.agenda.filter(reference=report.public_id).exists()
    said = Said("Free buses.", asked="Come all.")
    make_report(report, said, by=delegate, at=at + 15 * DAY)
    assert not ahead.agenda.filter(reference=report.public_id).exists()
    assert report.public_id not in [one.reference for one in waiting_in(committee)]
    (told,) = reported_to(committee, at + 14 * DAY, at + 20 * DAY)
    assert told.heading == "Report of a delegate: City Council"
    assert "> Free buses." in told.text
    assert "> Come all." in told.text
    assert "Dara" not in told.text
    assert len(reported_to(committee, None, at + 20 * DAY)) == 1
    assert reported_to(committee, at + 15 * DAY, at + 20 * DAY) == []


def test_asked_for_nothing_the_minutes_say_nothing_of_it(
    report: Report, delegate: Membership
) -> None:
    make_report(report, Said("Free buses."), by=delegate, at=report.owed_at)
    (told,) = reported_to(report.seat.affiliation.committee, None, report.owed_at)
    assert "asked" not in told.text


@pytest.mark.parametrize(
    ("stance", "voted", "words", "is_against"),
    [
        ("for", "for", "as the committee had decided", False),
        ("for", "abstain", "The delegate abstained", True),
        ("for", "against", "voted against it", True),
        ("against", "for", "voted for it", True),
        ("against", "abstain", "The delegate abstained", True),
        ("abstain", "for", "voted for it", True),
        ("abstain", "against", "voted against it", True),
        ("abstain", "not", "did not vote", True),
        ("guided", "for", "The limits stand beside it", False),
        ("open", "against", "decided there", False),
        ("refer_back", "not", "referred back", False),
    ],
)
def test_the_vote_beside_the_mandate_in_words(
    stance: str, voted: str, words: str, is_against: bool
) -> None:
    limits = "Under 5 euros." if stance == "guided" else ""
    said, against = verdict(InstructionFactory(stance=stance, limits=limits), voted)
    assert words in said
    assert against is is_against


def test_before_the_report_nothing_is_said_and_no_named_vote_is_known_yet(report: Report) -> None:
    assert verdict(None, "") == ("", False)
    assert votes_of(report.seat, report.meeting) == {}


def test_a_vote_by_name_stands_as_the_record_has_it_whatever_the_delegate_says(
    now: datetime,
) -> None:
    line = ReportLineFactory(item__kind="motion", item__motion=MotionFactory())
    report = line.report
    AgendaItem.objects.filter(pk=line.item_id).update(meeting=report.meeting)
    vote = VoteFactory(
        meeting=report.meeting,
        about="motion",
        motion=line.item.motion,
        method="roll_call",
        status="declared",
        closed_at=now,
        declared_at=now,
        outcome="carried",
        votes_for=1,
        votes_against=0,
        abstentions=0,
    )
    NamedVote.objects.create(
        vote=vote, affiliation=report.seat.affiliation, seat=report.seat, choice="for"
    )
    assert votes_of(report.seat, report.meeting) == {line.item_id: "for"}
    said = Said("Carried.", voted={line.item.public_id: ("against", "I was told to.")})
    make_report(report, said, by=report.seat.mandate.membership, at=report.owed_at)
    line.refresh_from_db()
    assert (line.voted, line.because) == ("for", "I was told to.")
