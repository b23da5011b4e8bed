from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from committees.models import Committee, Membership
from elections import schedule
from elections.models import Candidacy, Election, ElectionNews
from elections.operations.clockwork import advance_election
from elections.operations.nominations import nominate
from elections.operations.reminding import send_reminder
from elections.operations.voiding import void_election
from notices import audiences
from notices.models import Message
from tests.factories import NOW
from tests.factories_elections import announced, members, stand, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db


def _tick(moment: datetime) -> None:
    schedule.advance_elections(moment)
    schedule.send_reminders(moment)


def _sent() -> list[str]:
    return [
        message.key.split(":")[1]
        for message in Message.objects.filter(key__startswith="election:").order_by("pk")
    ]


def _reached(message: Message) -> set[str]:
    found: Iterable[Any] = audiences.find(message.audience)(message.about)
    users = [recipient.user_id for recipient in found]
    assert len(users) == len(set(users))
    return set(Membership.objects.filter(user__in=users).values_list("chosen_name", flat=True))


def _voting(committee: Committee, coordinator: Membership, number: int) -> Election:
    members(committee, number)
    return voting(committee, coordinator, coordinator)


def test_six_messages_leave_at_their_moments_and_each_once(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    moment = NOW
    while moment < election.challenge_ends_at + timedelta(days=1):
        _tick(moment)
        if moment == NOW:
            stand(election, member)
        election.refresh_from_db()
        if election.status == "voting" and moment == election.voting_opens_at:
            vote(election, choices=[1], by=member, at=moment)
        moment += timedelta(hours=1)
    assert _sent() == [
        "nominations_open", "candidates", "voting_opens", "midpoint", "last_call", "result",
    ]  # fmt: skip


def test_at_a_late_tick_only_what_is_still_true_is_sent(
    committee: Committee, coordinator: Membership
) -> None:
    election = _voting(committee, coordinator, 2)
    vote(election, choices=[1], by=coordinator, at=election.voting_opens_at)
    _tick(election.challenge_ends_at + timedelta(days=9))
    assert _sent() == ["result"]
    assert election.reminders.count() == 1


@pytest.mark.parametrize(
    ("told", "sent"),
    [([], ["voting_opens"]), (["voting_opens"], ["voting_opens", "last_call"])],
)
def test_of_a_vote_one_message_is_enough_after_a_silence_of_the_clock(
    committee: Committee, coordinator: Membership, told: list[str], sent: list[str]
) -> None:
    election = _voting(committee, coordinator, 2)
    during = election.reminders.filter(news__in=["voting_opens", "midpoint", "last_call"])
    for reminder in during.filter(news__in=told):
        send_reminder(reminder, at=election.voting_opens_at)
    _tick(election.voting_closes_at - timedelta(minutes=10))
    assert _sent() == sent
    assert not during.filter(sent_at=None).exists()


def test_a_void_election_sends_its_own_message_and_nothing_more(
    committee: Committee, coordinator: Membership
) -> None:
    election = announced(committee, coordinator)
    _tick(election.voting_closes_at)
    assert _sent() == ["void"]


def test_a_reminder_sent_by_another_process_is_not_sent_again(
    committee: Committee, coordinator: Membership
) -> None:
    election = announced(committee, coordinator)
    reminder = election.reminders.get(news=ElectionNews.NOMINATIONS_OPEN)
    send_reminder(reminder, at=NOW)
    send_reminder(reminder, at=NOW)
    assert _sent() == ["nominations_open"]


def test_from_twenty_on_the_last_call_goes_to_who_has_not_voted(
    committee: Committee, coordinator: Membership
) -> None:
    election = _voting(committee, coordinator, 20)
    vote(election, choices=[1], by=coordinator, at=election.voting_opens_at)
    send_reminder(election.reminders.get(news="last_call"), at=election.voting_closes_at)
    message = Message.objects.get(key__contains="last_call")
    assert _reached(message) == {f"Voter {number}" for number in range(20)}
    # Computed when it goes out, not when it is made.
    voter = Membership.objects.get(chosen_name="Voter 7")
    vote(election, choices=[], by=voter, at=election.voting_opens_at)
    assert "Voter 7" not in _reached(message)
    assert "Ana" not in str(message.context) + str(message.about)


def test_under_twenty_all_are_reminded_alike(committee: Committee, coordinator: Membership) -> None:
    election = _voting(committee, coordinator, 18)
    vote(election, choices=[1], by=coordinator, at=election.voting_opens_at)
    send_reminder(election.reminders.get(news="midpoint"), at=election.voting_closes_at)
    reached = _reached(Message.objects.get(key__contains="midpoint"))
    assert len(reached) == 19
    assert "Ana" in reached


def test_who_has_left_gets_nothing(committee: Committee, coordinator: Membership) -> None:
    election = _voting(committee, coordinator, 3)
    Membership.objects.filter(chosen_name="Voter 1").update(status="left", ended_at=NOW)
    send_reminder(election.reminders.get(news="voting_opens"), at=election.voting_opens_at)
    assert _reached(Message.objects.get()) == {"Ana", "Voter 0", "Voter 2"}


def test_the_nominee_alone_is_asked(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    nominate(announced(committee, coordinator), name="Marek", by=coordinator, at=NOW)
    message = Message.objects.get(audience="elections.nominee")
    assert _reached(message) == {"Marek"}
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=NOW)
    assert _reached(message) == set()


@pytest.mark.parametrize("discretion", ["plain", "discreet"])
def test_subjects_are_one_line_and_name_nothing_where_the_committee_is_discreet(
    committee: Committee, coordinator: Membership, member: Membership, discretion: str
) -> None:
    committee.discretion, committee.name = discretion, "Students & Staff"
    committee.save(update_fields=["discretion", "name"])
    election = _voting(committee, coordinator, 3)
    nominate_message = announced(committee, coordinator, office="coordinator")
    nominate(nominate_message, name="Marek", by=coordinator, at=NOW)
    for voter in Membership.objects.filter(chosen_name__startswith="Voter"):
        vote(election, choices=[1], by=voter, at=election.voting_opens_at)
    for news in ("voting_opens", "midpoint", "last_call"):
        send_reminder(election.reminders.get(news=news), at=election.voting_closes_at)
    advance_election(election, at=election.counted_from)
    _tick(election.voting_closes_at + timedelta(days=2))
    messages = list(Message.objects.filter(key__startswith="election:"))
    assert {message.template.rsplit("/")[-1] for message in messages} >= {
        "voting_opens", "midpoint", "last_call", "result", "nominated",
    }  # fmt: skip
    for message in messages:
        _read(message, discretion, [one.name for one in Candidacy.objects.all()])


def _rendered(message: Message) -> tuple[str, str]:
    context = {
        name: datetime.fromisoformat(value) if name.endswith("_at") else value
        for name, value in message.context.items()
    } | {"site_url": "https://site.example", "recipient_zone": "UTC"}
    with translation.override("en"):
        subject = render_to_string(f"{message.template}.subject.txt", context).strip()
        return subject, render_to_string(f"{message.template}.txt", context)


def _read(message: Message, discretion: str, names: list[str]) -> None:
    subject, text = _rendered(message)
    assert "\n" not in subject
    assert subject
    if discretion == "discreet":
        assert "Students" not in subject
        assert "Election of delegates" not in subject
    assert "https://site.example/" in text
    assert not any(name in text + subject for name in names)
    assert "{{" not in text + subject


def test_every_mail_of_a_practice_says_so_in_its_subject_and_its_text(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    for preset in ("practice", "standard"):
        election = announced(committee, coordinator, preset=preset)
        nominate(election, name="Marek", by=coordinator, at=NOW)
        void_election(election, because="A test.", by=None, at=NOW)
        for news in ElectionNews.values:
            context = Message.objects.get(key=f"election:void:{election.public_id}").context
            message = Message(template=f"elections/email/{news}", context=context)
            assert ("Practice" in _rendered(message)[0]) == (preset == "practice")
            assert ("Practice: nobody" in _rendered(message)[1]) == (preset == "practice")
        asked = Message.objects.get(about__candidacy=election.candidacies.get().public_id)
        assert ("Practice: nobody" in _rendered(asked)[1]) == (preset == "practice")


def test_a_practice_that_failed_leaves_no_places_to_fill(
    committee: Committee, coordinator: Membership, as_: Callable[..., Client]
) -> None:
    election = announced(committee, coordinator, preset="practice")
    advance_election(election, at=election.nominations_close_at)
    subject, text = _rendered(Message.objects.get(key__contains=":void:"))
    assert subject.startswith("Practice: ")
    assert "This practice ended without a result." in text
    assert "to be filled" not in text
    for path in ("", "result/"):
        page = as_(coordinator).get(f"/elections/{election.public_id}/{path}").content.decode()
        assert "This practice ended without a result." in page
        assert "to be filled" not in page
