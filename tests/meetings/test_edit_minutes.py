"""Editing draft minutes: every version is kept, and the changes are shown."""

from datetime import datetime, timedelta

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.models import Minutes
from meetings.operations.minutes import edit_minutes
from tests.factories import MembershipFactory
from tests.factories_meetings import MeetingOfficerFactory
from tests.meetings.records import As, Counter, drafted


@pytest.fixture
def minutes(committee: Committee) -> Minutes:
    return drafted(committee, "# Minutes\n\nThe library closes at five.\n")


def test_each_saving_keeps_a_version(
    minutes: Minutes, coordinator: Membership, now: datetime
) -> None:
    edited = edit_minutes(minutes, text="One", seen=1, by=coordinator, at=now)
    edited = edit_minutes(edited, text="Two", seen=2, by=coordinator, at=now)
    assert edited.text == "Two"
    versions = list(minutes.versions.order_by("number").values_list("number", "text"))
    assert versions == [(1, minutes.text), (2, "One"), (3, "Two")]
    assert Event.objects.filter(name="meetings.minutes_edited").count() == 2


def test_the_first_saving_counts_though_nothing_was_changed_and_the_next_does_not(
    minutes: Minutes, coordinator: Membership, now: datetime
) -> None:
    edit_minutes(minutes, text=minutes.text, seen=1, by=coordinator, at=now)
    edit_minutes(minutes, text=minutes.text, seen=2, by=coordinator, at=now)
    assert minutes.versions.count() == 2


def test_two_who_edit_at_once_do_not_overwrite_one_another(
    minutes: Minutes, coordinator: Membership, now: datetime
) -> None:
    edit_minutes(minutes, text="Hers", seen=1, by=coordinator, at=now)
    with pytest.raises(Refused, match="Somebody else has saved"):
        edit_minutes(minutes, text="His", seen=1, by=coordinator, at=now)


