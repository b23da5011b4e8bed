"""Two taps sign; who has is shown to nobody; with enough the vote calls itself."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from committees.models import Committee, Mandate, Membership
from committees.operations.memberships import leave_committee
from core.decision import Refused
from core.models import Event
from elections import schedule
from elections.models import RecallPetition, RecallSignature
from elections.operations.recall_votes import (
    advance_recall,
    call_recall_vote,
    drop_recall,
    lapse_recall,
)
from elections.operations.recalls import sign_recall, withdraw_signature
from notices import audiences
from notices.models import Message
from tests.elections.recalling import called, decided, opened, signed, voting
from tests.factories import NOW, CommitteeFactory, MembershipFactory, officer
from tests.factories_elections import members

As = Callable[..., Client]
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def petition(mandate: Mandate, people: list[Membership]) -> RecallPetition:
    return opened(mandate, people[0])


def test_two_taps_sign(petition: RecallPetition, people: list[Membership], as_: As) -> None:
    browser = as_(people[1])
    page = f"/recalls/{petition.public_id}/"
    mandates = f"/committees/{petition.committee.public_id}/mandates/"
    assert page in browser.get(mandates).content.decode()  # the first
    assert f'action="{page}sign/"' in browser.get(page).content.decode()  # the second
    answer = browser.post(f"{page}sign/", follow=True)
    text = answer.content.decode()
    assert "You signed. Nobody sees who has, only how many." in text
    assert "2 of the 4 members needed have signed." in text
    assert "You have signed." in text
    assert "You have signed." not in as_(people[2]).get(page).content.decode()


def test_whoever_signs_last_reads_that_the_vote_is_called(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    signed(petition, people[1:3])
    text = as_(people[3]).post(f"/recalls/{petition.public_id}/sign/", follow=True)
    assert "You signed, and that is enough." in text.content.decode()
    assert "A secret vote is called." in text.content.decode()


def test_a_signature_is_a_mark_without_member_time_or_order(
    petition: RecallPetition, people: list[Membership]
) -> None:
    before = Event.objects.count()
    for one in people[1:3]:
        sign_recall(petition, by=one, at=NOW + DAY)
        rows = list(RecallSignature.objects.order_by("pk").values_list("mark", flat=True))
        assert rows == sorted(rows)
    assert Event.objects.count() == before
    assert {field.name for field in RecallSignature._meta.fields} == {"id", "petition", "mark"}
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in rows)
    other = opened(officer(petition.committee, "delegate", "Dora").mandates.get(), people[1])
    assert not {*rows} & {*other.signatures.values_list("mark", flat=True)}


def test_all_rows_are_written_with_each_signature(
    petition: RecallPetition, people: list[Membership]
) -> None:
    first = set(RecallSignature.objects.values_list("pk", flat=True))
    sign_recall(petition, by=people[1], at=NOW)
    assert not first & set(RecallSignature.objects.values_list("pk", flat=True))


def test_with_enough_signatures_the_vote_is_called_and_they_are_gone(
    petition: RecallPetition, coordinator: Membership, people: list[Membership]
) -> None:
    at = NOW + DAY
    reached = signed(petition, people[1:4], at=at)
    assert (reached.status, reached.signed, reached.reached_at) == ("reached", 4, at)
    assert not RecallSignature.objects.exists()
    assert reached.voting_opens_at == at + 2 * DAY
    assert reached.due_at == reached.voting_opens_at
    # On the campus’s wall clock: the night of March 8 has an hour less.
    assert reached.voting_closes_at == at + 7 * DAY - timedelta(hours=1)
    assert reached.contest
    roll = set(reached.contest.roll.values_list("voter", flat=True))
    assert roll == {one.public_id for one in [coordinator, *people]}
    message = Message.objects.get(template="elections/email/recall_called")
    assert message.is_formal
    told = {one.user_id for one in audiences.find(message.audience)(message.about)}
    assert told == {one.user_id for one in [coordinator, *people]}
    assert not Event.objects.exclude(actor="").filter(name__contains="recall").exists()


@pytest.mark.parametrize(
    ("days", "notice", "hours"),
    [(2, 24, 24), (3, 24, 48), (4, 48, 48), (7, 48, 120), (14, 48, 288)],
)
def test_the_notice_is_two_days_and_the_vote_over_in_the_days_of_the_rule(
    mandate: Mandate, people: list[Membership], days: int, notice: int, hours: int
) -> None:
    committee = mandate.committee
    Committee.objects.filter(pk=committee.pk).update(
        rules={"recall_days": days}, timezone="Asia/Tokyo"
    )
    reached = called(mandate, people)
    assert reached.voting_opens_at == NOW + timedelta(hours=notice)
    assert reached.voting_closes_at == NOW + timedelta(hours=notice + hours)


def test_nobody_signs_twice_or_from_elsewhere_or_against_themselves(
    petition: RecallPetition,
    coordinator: Membership,
    people: list[Membership],
    outsider: Membership,
    as_: As,
) -> None:
    for by, words in (
        (people[0], "signed already"),
        (coordinator, "your own mandate"),
        (outsider, "Only members"),
    ):
        with pytest.raises(Refused, match=words):
            sign_recall(petition, by=by, at=NOW)
    path = f"/recalls/{petition.public_id}/sign/"
    assert as_(people[0]).post(path).status_code == 403
    assert as_(outsider).post(path).status_code == 404
    petition.refresh_from_db()
    assert petition.signed == 1


def test_whoever_joined_after_the_opening_neither_signs_nor_votes(
    petition: RecallPetition, people: list[Membership], as_: As
) -> None:
    late = MembershipFactory(committee=petition.committee, joined_at=NOW + DAY)
    with pytest.raises(Refused, match="joined after"):
        sign_recall(petition, by=late, at=NOW + DAY)
    reached = signed(petition, people[1:4], at=NOW + DAY)
    assert reached.contest
    assert not reached.contest.roll.filter(voter=late.public_id).exists()
    text = as_(late).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "Those who were members when the petition was opened" in text


def test_who_has_left_does_not_count_and_does_not_come_back(
    petition: RecallPetition, people: list[Membership]
) -> None:
    signed(petition, people[1:3])
    user = people[1].user
    leave_committee(people[1], at=NOW)
    again = MembershipFactory(
        committee=petition.committee, user=user, joined_at=NOW + timedelta(hours=1)
    )
    with pytest.raises(Refused, match="joined after"):
        sign_recall(petition, by=again, at=NOW + DAY)
    still = signed(petition, people[3:4], at=NOW + DAY)
    assert (still.signed, still.status, RecallSignature.objects.count()) == (3, "open", 3)


def test_too_few_in_thirty_days_and_it_lapses_and_forgets(
    petition: RecallPetition, people: list[Membership]
) -> None:
    schedule.advance_recalls(petition.lapses_at - timedelta(seconds=1))
    petition.refresh_from_db()
    assert petition.status == "open"
    with pytest.raises(Refused, match="can still sign"):
        lapse_recall(petition, at=NOW)
    with pytest.raises(Refused, match="Too few have signed in time"):
        sign_recall(petition, by=people[1], at=petition.lapses_at)
    schedule.advance_recalls(petition.lapses_at)
    schedule.advance_recalls(petition.lapses_at)
    petition.refresh_from_db()
    assert (petition.status, petition.ended_at) == ("lapsed", petition.lapses_at)
    assert not RecallSignature.objects.exists()
    for refused in (lapse_recall, call_recall_vote):
        with pytest.raises(Refused, match="collects no signatures"):
            refused(petition, at=petition.lapses_at)
    with pytest.raises(Refused, match="Too few have signed in time"):
        sign_recall(petition, by=people[1], at=NOW)
    with pytest.raises(Refused, match="has ended"):
        drop_recall(petition, at=NOW)
    assert opened(petition.mandate, people[0], at=petition.lapses_at).status == "open"


def test_no_step_is_taken_before_its_time(
    petition: RecallPetition, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="Too few have signed yet"):
        call_recall_vote(petition, at=NOW)
    with pytest.raises(Refused, match="has not ended"):
        drop_recall(petition, at=NOW)
    reached = signed(petition, people[1:4])
    with pytest.raises(Refused, match="Enough members have signed"):
        sign_recall(petition, by=people[5], at=NOW)
    assert advance_recall(reached, at=NOW).status == "reached"


def test_in_the_pause_it_takes_twice_as_many_and_after_it_as_many_as_are_there(
    mandate: Mandate, people: list[Membership]
) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert lost.ended_at
    again = opened(mandate, people[0], at=lost.ended_at + 20 * DAY)
    again = signed(again, people[1:6], at=lost.ended_at + 21 * DAY)
    assert (again.status, again.signed) == ("open", 6)
    schedule.advance_recalls(lost.ended_at + 30 * DAY)
    again.refresh_from_db()
    assert (again.status, again.reached_at) == ("reached", lost.ended_at + 30 * DAY)


def test_in_the_pause_twice_as_many_call_it(mandate: Mandate, people: list[Membership]) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert lost.ended_at
    assert called(mandate, people, at=lost.ended_at + DAY).signed == 8


def test_after_the_pause_too_few_go_on_collecting(
    mandate: Mandate, people: list[Membership], as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert lost.ended_at
    monkeypatch.setattr("core.clock.now", lambda: lost.ended_at)
    again = opened(mandate, people[0], at=lost.ended_at + DAY)
    text = as_(people[0]).get(f"/recalls/{again.public_id}/").content.decode()
    assert "twice as many signatures are needed until" in text
    schedule.advance_recalls(lost.ended_at + 30 * DAY)
    again.refresh_from_db()
    assert (again.status, again.due_at) == ("open", again.lapses_at)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_sign_at_once_are_twenty() -> None:
    committee = CommitteeFactory(status="founded", founded_at=NOW)
    mandate = officer(committee, "coordinator", "Ana").mandates.get()
    people = members(committee, 24)
    petition = opened(mandate, people[0])
    RecallPetition.objects.update(needed=100)
    refused = _all_at_once(petition, people[1:21] + people[1:3])
    petition.refresh_from_db()
    assert refused == ["You have signed already."] * 2
    assert (petition.signed, petition.signatures.count()) == (21, 21)


@pytest.mark.django_db(transaction=True)
def test_where_two_give_the_last_signature_one_vote_is_called() -> None:
    committee = CommitteeFactory(status="founded", founded_at=NOW)
    mandate = officer(committee, "coordinator", "Ana").mandates.get()
    people = members(committee, 12)
    petition = signed(opened(mandate, people[0]), people[1:2])
    assert petition.needed == 3
    refused = _all_at_once(petition, people[2:6])
    petition.refresh_from_db()
    assert refused == ["Enough members have signed. Signatures are deleted."] * 3
    assert (petition.status, petition.signed) == ("reached", 3)
    assert Message.objects.filter(template="elections/email/recall_called").count() == 1
    assert not RecallSignature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_takes_it_back_while_another_gives_the_last() -> None:
    committee = CommitteeFactory(status="founded", founded_at=NOW)
    mandate = officer(committee, "coordinator", "Ana").mandates.get()
    people = members(committee, 12)
    petition = signed(opened(mandate, people[0]), people[1:2])
    refused = _all_at_once(petition, people[2:3], withdrawing=people[0:1])
    petition.refresh_from_db()
    assert (petition.status, petition.signed, len(refused)) in (
        ("reached", 3, 1),
        ("open", 2, 0),
    )


def _all_at_once(
    petition: RecallPetition, signing: list[Membership], *, withdrawing: Sequence[Membership] = ()
) -> list[str]:
    """Each on a connection of its own; what was refused."""
    barrier, refused = Barrier(len(signing) + len(withdrawing)), []

    def act(operation: Callable[..., object], by: Membership) -> None:
        barrier.wait()
        try:
            operation(petition, by=by, at=NOW)
        except Refused as reason:
            refused.append(str(reason))
        finally:
            connection.close()

    threads = [Thread(target=act, args=[sign_recall, one]) for one in signing]
    threads += [Thread(target=act, args=[withdraw_signature, one]) for one in withdrawing]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return refused
