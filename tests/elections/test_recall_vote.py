"""The clock runs the vote of a recall, from its call to the end of the mandate; nobody else does."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from ballots import keyring
from ballots.models import Contest, RollEntry
from committees.models import Committee, Mandate, Membership
from committees.operations.mandates import lay_down_office
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event
from elections import schedule
from elections.matters import recalls_decided
from elections.operations import recall_votes as operations
from elections.operations.recall_votes import advance_recall
from notices import audiences
from notices.models import Message
from tests.elections.recalling import END, KEEP, called, decided, opened, signed, vote, voting
from tests.factories import NOW
from tests.factories_elections import members

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
As = Callable[..., Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def _sent() -> list[str]:
    rows = Message.objects.filter(template__contains="recall_").order_by("pk")
    return [one.template.split("recall_")[1] for one in rows]


def _told(template: str) -> set[int]:
    message = Message.objects.get(template=f"elections/email/recall_{template}")
    return {one.user_id for one in audiences.find(message.audience)(message.about)}


def _tick(moment: datetime) -> None:
    schedule.advance_recalls(moment)
    schedule.send_last_calls(moment)


def test_carried_ends_the_mandate_in_that_moment(
    mandate: Mandate, people: list[Membership], as_: As
) -> None:
    petition = decided(voting(mandate, people), end=people[:4], keep=people[4:7])
    mandate.refresh_from_db()
    assert petition.contest
    assert (petition.status, petition.ended_at) == ("carried", petition.contest.complaints_until)
    assert (mandate.status, mandate.ended_by) == ("ended", "recall")
    assert mandate.ended_at == petition.ended_at
    assert (petition.votes_for, petition.votes_against, petition.abstentions) == (4, 3, 0)
    text = as_(people[9]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "Carried: the mandate ended when the ballots were counted." in text
    assert "7 of 31 voted, 23 %." in text
    assert f"/recalls/{petition.public_id}/board/" in text
    assert "Ana" not in text
    listed = as_(people[9]).get(f"/committees/{petition.committee.public_id}/mandates/")
    assert "Recalls that have ended" in listed.content.decode()
    decision = Event.objects.get(name="elections.recall_decided")
    assert (decision.actor, decision.data) == ("", {"carried": True})


@pytest.mark.parametrize(("end", "keep"), [(3, 4), (3, 3), (0, 0), (0, 5)])
def test_it_takes_more_for_than_against(
    mandate: Mandate, people: list[Membership], end: int, keep: int
) -> None:
    petition = decided(voting(mandate, people), end=people[:end], keep=people[end : end + keep])
    mandate.refresh_from_db()
    assert (petition.status, mandate.status) == ("lost", "live")


def test_blank_ballots_are_not_counted(mandate: Mandate, people: list[Membership]) -> None:
    petition = voting(mandate, people)
    assert petition.voting_opens_at
    vote(petition, people[:9], 0, at=petition.voting_opens_at)
    petition = decided(petition, end=people[9:12], keep=people[12:14])
    assert (petition.status, petition.abstentions) == ("carried", 9)


def test_five_messages_leave_at_their_moments_and_each_once(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = called(mandate, people)
    assert petition.voting_closes_at
    assert petition.last_call_at == petition.voting_closes_at - 6 * HOUR
    moment, seen = NOW, {}
    while moment <= NOW + 9 * DAY:
        before = len(_sent())
        _tick(moment)
        seen |= dict.fromkeys(_sent()[before:], moment)
        moment += HOUR / 2
    assert _sent() == ["opened", "called", "voting", "last_call", "result"]
    assert seen == {
        "voting": petition.voting_opens_at,
        "last_call": petition.voting_closes_at - 6 * HOUR,
        "result": petition.voting_closes_at + HOUR,
    }
    formal = dict(Message.objects.values_list("template", "is_formal"))
    assert [one for one, is_formal in formal.items() if not is_formal] == [
        "elections/email/recall_result"
    ]


def test_the_last_call_goes_to_those_without_a_paper_and_stands_in_no_list(
    mandate: Mandate, coordinator: Membership, people: list[Membership]
) -> None:
    petition = voting(mandate, people)
    assert petition.voting_opens_at
    assert petition.last_call_at
    vote(petition, people[:3], KEEP, at=petition.voting_opens_at)
    assert not operations.send_last_call(petition, at=petition.last_call_at - HOUR)
    assert operations.send_last_call(petition, at=petition.last_call_at)
    assert not operations.send_last_call(petition, at=petition.last_call_at)
    assert _told("last_call") == {one.user_id for one in [coordinator, *people[3:]]}
    assert not Message.objects.get(template__endswith="last_call").in_app
    assert len(_told("voting")) == 31


def test_of_fewer_than_twenty_all_are_reminded(committee: Committee, mandate: Mandate) -> None:
    few = members(committee, 8)
    petition = voting(mandate, few)
    assert petition.last_call_at
    assert petition.voting_opens_at
    vote(petition, few[:3], KEEP, at=petition.voting_opens_at)
    operations.send_last_call(petition, at=petition.last_call_at)
    assert len(_told("last_call")) == 9


def test_every_step_waits_for_its_moment(mandate: Mandate, people: list[Membership]) -> None:
    petition = called(mandate, people)
    assert petition.voting_opens_at
    assert petition.voting_closes_at
    second = timedelta(seconds=1)
    with pytest.raises(Refused, match="too early"):
        operations.open_recall_vote(petition, at=petition.voting_opens_at - second)
    with pytest.raises(Refused, match="not at this step"):
        operations.close_recall_vote(petition, at=petition.voting_closes_at)
    with pytest.raises(Refused, match="No vote is called"):
        operations.void_recall(petition, at=NOW)
    petition = advance_recall(petition, at=petition.voting_opens_at)
    with pytest.raises(Refused, match="too early"):
        operations.close_recall_vote(petition, at=petition.voting_closes_at - second)
    petition = advance_recall(petition, at=petition.voting_closes_at)
    assert petition.status == "closed"
    with pytest.raises(Refused, match="too early"):
        operations.decide_recall(petition, at=petition.voting_closes_at)


def test_nothing_of_it_can_be_repeated_before_it_is_called(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = opened(mandate, people[0])
    for refused in (operations.repeat_recall_vote, operations.void_recall):
        with pytest.raises(Refused, match="No vote is called"):
            refused(petition, at=NOW)
    with pytest.raises(Refused, match="not at this step"):
        operations.decide_recall(petition, at=NOW)


@pytest.mark.parametrize("purpose", [keyring.RECEIPT, keyring.HOLDER])
def test_where_the_key_is_lost_the_vote_is_held_again_at_once_and_members_are_told(
    mandate: Mandate, coordinator: Membership, people: list[Membership], purpose: str, as_: As
) -> None:
    petition = voting(mandate, people)
    first = petition.contest
    opens, closes = petition.voting_opens_at, petition.voting_closes_at
    assert first
    assert opens
    assert closes
    vote(petition, people[:5], END, at=opens)
    leave_committee(people[20], at=opens)
    keyring.destroy(first.public_id, purpose)
    moment = closes if purpose == keyring.RECEIPT else closes + HOUR
    petition = advance_recall(petition, at=moment)
    first.refresh_from_db()
    assert (petition.status, first.status, petition.lost_contest) == ("voting", "void", first)
    assert petition.contest != first
    assert petition.contest
    assert (petition.voting_opens_at, petition.voting_closes_at) == (
        moment, moment + (closes - opens),
    )  # fmt: skip
    assert not first.roll.exists()
    roll = set(petition.contest.roll.values_list("voter", flat=True))
    left = [*people[:20], *people[21:]]
    assert roll == {one.public_id for one in [coordinator, *left]}
    assert _sent() == ["opened", "called", "voting", "repeated", "voting"]
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "The vote is held for the second time" in text
    petition = decided(petition, end=people[:6])
    assert petition.status == "carried"


def test_lost_twice_it_ends_without_a_result_and_can_be_asked_for_anew_at_once(
    mandate: Mandate, people: list[Membership], as_: As
) -> None:
    petition = voting(mandate, people)
    for _time in range(2):
        assert petition.contest
        assert petition.voting_closes_at
        keyring.destroy(petition.contest.public_id)
        petition = advance_recall(petition, at=petition.voting_closes_at)
    assert (petition.status, petition.due_at) == ("void", None)
    assert _sent()[-1] == "no_result"
    assert not RollEntry.objects.exists()
    assert set(Contest.objects.values_list("status", flat=True)) == {"void"}
    with pytest.raises(Refused, match="No vote is called"):
        operations.repeat_recall_vote(petition, at=NOW)
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "The server lost a key twice" in text
    assert petition.ended_at
    again = opened(mandate, people[0], at=petition.ended_at)
    assert again.doubled_until is None


def test_it_is_repeated_once(mandate: Mandate, people: list[Membership]) -> None:
    petition = operations.repeat_recall_vote(called(mandate, people), at=NOW)
    with pytest.raises(Refused, match="repeated once already"):
        operations.repeat_recall_vote(petition, at=NOW)


def test_where_the_clock_stood_still_members_get_the_whole_time_to_vote(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = called(mandate, people)
    opens, closes = petition.voting_opens_at, petition.voting_closes_at
    assert opens
    assert closes
    late = closes + 3 * DAY
    petition = advance_recall(petition, at=late)
    assert (petition.status, petition.voting_opens_at) == ("voting", late)
    assert petition.voting_closes_at == late + (closes - opens)
    assert _sent() == ["opened", "called", "repeated", "voting"]


def test_a_clock_that_is_late_a_second_time_opens_all_the_same(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = operations.repeat_recall_vote(called(mandate, people), at=NOW)
    petition = advance_recall(petition, at=NOW + 2 * HOUR)
    assert petition.status == "voting"


def test_a_recall_that_fails_does_not_hold_up_the_others(
    mandate: Mandate, people: list[Membership], secretary: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    first = called(mandate, people)
    second = called(secretary.mandates.get(), people)
    assert first.contest
    assert first.voting_opens_at
    Contest.objects.filter(pk=first.contest.pk).update(status="void", voided_at=NOW)
    with pytest.raises(RuntimeError, match="1 recalls could not"):
        schedule.advance_recalls(first.voting_opens_at)
    second.refresh_from_db()
    assert second.status == "voting"


def test_the_next_meeting_is_told(mandate: Mandate, people: list[Membership]) -> None:
    carried = decided(voting(mandate, people), end=people[:5])
    assert carried.ended_at
    (report,) = recalls_decided(carried.committee, None, carried.ended_at)
    assert report.heading == "Recall: Coordinator"
    assert report.text == "Carried by secret vote: 5 for, 0 against. The mandate ended."
    assert not list(recalls_decided(carried.committee, carried.ended_at, NOW + 90 * DAY))


def test_of_few_the_next_meeting_is_told_the_outcome_alone(
    mandate: Mandate, people: list[Membership]
) -> None:
    lost = decided(voting(mandate, people), keep=people[:3])
    (report,) = recalls_decided(lost.committee, NOW - DAY, NOW + 90 * DAY)
    assert report.text == "Not carried by secret vote. The mandate goes on."


def test_with_three_hundred_members_a_signature_is_quick(
    committee: Committee, mandate: Mandate
) -> None:
    people = members(committee, 300)
    petition = opened(mandate, people[0])
    began = time.perf_counter()
    signed(petition, people[1:11])
    assert time.perf_counter() - began < 10


def test_a_resignation_before_the_count_leaves_nothing_to_vote_on(
    mandate: Mandate, coordinator: Membership, people: list[Membership], as_: As
) -> None:
    petition = voting(mandate, people)
    assert petition.voting_opens_at
    vote(petition, people[:5], END, at=petition.voting_opens_at)
    lay_down_office(mandate, by=coordinator, at=petition.voting_opens_at)
    schedule.advance_recalls(petition.voting_opens_at)
    petition.refresh_from_db()
    assert petition.contest
    petition.contest.refresh_from_db()
    assert (petition.status, petition.contest.status) == ("fell", "void")
    assert _sent()[-1] == "no_result"
    text = as_(people[0]).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "nothing left to vote on" in text
