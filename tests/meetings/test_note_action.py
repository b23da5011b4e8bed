"""Noting what is to be done after a meeting, and the list of it."""

from datetime import date, datetime, timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import ActionItem, Meeting
from meetings.operations.actions import note_action
from tests.factories import MembershipFactory
from tests.factories_meetings import ActionItemFactory, MeetingOfficerFactory
from tests.meetings.records import As, Counter, held

DUE = date(2026, 3, 25)


@pytest.fixture
def past(committee: Committee) -> Meeting:
    return held(committee)


def test_it_says_what_and_until_when_and_reminds_nobody_until_somebody_takes_it(
    past: Meeting, coordinator: Membership, now: datetime
) -> None:
    one = note_action(past, text="Write", due_on=DUE, holder=None, by=coordinator, at=now)
    assert (one.text, one.due_on, one.membership, one.due_at) == ("Write", DUE, None, None)
    event = Event.objects.get(name="meetings.action_noted")
    assert (event.subject, event.scope) == (one.public_id, past.committee.public_id)


def test_who_carries_an_office_can_be_charged_and_is_reminded_a_day_before(
    past: Meeting, coordinator: Membership, secretary: Membership, now: datetime
) -> None:
    one = note_action(past, text="Write", due_on=DUE, holder=secretary, by=coordinator, at=now)
    assert one.membership == secretary
    assert one.due_at == datetime.fromisoformat("2026-03-24T07:30-04:00")


def test_nobody_else_can_be_charged(
    past: Meeting, coordinator: Membership, member: Membership, outsider: Membership, now: datetime
) -> None:
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only who carries an office"):
            note_action(past, text="X", due_on=DUE, holder=somebody, by=coordinator, at=now)


def test_chair_minutes_secretary_and_coordinators_note_and_others_do_not(
    past: Meeting, member: Membership, outsider: Membership, now: datetime
) -> None:
    for somebody in (member, outsider):
        with pytest.raises(Refused, match="Only the chair"):
            note_action(past, text="X", due_on=DUE, holder=None, by=somebody, at=now)
    for duty in ("chair", "minutes_secretary"):
        one = MembershipFactory(committee=past.committee)
        MeetingOfficerFactory(meeting=past, membership=one, duty=duty)
        note_action(past, text="X", due_on=DUE, holder=None, by=one, at=now)


def test_nothing_is_noted_before_the_meeting_or_in_a_dissolved_committee(
    meeting: Meeting, past: Meeting, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="once the meeting is open"):
        note_action(meeting, text="X", due_on=DUE, holder=None, by=coordinator, at=now)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        note_action(past, text="X", due_on=DUE, holder=None, by=coordinator, at=now)


def test_the_form_notes_and_the_list_shows_it(
    past: Meeting, coordinator: Membership, secretary: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/meetings/{past.public_id}/action/"
    page = browser.get(address).content.decode()
    assert "Sefa (Membership secretary)" in page
    data = {"text": "Write <b>now</b>", "due_on": "2026-03-25", "holder": secretary.public_id}
    shown = browser.post(address, data, follow=True).content.decode()
    assert "Write &lt;b&gt;now&lt;/b&gt;" in shown
    assert "Sefa" in shown
    browser.post(address, {**data, "holder": "", "text": "Call"})
    assert ActionItem.objects.get(text="Call").membership is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 301},
        {"due_on": "soon"},
        {"due_on": "2026-03-03"},
        {"due_on": "2027-03-06"},
        {"holder": "nobody"},
    ],
)
def test_a_faulty_form_says_why(
    wrong: dict[str, str], past: Meeting, coordinator: Membership, as_: As
) -> None:
    data = {"text": "Write", "due_on": "2026-03-25", "holder": ""} | wrong
    answer = as_(coordinator).post(f"/meetings/{past.public_id}/action/", data)
    assert answer.status_code == 422
    assert 'class="fault"' in answer.content.decode()
    assert not ActionItem.objects.exists()


def test_the_list_says_what_is_open_overdue_and_done(
    committee: Committee, past: Meeting, member: Membership, as_: As, now: datetime
) -> None:
    address = f"/committees/{committee.public_id}/actions/"
    browser = as_(member)
    assert "Nothing is to be done" in browser.get(address).content.decode()
    ActionItemFactory(meeting=past, text="Later")
    ActionItemFactory(meeting=past, text="Sooner", due_on=date(2026, 3, 3))
    ActionItemFactory(meeting=past, text="Finished", done_at=now)
    page = browser.get(address).content.decode()
    assert page.index("Sooner") < page.index("Later") < page.index("Finished")
    assert "Overdue" in page
    assert "1 is done" in page
    assert "Nobody has taken this on yet." in page
    meeting = browser.get(f"/meetings/{past.public_id}/").content.decode()
    assert "Sooner" in meeting


def test_the_name_of_a_member_without_an_office_is_shown_to_nobody(
    committee: Committee, past: Meeting, member: Membership, coordinator: Membership, as_: As
) -> None:
    ActionItemFactory(meeting=past, membership=member)
    address = f"/committees/{committee.public_id}/actions/"
    page = as_(coordinator).get(address).content.decode()
    assert "A member has taken this on." in page
    assert "Marek" not in page
    assert "You have taken this on." in as_(member).get(address).content.decode()


def test_what_somebody_took_on_who_left_is_free_again(
    committee: Committee, past: Meeting, coordinator: Membership, as_: As, now: datetime
) -> None:
    gone = MembershipFactory(committee=committee, status="left", ended_at=now)
    ActionItemFactory(meeting=past, membership=gone)
    page = as_(coordinator).get(f"/committees/{committee.public_id}/actions/").content.decode()
    assert "Nobody has taken this on yet." in page
    assert "I take it" in page


def test_others_find_no_list(
    committee: Committee, past: Meeting, member: Membership, outsider: Membership, as_: As
) -> None:
    for path in (
        f"/committees/{committee.public_id}/actions/",
        f"/meetings/{past.public_id}/action/",
    ):
        assert as_(outsider).get(path).status_code == 404
        assert as_(None).get(path).status_code == 302
    assert as_(member).get(f"/meetings/{past.public_id}/action/").status_code == 403


def test_the_list_asks_the_same_number_of_queries(
    committee: Committee, past: Meeting, coordinator: Membership, as_: As,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    for _number in range(10):
        one = MembershipFactory(committee=committee)
        ActionItemFactory(meeting=past, membership=one)
    ActionItemFactory(meeting=past, membership=coordinator)
    browser = as_(coordinator)
    with django_assert_max_num_queries(9):
        browser.get(f"/committees/{committee.public_id}/actions/")
    with django_assert_max_num_queries(15):
        browser.get(f"/meetings/{past.public_id}/")


def test_the_dashboard_asks_coordinators_what_nobody_took_on_and_is_overdue(
    past: Meeting, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    ActionItemFactory(meeting=past, text="Lonely", due_on=now.date() - timedelta(days=1))
    ActionItemFactory(meeting=past, text="Not yet", due_on=now.date() + timedelta(days=1))
    page = as_(coordinator).get("/home/").content.decode()
    assert "Lonely" in page
    assert "Nobody has taken this on." in page
    assert "Not yet" not in page
    assert "Lonely" not in as_(member).get("/home/").content.decode()
