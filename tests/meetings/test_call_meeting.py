"""Calling a meeting: who, which kind, with how much notice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from kombu import Connection

from committees.models import Committee, Membership, Office
from config.celery import app as celery
from core.decision import Refused
from core.models import Event
from meetings import rules
from meetings.agenda import Item
from meetings.models import Meeting
from meetings.operations.meetings import Details, call_meeting
from notices.models import Message
from tests import factories

As = Callable[[object], Client]
SUBMITTED = {
    "kind": "general",
    "local_date": "2026-03-18",
    "local_time": "18:00",
    "minutes": "90",
    "place": "Room 12",
    "title": "",
    "purpose": "",
    "agenda": "",
}


def details(**changes: Any) -> Details:
    return Details(
        **{
            "title": "General meeting",
            "local_date": date(2026, 3, 18),
            "local_time": time(18, 0),
            "place": "Room 12",
            **changes,
        }
    )


@pytest.fixture
def forming(db: None, now: datetime) -> Committee:
    return factories.CommitteeFactory(status="forming", opened_at=now - timedelta(days=2))


@pytest.fixture
def founder(forming: Committee) -> Membership:
    return factories.officer(forming, Office.COORDINATOR, "Fatima")


def address(committee: Committee) -> str:
    return f"/committees/{committee.public_id}/meetings/call/"


def test_a_called_meeting_keeps_wall_time_and_zone_and_derives_utc(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)
    meeting.refresh_from_db()
    assert (meeting.local_date, meeting.local_time) == (date(2026, 3, 18), time(18, 0))
    assert str(meeting.timezone) == "America/New_York"
    assert meeting.starts_at == datetime(2026, 3, 18, 22, 0, tzinfo=UTC)
    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=90)
    assert (meeting.status, meeting.sequence, meeting.called_at) == ("called", 0, now)


def test_calling_leaves_an_event_under_an_opaque_actor(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)
    event = Event.objects.get(name="meetings.meeting_called")
    assert (event.subject, event.actor) == (meeting.public_id, coordinator.public_id)
    assert (event.scope, event.data) == (committee.public_id, {})


def test_the_agenda_stands_in_order(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    items = (Item("Chair", 5), Item("Motions", 40), Item("Any other"))
    meeting = call_meeting(
        committee, kind="general", details=details(agenda=items), by=coordinator, at=now
    )
    rows = meeting.agenda.order_by("position").values_list("position", "title", "minutes")
    label = "Election of chair, minutes secretary and tellers"
    rest = [(2, "Chair", 5), (3, "Motions", 40), (4, "Any other", None)]
    assert list(rows) == [(1, label, 5), *rest]


def test_the_notice_is_formal_and_goes_to_every_member_at_once(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)
    message = Message.objects.get()
    assert message.key == f"meeting-called:{meeting.public_id}:0"
    assert (message.audience, message.about["committee"]) == (
        "committees.members",
        committee.public_id,
    )
    assert (message.category, message.is_formal, message.due_at) == ("meetings", True, now)
    assert message.scope == committee.public_id


def test_the_reminder_is_planned_a_day_before_and_on_the_morning(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    meeting = call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)
    assert meeting.reminder_due_at == meeting.starts_at - timedelta(hours=24)
    assert meeting.morning_due_at == datetime(2026, 3, 18, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("office", [Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER, ""])
def test_only_a_coordinator_can_call_a_meeting(
    committee: Committee, now: datetime, office: str
) -> None:
    if office:
        other = factories.officer(committee, office, "Other")
    else:
        other = factories.MembershipFactory(committee=committee)
    with pytest.raises(Refused, match="Only a coordinator"):
        call_meeting(committee, kind="general", details=details(), by=other, at=now)


def test_a_coordinator_elsewhere_cannot_call_a_meeting_here(
    committee: Committee, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        call_meeting(committee, kind="general", details=details(), by=outsider, at=now)


def test_a_dissolved_committee_calls_no_meeting(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    Committee.objects.filter(pk=committee.pk).update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)


@pytest.mark.parametrize(
    ("kind", "hours"), [("general", 7 * 24), ("mass", 3 * 24), ("emergency", 24)]
)
def test_each_kind_needs_its_notice_to_the_minute(
    committee: Committee, coordinator: Membership, now: datetime, kind: str, hours: int
) -> None:
    enough = (now + timedelta(hours=hours)).astimezone(committee.timezone)
    short = enough - timedelta(minutes=1)
    with pytest.raises(Refused, match="notice is too short"):
        call_meeting(
            committee,
            kind=kind,
            details=details(
                local_date=short.date(), local_time=short.time(), purpose="The raid of today"
            ),
            by=coordinator,
            at=now,
        )
    meeting = call_meeting(
        committee,
        kind=kind,
        details=details(
            local_date=enough.date(), local_time=enough.time(), purpose="The raid of today"
        ),
        by=coordinator,
        at=now,
    )
    assert meeting.starts_at == now + timedelta(hours=hours)


def test_the_standing_orders_of_the_committee_set_the_notice(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    committee.rules = {"notice_general_days": 14}
    committee.save()
    short = details(local_date=date(2026, 3, 17))
    with pytest.raises(Refused, match="needs 14 days"):
        call_meeting(committee, kind="general", details=short, by=coordinator, at=now)


def test_a_founding_meeting_needs_two_hours(
    forming: Committee, founder: Membership, now: datetime
) -> None:
    soon = (now + timedelta(hours=2)).astimezone(forming.timezone)
    meeting = call_meeting(
        forming,
        kind="founding",
        details=details(local_date=soon.date(), local_time=soon.time()),
        by=founder,
        at=now,
    )
    assert meeting.starts_at == now + timedelta(hours=2)
    assert (meeting.reminder_due_at, meeting.morning_due_at) == (None, None)


def test_there_is_one_founding_meeting_at_a_time(
    forming: Committee, founder: Membership, now: datetime
) -> None:
    call_meeting(forming, kind="founding", details=details(), by=founder, at=now)
    with pytest.raises(Refused, match="called already"):
        call_meeting(forming, kind="founding", details=details(), by=founder, at=now)


def test_a_forming_committee_meets_to_found_itself_first(
    forming: Committee, founder: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="founding meeting"):
        call_meeting(forming, kind="general", details=details(), by=founder, at=now)


def test_a_founded_committee_is_not_founded_again(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="founded already"):
        call_meeting(committee, kind="founding", details=details(), by=coordinator, at=now)


def test_an_emergency_meeting_says_its_purpose(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="one purpose"):
        call_meeting(committee, kind="emergency", details=details(), by=coordinator, at=now)


def test_a_time_that_does_not_exist_is_refused(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    at_night = details(local_date=date(2026, 3, 8), local_time=time(2, 30))
    with pytest.raises(Refused, match=r"03:00"):
        call_meeting(committee, kind="mass", details=at_night, by=coordinator, at=now)
    assert not Meeting.objects.exists()


def test_with_redis_away_the_meeting_and_its_notice_stand(
    committee: Committee,
    coordinator: Membership,
    now: datetime,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = Connection(
        "redis://127.0.0.1:1/0", transport_options=dict(celery.conf.broker_transport_options)
    )
    monkeypatch.setattr(celery, "connection_for_write", lambda *_a, **_k: nowhere)
    monkeypatch.setattr(celery, "_pool", None)
    with django_capture_on_commit_callbacks(execute=True):
        meeting = call_meeting(committee, kind="general", details=details(), by=coordinator, at=now)
    assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert Message.objects.get().status == "waiting"
    assert "the broker is away" in caplog.text


# The page ---------------------------------------------------------------------------------------


def test_the_page_calls_a_meeting_with_the_usual_words(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).post(address(committee), SUBMITTED, follow=True)
    assert answer.status_code == 200
    assert "The notice goes to every member now." in answer.content.decode()
    meeting = Meeting.objects.get()
    assert (meeting.title, meeting.place) == ("General meeting", "Room 12")
    assert meeting.agenda.count() >= 5


def test_an_own_title_and_agenda_are_kept(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    own = {"title": "Spring\r\nassembly", "agenda": "Chair | 5\nBuses"}
    as_(coordinator).post(address(committee), SUBMITTED | own)
    meeting = Meeting.objects.get()
    assert meeting.title == "Spring assembly"
    business = meeting.agenda.filter(kind="business").order_by("position")
    assert [one.title for one in business] == ["Chair", "Buses"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"local_date": "2026-03-03"}, "local_date", "This moment is past"),
        ({"local_date": "0001-01-01"}, "local_date", "This moment is past"),
        ({"local_date": "9999-12-31", "local_time": "23:00"}, "local_date", "out of reach"),
        ({"local_date": "2027-09-01"}, "local_date", "more than a year ahead"),
        ({"local_date": "31st of June"}, "local_date", "not a date"),
        ({"local_date": ""}, "local_date", "Fill this in"),
        ({"local_time": "half past six"}, "local_time", "not a time"),
        ({"local_date": "2026-03-08", "local_time": "02:30"}, "local_time", "does not exist"),
        ({"minutes": "5"}, "minutes", "at least 10 minutes"),
        ({"minutes": "1000000"}, "minutes", "at most 12 hours"),
        ({"place": " "}, "place", "Fill this in"),
        ({"place": "x" * 10_000}, "place", "at most 200 characters"),
        ({"title": "x" * 10_000}, "title", "at most 150 characters"),
        ({"agenda": "| 5"}, "agenda", "Line 1 has no title"),
        ({"kind": "emergency"}, "purpose", "one purpose"),
        ({"kind": "founding"}, "kind", "Choose one that is offered"),
        ({"kind": "picnic"}, "kind", "Choose one that is offered"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_at_its_field(
    committee: Committee,
    coordinator: Membership,
    as_: As,
    changes: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    answer = as_(coordinator).post(address(committee), SUBMITTED | changes)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert not Meeting.objects.exists()


def test_too_short_a_notice_says_the_earliest_moment_and_which_kind_would_do(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).post(address(committee), SUBMITTED | {"local_date": "2026-03-08"})
    [sentence] = answer.context["form"].errors["local_date"]
    assert answer.status_code == 422
    assert "needs 7 days" in sentence
    assert "Wednesday 11 March 2026, 08:00" in sentence
    assert "“Mass meeting” could be held then: it needs 3 days" in sentence
    assert "“Emergency meeting” could be held then: it needs 24 hours" in sentence


def test_a_title_of_right_to_left_letters_and_emoji_is_kept(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    as_(coordinator).post(address(committee), SUBMITTED | {"title": "اجتماع عام 🪧"})
    assert Meeting.objects.get().title == "اجتماع عام 🪧"


def test_a_forming_committee_is_offered_its_founding_meeting(
    forming: Committee, founder: Membership, as_: As
) -> None:
    page = as_(founder).get(address(forming)).content.decode()
    assert "Founding meeting: 2 hours" in page
    assert "Hold it by 16 Mar 2026" in page
    assert "General meeting" not in page


def test_a_founding_that_is_late_is_called_soon(
    forming: Committee, founder: Membership, as_: As
) -> None:
    forming.opened_at -= timedelta(days=30)
    forming.save()
    assert "Hold it soon" in as_(founder).get(address(forming)).content.decode()


def test_a_second_founding_meeting_is_refused_at_the_form(
    forming: Committee, founder: Membership, as_: As, now: datetime
) -> None:
    call_meeting(forming, kind="founding", details=details(), by=founder, at=now)
    answer = as_(founder).post(address(forming), SUBMITTED | {"kind": "founding"})
    assert answer.status_code == 422
    assert "called already" in " ".join(answer.context["form"].errors["kind"])


def test_a_link_can_choose_the_kind(committee: Committee, coordinator: Membership, as_: As) -> None:
    answer = as_(coordinator).get(address(committee) + "?kind=mass")
    assert answer.context["form"]["kind"].value() == "mass"


@pytest.mark.parametrize(
    ("asked", "day"), [("", "2026-03-11"), ("?kind=mass", "2026-03-07"), ("?kind=x", "2026-03-11")]
)
def test_the_first_day_with_notice_enough_stands_there(
    asked: str, day: str, committee: Committee, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).get(address(committee) + asked)
    assert f'value="{day}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # 15:59 on campus; with an hour to write it, and one that the clocks skip on the way, 18:00.
        (datetime(2026, 3, 4, 20, 59, tzinfo=UTC), 11),
        (datetime(2026, 3, 4, 21, 1, tzinfo=UTC), 12),
        (datetime(2026, 3, 5, 4, 0, tzinfo=UTC), 12),  # the evening before, on campus
    ],
)
def test_that_day_leaves_time_to_write_the_notice(
    at: datetime, day: int, committee: Committee
) -> None:
    assert rules.earliest_day(committee, "general", at) == date(2026, 3, day)


def test_a_founding_meeting_has_no_day_before_somebody_chooses_it(
    forming: Committee, founder: Membership, as_: As
) -> None:
    answer = as_(founder).get(address(forming))
    assert answer.context["form"]["local_date"].value() is None


def test_a_member_without_the_office_reads_why_not(
    committee: Committee, member: Membership, as_: As
) -> None:
    for answer in (
        as_(member).get(address(committee)),
        as_(member).post(address(committee), SUBMITTED),
    ):
        assert answer.status_code == 403
        assert "Only a coordinator can call a meeting." in answer.content.decode()


def test_who_is_not_a_member_finds_no_such_page(
    committee: Committee, outsider: Membership, as_: As
) -> None:
    assert as_(outsider).get(address(committee)).status_code == 404
    assert as_(outsider).post(address(committee), SUBMITTED).status_code == 404


def test_a_visitor_is_asked_to_sign_in(committee: Committee, as_: As) -> None:
    assert as_(None).get(address(committee)).status_code == 302


def test_a_place_and_two_taps_call_a_meeting(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    browser = as_(coordinator)
    form = browser.get(address(committee)).context["form"]
    given = {one.name: one.value() or "" for one in form} | {"place": "Room 12"}
    assert browser.post(address(committee), given).status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.local_date == date(2026, 3, 11)
    assert meeting.minutes == sum(one.minutes or 0 for one in meeting.agenda.all())


@pytest.mark.parametrize(
    ("sent", "is_open"),
    [({}, False), ({"title": "Spring"}, True), ({"agenda": "| 5"}, True)],
)
def test_what_is_folded_opens_where_it_holds_something(
    committee: Committee, coordinator: Membership, as_: As, sent: dict[str, str], is_open: bool
) -> None:
    answer = as_(coordinator).post(address(committee), SUBMITTED | {"place": ""} | sent)
    assert answer.context["more_is_open"] is is_open
    assert ('class="fold" open' in answer.content.decode()) is is_open


def test_an_emergency_meeting_is_asked_for_its_purpose(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    answer = as_(coordinator).get(address(committee) + "?kind=emergency")
    assert answer.context["more_is_open"] is True


def test_the_room_online_and_who_may_listen_are_kept(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    own = {"room_link": "https://room.example/a?b=1", "listening": "visitors"}
    as_(coordinator).post(address(committee), SUBMITTED | own)
    called = Meeting.objects.get()
    assert (called.room_link, called.listening) == ("https://room.example/a?b=1", "visitors")


@pytest.mark.parametrize(
    "link", ["http://room.example/a", "javascript:alert(1)", "room", "https://", "ftp://a.example"]
)
def test_a_link_is_https_and_whole(
    committee: Committee, coordinator: Membership, as_: As, link: str
) -> None:
    answer = as_(coordinator).post(address(committee), SUBMITTED | {"room_link": link})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It begins with https://" in page
    assert '<details class="fold" open>' in page


def test_without_a_choice_only_members_listen(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    as_(coordinator).post(address(committee), SUBMITTED)
    assert Meeting.objects.get().listening == "members"
    wrong = as_(coordinator).post(address(committee), SUBMITTED | {"listening": "police"})
    assert wrong.status_code == 422
