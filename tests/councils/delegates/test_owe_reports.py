"""A council's meeting closes: who sat there owes a report, by the rules of their committee."""

from datetime import datetime, timedelta

import pytest

from committees.models import Affiliation, Committee, Seat
from committees.operations.mandates import end_mandate
from core.models import Event
from councils.models import Report, ReportStatus
from councils.schedule import raise_missing_reports, remind_of_reports
from meetings.models import AgendaItem, Meeting
from meetings.operations.meetings import cancel_meeting, close_meeting
from notices import audiences
from notices.models import Message
from tests.councils.delegates import telling
from tests.factories import SeatFactory, officer
from tests.factories_councils import InstructionFactory, ReportFactory
from tests.factories_meetings import MeetingFactory

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def close(meeting: Meeting, at: datetime) -> None:
    telling.held(meeting, at - timedelta(hours=2))
    close_meeting(meeting, present=None, by=None, at=at)


def test_each_seat_owes_one_with_what_it_was_told(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    seat: Seat,
    other_seat: Seat,
) -> None:
    told = InstructionFactory(affiliation=affiliation, item=items[0], stance="against")
    at = meeting.ends_at + DAY
    close(meeting, at)
    report = Report.objects.get(seat=seat)
    assert (report.status, report.owed_at, report.due_at) == ("owed", at, at + 7 * DAY)
    assert (report.remind_at, report.agenda_at) == (at + 5 * DAY, at + 14 * DAY)
    lines = report.lines.order_by("item__position")
    assert [(one.item, one.instruction) for one in lines] == [(items[0], told), (items[1], None)]
    theirs = Report.objects.get(seat=other_seat)
    assert not theirs.lines.filter(instruction__isnull=False).exists()
    assert Event.objects.filter(name="councils.report_owed").count() == 2


def test_the_committee_s_own_rules_say_when(
    meeting: Meeting, items: list[AgendaItem], committee: Committee, seat: Seat
) -> None:
    committee.rules = {"report_days": 1, "report_agenda_days": 8}
    committee.save(update_fields=["rules"])
    at = meeting.ends_at + DAY
    close(meeting, at)
    report = Report.objects.get(seat=seat)
    assert (report.due_at, report.agenda_at) == (at + DAY, at + 8 * DAY)
    assert report.remind_at == at + timedelta(hours=12)


def test_a_mandate_that_ended_during_the_meeting_still_owes_one_and_an_earlier_one_does_not(
    meeting: Meeting, seat: Seat, other_seat: Seat
) -> None:
    opened = meeting.starts_at
    telling.held(meeting, opened)
    end_mandate(seat.mandate, because="recall", by=None, at=opened + timedelta(minutes=5))
    end_mandate(other_seat.mandate, because="recall", by=None, at=opened - SECOND)
    late = SeatFactory(affiliation=seat.affiliation, taken_at=opened + timedelta(minutes=5))
    close_meeting(meeting, present=None, by=None, at=opened + 2 * DAY)
    assert {one.seat_id for one in Report.objects.all()} == {seat.pk, late.pk}


def test_of_what_did_not_take_place_nobody_reports(
    meeting: Meeting, council: Committee, now: datetime
) -> None:
    by = officer(council, "coordinator", "Ute")
    cancel_meeting(meeting, reason="The hall is shut.", by=by, at=now)
    never_opened = MeetingFactory(committee=council)
    close_meeting(never_opened, present=None, by=None, at=meeting.ends_at + DAY)
    assert not Report.objects.exists()


def test_nor_of_a_committee_s_own_meeting(committee: Committee, seat: Seat) -> None:
    meeting = MeetingFactory(committee=committee)
    close(meeting, meeting.ends_at + DAY)
    assert not Report.objects.exists()


def test_the_word_goes_on_day_five_and_on_day_seven_and_then_no_more(now: datetime) -> None:
    report = ReportFactory()
    remind_of_reports(now + 5 * DAY - SECOND)
    assert not Message.objects.exists()
    for day, word in ((5, "due"), (7, "overdue")):
        remind_of_reports(now + day * DAY - SECOND)
        remind_of_reports(now + day * DAY)
        message = Message.objects.latest("pk")
        assert message.key == f"report-{word}:{report.public_id}"
        user = report.seat.mandate.membership.user_id
        found = audiences.find(message.audience)(message.about)
        assert [one.user_id for one in found] == [user]
    remind_of_reports(now + 30 * DAY)
    assert Message.objects.count() == 2
    Report.objects.update(status=ReportStatus.MADE, made_at=now, decided="All.")
    assert list(audiences.find("councils.delegate")({"report": report.public_id})) == []


def test_at_fourteen_days_it_stands_on_the_agenda_by_itself(now: datetime) -> None:
    report = ReportFactory()
    committee = report.seat.affiliation.committee
    ahead = MeetingFactory(committee=committee, starts_at=now + 20 * DAY, ends_at=now + 21 * DAY)
    raise_missing_reports(now + 14 * DAY - SECOND)
    assert not ahead.agenda.exists()
    raise_missing_reports(now + 14 * DAY)
    item = ahead.agenda.get()
    council = report.meeting.committee.name
    assert item.title == f"A delegate’s report is missing: {council}"
    assert item.reference == report.public_id
    report.refresh_from_db()
    assert report.raised_at == now + 14 * DAY
    raise_missing_reports(now + 15 * DAY)
    assert ahead.agenda.count() == 1