def test_the_minutes_secretary_of_that_meeting_edits_and_no_other_member_does(
    minutes: Minutes, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only the minutes secretary"):
        edit_minutes(minutes, text="X", seen=1, by=member, at=now)
    with pytest.raises(Refused, match="Only the minutes secretary"):
        edit_minutes(minutes, text="X", seen=1, by=outsider, at=now)
    MeetingOfficerFactory(meeting=minutes.meeting, membership=member, duty="minutes_secretary")
    assert edit_minutes(minutes, text="X", seen=1, by=member, at=now).text == "X"


def test_what_is_approved_or_dissolved_is_not_edited(
    minutes: Minutes, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        edit_minutes(minutes, text="X", seen=1, by=coordinator, at=now)
    Minutes.objects.update(status="approved", approved_at=now, sha256="0" * 64)
    with pytest.raises(Refused, match="Nobody changes them any more"):
        edit_minutes(minutes, text="X", seen=1, by=coordinator, at=now)


def test_the_form_saves_and_the_page_shows_it(
    minutes: Minutes, coordinator: Membership, as_: As
) -> None:
    browser, address = as_(coordinator), f"/minutes/{minutes.public_id}/edit/"
    assert 'name="seen" value="1"' in browser.get(address).content.decode()
    answer = browser.post(address, {"text": "## Head\r\n\r\n<b>Text</b>", "seen": "1"}, follow=True)
    page = answer.content.decode()
    assert "<h4>Head</h4>" in page
    assert "&lt;b&gt;Text" in page
    assert Minutes.objects.get().text == "## Head\n\n<b>Text</b>"


def test_a_faulty_form_keeps_what_was_typed(
    minutes: Minutes, coordinator: Membership, as_: As, now: datetime
) -> None:
    browser, address = as_(coordinator), f"/minutes/{minutes.public_id}/edit/"
    assert browser.post(address, {"text": "", "seen": "1"}).status_code == 422
    assert browser.post(address, {"text": "x" * 200_001, "seen": "1"}).status_code == 422
    edit_minutes(minutes, text="Hers", seen=1, by=coordinator, at=now)
    for seen in ("1", "", "x"):
        answer = browser.post(address, {"text": "My long work", "seen": seen})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Somebody else has saved" in page
        assert "My long work" in page
        assert 'name="seen" value="2"' in page
    answer = browser.post(address, {"text": "My long work", "seen": "2"})
    assert answer.status_code == 302


def test_a_member_reads_why_not_and_others_find_nothing(
    minutes: Minutes, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/minutes/{minutes.public_id}/edit/"
    refused = as_(member).get(address)
    assert refused.status_code == 403
    assert "Only the minutes secretary" in refused.content.decode()
    for path in (
        address,
        f"/minutes/{minutes.public_id}/",
        f"/minutes/{minutes.public_id}/changes/",
    ):
        assert as_(outsider).get(path).status_code == 404
        assert as_(None).get(path).status_code == 302


# What was changed -------------------------------------------------------------------------------


def test_the_page_compares_any_two_versions(
    minutes: Minutes, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    browser, address = as_(member), f"/minutes/{minutes.public_id}/changes/"
    assert "Nothing was changed yet" in browser.get(address).content.decode()
    for seen, word in enumerate(["six", "seven <b>"], 1):
        text = minutes.text.replace("five", word)
        edit_minutes(minutes, text=text, seen=seen, by=coordinator, at=now)
    page = browser.get(address).content.decode()
    assert "[taken out:" in page
    assert "six<span" in page
    assert "seven" in page
    assert "&lt;" in page
    whole = browser.get(address, {"from": "1", "to": "2"}).content.decode()
    assert "five<span" in whole
    assert "[put in: </span>six" in whole
    same = browser.get(address, {"from": "2", "to": "2"}).content.decode()
    assert "Nothing differs" in same
    for odd in ("99", "0", "-1", "x", "٣", "9" * 40):
        assert browser.get(address, {"from": odd, "to": odd}).status_code == 200


# The page ---------------------------------------------------------------------------------------


def test_the_page_says_that_it_is_a_draft_and_when_it_is_overdue(
    minutes: Minutes, member: Membership, coordinator: Membership, as_: As, clock: object
) -> None:
    page = as_(member).get(f"/minutes/{minutes.public_id}/").content.decode()
    assert "This is a draft." in page
    assert "to be ready by" in page
    assert "Only the minutes secretary" in page
    Minutes.objects.update(due_at=minutes.meeting.called_at)
    page = as_(member).get(f"/minutes/{minutes.public_id}/").content.decode()
    assert "They are overdue" in page
    edit_minutes(minutes, text="Read", seen=1, by=coordinator, at=minutes.drafted_at)
    page = as_(member).get(f"/minutes/{minutes.public_id}/").content.decode()
    assert "They are overdue" not in page
    assert "See what was changed" in page


def test_overdue_minutes_are_asked_of_secretary_and_coordinators_until_they_are_saved(
    minutes: Minutes, member: Membership, coordinator: Membership, as_: As, now: datetime
) -> None:
    secretary = MembershipFactory(committee=minutes.meeting.committee)
    MeetingOfficerFactory(meeting=minutes.meeting, membership=secretary, duty="minutes_secretary")
    ask = "Minutes are overdue"
    assert ask not in as_(secretary).get("/home/").content.decode()
    Minutes.objects.update(due_at=now - timedelta(minutes=1))
    for one in (secretary, coordinator):
        assert ask in as_(one).get("/home/").content.decode()
    assert ask not in as_(member).get("/home/").content.decode()
    edit_minutes(minutes, text=minutes.text, seen=1, by=coordinator, at=now)
    assert ask not in as_(secretary).get("/home/").content.decode()


def test_the_file_is_the_text(minutes: Minutes, member: Membership, as_: As) -> None:
    answer = as_(member).get(f"/minutes/{minutes.public_id}/minutes.md")
    assert answer.content == minutes.text.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="minutes.md"'


@pytest.mark.parametrize(("days", "status"), [(0, 404), (6, 404), (7, 200)])
def test_a_new_member_reads_older_minutes_after_seven_days(
    days: int, status: int, minutes: Minutes, as_: As, clock: object
) -> None:
    joined = minutes.drafted_at + timedelta(days=1)
    new = MembershipFactory(committee=minutes.meeting.committee, joined_at=joined)
    clock.move_to(joined + timedelta(days=days))  # type: ignore[attr-defined]
    browser = as_(new)
    assert browser.get(f"/minutes/{minutes.public_id}/").status_code == status
    meeting = browser.get(f"/meetings/{minutes.meeting.public_id}/").content.decode()
    assert ("/minutes/" in meeting) is (status == 200)


def test_a_member_reads_at_once_what_is_drafted_after_they_joined(
    minutes: Minutes, as_: As
) -> None:
    new = MembershipFactory(
        committee=minutes.meeting.committee, joined_at=minutes.drafted_at - timedelta(hours=1)
    )
    assert as_(new).get(f"/minutes/{minutes.public_id}/").status_code == 200


def test_who_left_reads_nothing(
    minutes: Minutes, member: Membership, as_: As, now: datetime
) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=now)
    assert as_(member).get(f"/minutes/{minutes.public_id}/").status_code == 404


def test_the_pages_ask_the_same_number_of_queries(
    minutes: Minutes, coordinator: Membership, as_: As, now: datetime,
    django_assert_max_num_queries: Counter,
) -> None:  # fmt: skip
    for seen in range(1, 10):
        edit_minutes(minutes, text=f"Text {seen}", seen=seen, by=coordinator, at=now)
    browser, address = as_(coordinator), f"/minutes/{minutes.public_id}/"
    with django_assert_max_num_queries(10):
        browser.get(address)
    with django_assert_max_num_queries(8):
        browser.get(f"{address}edit/")
    with django_assert_max_num_queries(8):
        browser.get(f"{address}changes/")
