"""What a carried motion becomes: number, hash, rules, what it rescinds, and the answer it gives."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connections, transaction

from core.decision import Refused
from core.models import Event
from meetings.models import Circulation, Motion, Resolution, Vote
from meetings.operations.adoption import adopt_resolution, take_back_resolution, text_hash
from meetings.operations.questions import set_aside_vote
from tests.factories import NOW
from tests.factories_meetings import CirculationFactory, MotionFactory, ResolutionFactory
from tests.meetings.voting import Hall


def _carried(hall: Hall, **fields: object) -> tuple[Motion, Vote]:
    motion = hall.motion(**fields)
    return motion, hall.decide(hall.put("motion", motion=motion), 12)


@pytest.mark.django_db
def test_resolutions_are_numbered_in_the_committee_and_its_year(hall: Hall) -> None:
    ResolutionFactory(committee=hall.committee, year=2026, number=7)
    ResolutionFactory(committee=hall.committee, year=2025, number=90)
    ResolutionFactory(year=2026, number=50)
    motion, vote = _carried(hall)
    resolution = Resolution.objects.get(motion=motion)
    assert (resolution.year, resolution.number, str(resolution)) == (2026, 8, "2026/8")
    assert (resolution.carried_at, resolution.carried_on) == (vote.declared_at, date(2026, 3, 4))
    assert (resolution.title, resolution.resolves) == (motion.title, motion.resolves)
    assert resolution.meeting == hall.meeting


@pytest.mark.django_db
def test_the_day_is_that_of_the_campus(hall: Hall) -> None:
    motion = hall.motion()
    night = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)  # still the last of December in New York
    vote = hall.put("motion", motion=motion)
    resolution = adopt_resolution(motion, vote=vote, at=night)
    assert (resolution.carried_on, resolution.year) == (date(2026, 12, 31), 2026)


def test_the_hash_is_of_the_bytes_that_the_documentation_names() -> None:
    clauses = {"notes": "", "believes": "b", "resolves": "Zeile 1\nZeile 2 – „ja“"}
    text = (
        '{"believes":"b","notes":"","resolves":"Zeile 1\\nZeile 2 – „ja“","title":"T"}'
    ).encode()
    assert text_hash("T", clauses) == hashlib.sha256(text).hexdigest()


@pytest.mark.django_db
def test_rules_hold_from_then_on_and_not_if_the_vote_is_set_aside(hall: Hall) -> None:
    committee = hall.committee
    committee.rules = {"reply_minutes": 1}
    committee.save()
    changes = {"speaker_minutes": 2, "reply_minutes": 3}
    _motion, vote = _carried(hall, rule_changes=changes)
    committee.refresh_from_db()
    assert committee.rules == changes
    assert Event.objects.get(name="meetings.rules_changed").data == {"rules": changes}
    set_aside_vote(vote, by=hall.chair, at=NOW)
    committee.refresh_from_db()
    assert committee.rules == {"reply_minutes": 1}
    assert not Resolution.objects.exists()


@pytest.mark.django_db
def test_a_value_outside_the_limits_is_not_adopted(hall: Hall) -> None:
    motion = hall.motion(rule_changes={"speaker_minutes": 99})
    vote = hall.put("practice")
    with pytest.raises(Refused, match="cannot be carried out"):
        adopt_resolution(motion, vote=vote, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "dates"),
    [
        ("in_force", {}),
        ("acted_on", {"acted_on_at": NOW}),
        ("reported_back", {"acted_on_at": NOW, "reported_back_at": NOW, "report": "Done."}),
    ],
)
def test_what_it_rescinds_stands_again_where_it_is_taken_back(
    hall: Hall, before: str, dates: dict[str, object]
) -> None:
    old = ResolutionFactory(committee=hall.committee, status=before, **dates)
    motion, vote = _carried(hall, rescinds=old)
    old.refresh_from_db()
    resolution = Resolution.objects.get(motion=motion)
    assert (old.status, old.rescinded_by) == ("rescinded", resolution)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    old.refresh_from_db()
    assert (old.status, old.rescinded_at, old.rescinded_by) == (before, None, None)


@pytest.mark.django_db
def test_what_is_rescinded_already_keeps_its_day(hall: Hall) -> None:
    old = ResolutionFactory(committee=hall.committee, status="rescinded", rescinded_at=NOW)
    _carried(hall, rescinds=old)
    old.refresh_from_db()
    assert old.rescinded_by is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("version", "votes_for", "answer"),
    [(1, 12, "adopted"), (2, 12, "amended"), (1, 0, "rejected")],
)
def test_the_committee_that_sent_it_is_answered(
    hall: Hall, version: int, votes_for: int, answer: str
) -> None:
    motion = hall.motion(version=version)
    sent = CirculationFactory(committee=hall.committee, motion=motion, status="put")
    vote = hall.decide(hall.put("motion", motion=motion), votes_for, 1 if not votes_for else 0)
    sent.refresh_from_db()
    assert (sent.status, sent.answered_at) == (answer, vote.declared_at)
    adopted = Resolution.objects.filter(motion=motion).first()
    assert (adopted.origin if adopted else None) == (sent.resolution if votes_for else None)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    sent.refresh_from_db()
    assert (sent.status, sent.answered_at) == ("put", None)
    assert Circulation.objects.count() == 1


@pytest.mark.django_db
def test_taking_back_what_was_never_adopted_changes_nothing(hall: Hall) -> None:
    take_back_resolution(hall.motion(), at=NOW)
    assert not Event.objects.filter(name="meetings.resolution_taken_back").exists()


@pytest.mark.django_db(transaction=True)
def test_two_resolutions_at_once_get_two_numbers(hall: Hall) -> None:
    vote = hall.put("practice")
    motions = [MotionFactory(committee=hall.committee) for _motion in range(6)]

    def adopt(motion: Motion) -> int:
        try:
            with transaction.atomic():
                return adopt_resolution(motion, vote=vote, at=NOW).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(adopt, motions))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
