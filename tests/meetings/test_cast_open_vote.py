"""An open vote in the app: one a member, changeable, counted or refused, and nothing of how before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections, transaction

from committees.models import Committee, Membership
from core import live
from core.decision import Refused
from core.models import Event
from meetings import states
from meetings.models import LogEntry, OpenVote, Vote
from meetings.operations.casting import cast_open_vote
from meetings.operations.questions import set_aside_vote
from meetings.operations.votes import close_vote, declare_vote
from tests.factories import NOW, MembershipFactory
from tests.meetings.voting import MINUTE, SECOND, Hall


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What open pages are told."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(live, "publish", lambda _topic, state: told.append(state))
    return told


@pytest.mark.django_db
def test_a_vote_is_changed_until_the_close_and_stays_one(hall: Hall) -> None:
    vote = hall.put()
    before = (Event.objects.count(), LogEntry.objects.count())
    for choice in ("for", "abstain", "against"):
        cast_open_vote(vote, choice=choice, by=hall.members[0], at=NOW)
    assert OpenVote.objects.get().choice == "against"
    assert (Event.objects.count(), LogEntry.objects.count()) == before


@pytest.mark.django_db
def test_a_vote_does_not_raise_the_version_of_the_meeting(hall: Hall) -> None:
    vote = hall.put()
    hall.meeting.refresh_from_db()
    version = hall.meeting.version
    hall.vote(vote, 5)
    hall.meeting.refresh_from_db()
    assert hall.meeting.version == version


@pytest.mark.django_db
def test_only_members_who_are_present_vote(hall: Hall, committee: Committee) -> None:
    vote = hall.put()
    absent = MembershipFactory(committee=committee)
    with pytest.raises(Refused, match="Only members who are present"):
        cast_open_vote(vote, choice="for", by=absent, at=NOW)
    with pytest.raises(Refused, match="Only members of this committee"):
        cast_open_vote(vote, choice="for", by=MembershipFactory(), at=NOW)


@pytest.mark.django_db
def test_who_joined_after_the_meeting_was_called_votes_too(hall: Hall) -> None:
    late = hall.come("Late")
    Membership.objects.filter(pk=late.pk).update(joined_at=NOW)
    vote = hall.put()
    cast_open_vote(vote, choice="for", by=late, at=NOW)
    assert vote.cast.count() == 1


@pytest.mark.django_db
def test_what_comes_too_late_is_refused_with_a_sentence(hall: Hall) -> None:
    vote = hall.put()
    cast_open_vote(vote, choice="for", by=hall.members[0], at=NOW + MINUTE - SECOND / 100)
    with pytest.raises(Refused, match="after the close is not counted"):
        cast_open_vote(vote, choice="against", by=hall.members[0], at=NOW + MINUTE)
    assert OpenVote.objects.get().choice == "for"
    close_vote(vote, by=hall.chair, at=NOW)
    with pytest.raises(Refused, match="after the close is not counted"):
        cast_open_vote(vote, choice="against", by=hall.members[0], at=NOW)
    set_aside_vote(vote, by=hall.chair, at=NOW)
    with pytest.raises(Refused, match="set aside"):
        cast_open_vote(vote, choice="against", by=hall.members[0], at=NOW)


@pytest.mark.django_db
def test_another_kind_of_vote_takes_no_open_votes(hall: Hall) -> None:
    vote = hall.put(method="hands")
    with pytest.raises(Refused, match="not taken openly"):
        cast_open_vote(vote, choice="for", by=hall.members[0], at=NOW)


@pytest.mark.django_db
def test_an_adjourned_meeting_takes_none(hall: Hall) -> None:
    vote = hall.put()
    hall.meeting.status, hall.meeting.adjourned_at = "adjourned", NOW
    hall.meeting.save()
    vote.meeting.status = "adjourned"
    with pytest.raises(Refused, match="adjourned"):
        cast_open_vote(vote, choice="for", by=hall.members[0], at=NOW)


@pytest.mark.django_db(transaction=True)
def test_how_many_have_voted_is_told_at_most_once_a_second(
    hall: Hall, published: list[dict[str, Any]]
) -> None:
    vote = hall.put()
    cache.clear()
    published.clear()
    hall.vote(vote, 4, 3, 1)
    assert [one["cast"] for one in published] == [1]
    cache.clear()  # a second later
    cast_open_vote(vote, choice="for", by=hall.everybody()[8], at=NOW)
    assert published[-1]["cast"] == 9
    assert "for" not in published[-1]


@pytest.mark.django_db(transaction=True)
def test_a_cache_that_is_away_takes_nothing_from_a_vote(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    vote = hall.put()

    def away(*_args: object) -> bool:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)
    cast_open_vote(vote, choice="for", by=hall.members[0], at=NOW)
    assert vote.cast.count() == 1
    assert hall.members[0].public_id not in caplog.text


@pytest.mark.django_db
def test_the_public_state_holds_no_tally_before_the_declaration(hall: Hall) -> None:
    vote = hall.put()
    hall.vote(vote, 7, 2, 1)
    close_vote(vote, by=hall.chair, at=NOW)
    said = states.public(hall.meeting)
    assert (said["voting"], said["cast"]) == ("closed", 10)
    assert not {"outcome", "for", "against", "abstain"} & set(said)
    declare_vote(vote, by=hall.chair, at=NOW, seen=None)
    said = states.public(hall.meeting)
    assert (said["for"], said["against"], said["abstain"]) == (7, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_votes_of_one_member_at_once_are_one(hall: Hall) -> None:
    vote = hall.put()

    def cast(number: int) -> None:
        try:
            cast_open_vote(
                Vote.objects.select_related("meeting__committee").get(pk=vote.pk),
                choice=("for", "against")[number % 2],
                by=hall.members[0],
                at=NOW,
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(cast, range(20)))
    assert OpenVote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_votes_under_way_at_the_close_are_counted_or_refused(hall: Hall) -> None:
    vote = hall.put()

    def cast(member: Membership) -> bool:
        try:
            found = Vote.objects.select_related("meeting__committee").get(pk=vote.pk)
            cast_open_vote(found, choice="for", by=member, at=NOW)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    def declare(at: datetime) -> Vote:
        try:
            close_vote(vote, by=hall.chair, at=at)
            return declare_vote(vote, by=hall.chair, at=at, seen=None)
        finally:
            connections.close_all()

    voters = hall.everybody()
    with ThreadPoolExecutor(8) as pool:
        cast_first = [pool.submit(cast, one) for one in voters[:7]]
        declaring = pool.submit(declare, NOW)
        cast_later = [pool.submit(cast, one) for one in voters[7:]]
        declared = declaring.result(timeout=60)
        taken = sum(one.result(timeout=60) for one in [*cast_first, *cast_later])
    assert declared.votes_for == taken
    assert not OpenVote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_closing_waits_for_a_vote_that_is_being_written(hall: Hall) -> None:
    """A vote that holds the row in share mode is in the result; the close comes after it."""
    vote = hall.put()

    def declare() -> Vote:
        try:
            close_vote(vote, by=hall.chair, at=NOW)
            return declare_vote(vote, by=hall.chair, at=NOW, seen=None)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            cast_open_vote(vote, choice="for", by=hall.members[0], at=NOW)
            declaring = pool.submit(declare)
            with pytest.raises(TimeoutError):
                declaring.result(timeout=0.5)
        assert declaring.result(timeout=30).votes_for == 1
