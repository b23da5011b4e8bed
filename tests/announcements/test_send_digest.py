"""One mail on Sunday at 17:00, for those who want it in place of single announcements."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from announcements.models import Digest
from announcements.operations.digests import send_digest, week_ended_at
from announcements.operations.sending import send_announcement
from announcements.schedule import send_digests
from committees.models import Committee, Membership
from core import retention
from elections.models import Election
from notices.models import Delivery, Message
from notices.operations.refusals import unsubscribe
from tests.announcements.announcing import deliver
from tests.factories_announcements import AnnouncementFactory, DigestFactory
from tests.factories_elections import announced
from tests.factories_meetings import MeetingFactory
from tests.factories_notices import DigestChoiceFactory

SUNDAY = datetime(
    2026, 3, 8, 21, 0, tzinfo=UTC
)  # 17:00 in New York, summer time since that morning


@pytest.fixture(autouse=True)
def _locmem(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def week(committee: Committee, coordinator: Membership) -> Election:
    """A week in which something happened."""
    AnnouncementFactory(committee=committee, status="sent", sent_at=SUNDAY - timedelta(days=2))
    AnnouncementFactory(
        committee=committee, title="Too old", status="sent", sent_at=SUNDAY - timedelta(days=8)
    )
    MeetingFactory(committee=committee, title="Lunch", starts_at=SUNDAY + timedelta(days=3))
    return announced(committee, coordinator, at=SUNDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("America/New_York", SUNDAY, SUNDAY),
        ("America/New_York", SUNDAY - timedelta(seconds=1), None),
        ("America/New_York", SUNDAY + timedelta(hours=17, minutes=59), SUNDAY),
        ("America/New_York", SUNDAY + timedelta(hours=18), None),
        # The clocks go back on this Sunday in autumn.
        (
            "America/New_York",
            datetime(2026, 11, 1, 22, 0, tzinfo=UTC),
            datetime(2026, 11, 1, 22, 0, tzinfo=UTC),
        ),
        (
            "Asia/Kathmandu",
            datetime(2026, 3, 8, 12, 0, tzinfo=UTC),
            datetime(2026, 3, 8, 11, 15, tzinfo=UTC),
        ),
    ],
)
def test_a_week_ends_on_sunday_at_five_by_the_committees_clock(
    zone: str, now: datetime, expected: datetime | None
) -> None:
    assert week_ended_at(now, ZoneInfo(zone)) == expected


def test_who_chose_it_gets_one_mail_and_no_single_announcement(
    week: Election, coordinator: Membership, member: Membership
) -> None:
    DigestChoiceFactory(user=member.user, scope=member.committee.public_id)
    draft = AnnouncementFactory(committee=member.committee, title="Single")
    sent = send_announcement(draft, by=coordinator, at=SUNDAY - timedelta(hours=2))
    mails = deliver(Message.objects.get(public_id=sent.message), SUNDAY)
    assert [one.to[0] for one in mails] == [coordinator.user.email]
    assert Delivery.objects.filter(user=member.user).get().status == "skipped"
    send_digests(SUNDAY)
    (one,) = deliver(Message.objects.get(category="digest"), SUNDAY)
    assert one.to == [member.user.email]
    assert one.subject == f"The week in {member.committee.name}"
    for words in ("Single", "Leaflets on Thursday", "Lunch", "Nominations close: "):
        assert words in one.body
    assert "Too old" not in one.body
    assert f"/elections/{week.public_id}/" in one.body
    assert "List-Unsubscribe" in one.message()


def test_it_is_made_once_and_in_time(week: Election, member: Membership) -> None:
    DigestChoiceFactory(user=member.user)
    send_digests(SUNDAY - timedelta(minutes=1))
    assert not Digest.objects.exists()
    for minute in range(3):
        send_digests(SUNDAY + timedelta(minutes=minute))
    assert Message.objects.filter(category="digest").count() == 1
    assert send_digest(week.committee, ended_at=SUNDAY, at=SUNDAY) is False


def test_a_week_in_which_nothing_happened_has_none(committee: Committee) -> None:
    assert send_digest(committee, ended_at=SUNDAY, at=SUNDAY) is False
    assert Digest.objects.count() == 1
    assert not Message.objects.exists()


def test_a_discreet_committees_digest_names_nothing(
    week: Election, member: Membership, as_: Any
) -> None:
    Committee.objects.update(discretion="discreet")
    DigestChoiceFactory(user=member.user)
    send_digests(SUNDAY)
    (one,) = deliver(Message.objects.get(category="digest"), SUNDAY)
    assert one.subject == "The news of the week"
    assert "Leaflets" not in one.body
    assert "Lunch" not in one.body
    assert member.committee.name not in one.body + str(one.message()["From"])


def test_who_stops_the_digest_gets_neither(
    week: Election, coordinator: Membership, member: Membership
) -> None:
    scope = member.committee.public_id
    DigestChoiceFactory(user=member.user, scope=scope)
    unsubscribe(member.user, category="digest", scope=scope)
    send_digests(SUNDAY)
    assert deliver(Message.objects.get(category="digest"), SUNDAY) == []
    draft = AnnouncementFactory(committee=member.committee)
    sent = send_announcement(draft, by=coordinator, at=SUNDAY - timedelta(hours=2))
    mails = deliver(Message.objects.get(public_id=sent.message), SUNDAY)
    assert [one.to[0] for one in mails] == [coordinator.user.email]


def test_a_result_of_the_week_is_told(week: Election, member: Membership) -> None:
    DigestChoiceFactory(user=member.user)
    Election.objects.update(status="declared", declared_at=SUNDAY - timedelta(hours=3))
    send_digests(SUNDAY)
    (one,) = deliver(Message.objects.get(category="digest"), SUNDAY)
    assert "Result of an election: " in one.body
    assert "Nominations close" not in one.body


def test_what_was_made_is_forgotten_after_thirty_days(committee: Committee) -> None:
    DigestFactory(committee=committee, ended_at=SUNDAY)
    retention.sweep(SUNDAY + timedelta(days=29))
    assert Digest.objects.count() == 1
    retention.sweep(SUNDAY + timedelta(days=30))
    assert not Digest.objects.exists()
