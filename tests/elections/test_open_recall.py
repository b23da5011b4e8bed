"""Any member opens a petition with a reason; what the rules ask of it is fixed in that moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from committees.models import Committee, Mandate, Membership, Office
from core.decision import Refused
from core.models import Event
from elections.models import RecallPetition
from elections.operations.recalls import open_recall
from notices import audiences
from notices.models import Message
from tests.elections.recalling import decided, opened, voting
from tests.factories import NOW, MandateFactory, MembershipFactory, officer
from tests.factories_elections import members
from tests.factories_recalls import RecallFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
As = Callable[..., Client]


def test_whoever_opens_it_has_signed_and_stands_nowhere(
    mandate: Mandate, people: list[Membership]
) -> None:
    # A number that no other column holds by chance.
    opener = MembershipFactory(pk=987_654_321, committee=people[0].committee)
    petition = opened(mandate, opener)
    assert (petition.status, petition.signed, petition.needed) == ("open", 1, 4)
    assert (petition.lapses_at, petition.due_at) == (NOW + timedelta(days=30),) * 2
    events = Event.objects.filter(name__startswith="elections.recall")
    assert [(one.name, one.actor) for one in events] == [("elections.recall_opened", "")]
    row = RecallPetition.objects.filter(pk=petition.pk).values().get()
    texts = [*map(str, row.values()), *petition.signatures.values_list("mark", flat=True)]
    assert not [one for one in texts if opener.public_id in one or str(opener.pk) in one]


def test_every_member_is_told_in_the_same_moment_the_person_too(
    mandate: Mandate, coordinator: Membership, people: list[Membership]
) -> None:
    opened(mandate, people[0])
    message = Message.objects.get()
    assert (message.template, message.is_formal) == ("elections/email/recall_opened", True)
    assert (message.category, message.due_at) == ("elections", NOW)
    reached = {one.user_id for one in audiences.find(message.audience)(message.about)}
    assert reached == {one.user_id for one in [coordinator, *people]}
    assert coordinator.chosen_name not in str(message.context)
    assert "autumn" not in str(message.context)


@pytest.mark.parametrize("office", Office.values)
def test_any_live_mandate_can_be_its_object(
    office: str, committee: Committee, member: Membership
) -> None:
    one = officer(committee, office, "Olga")
    assert opened(one.mandates.get(), member).status == "open"


@pytest.mark.parametrize(("number", "needed"), [(1, 3), (29, 3), (30, 4), (99, 10), (100, 11)])
def test_ten_per_cent_of_those_who_may_vote_and_three_at_least(
    mandate: Mandate, committee: Committee, number: int, needed: int
) -> None:
    people = members(committee, number)
    assert opened(mandate, people[0]).needed == needed


def test_what_the_rules_say_later_does_not_count(
    mandate: Mandate, committee: Committee, people: list[Membership]
) -> None:
    committee.rules = {"recall_percent": 20, "recall_days": 4, "recall_reply_words": 200}
    committee.save()
    petition = opened(mandate, people[0])
    committee.rules = {"recall_percent": 25, "recall_days": 14}
    committee.save()
    petition.refresh_from_db()
    assert (petition.needed, petition.days, petition.reply_words) == (7, 4, 200)
    assert petition.pause_days == 30


def test_only_members_open_it_and_not_against_themselves(
    mandate: Mandate, coordinator: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Only members"):
        opened(mandate, outsider)
    with pytest.raises(Refused, match="your own mandate"):
        opened(mandate, coordinator)


def test_a_mandate_that_is_not_carried_has_nothing_to_end(
    mandate: Mandate, member: Membership, people: list[Membership]
) -> None:
    given = MandateFactory(membership=people[0], status="given")
    for one in (given, MandateFactory(membership=people[1], status="ended", ended_at=NOW,
                                      ended_by="term")):  # fmt: skip
        with pytest.raises(Refused, match="Nobody carries"):
            opened(one, member)


@pytest.mark.parametrize(
    ("status", "words"), [("forming", "founding meeting"), ("dissolved", "dissolved")]
)
def test_there_is_none_before_the_founding_or_after_the_end(
    mandate: Mandate, committee: Committee, member: Membership, status: str, words: str
) -> None:
    Committee.objects.filter(pk=committee.pk).update(
        status=status,
        founded_at=None if status == "forming" else NOW,
        dissolved_at=NOW if status == "dissolved" else None,
    )
    with pytest.raises(Refused, match=words):
        opened(mandate, member)


def test_one_at_a_time_and_the_database_holds_it(
    mandate: Mandate, people: list[Membership]
) -> None:
    opened(mandate, people[0])
    with pytest.raises(Refused, match="under way"):
        opened(mandate, people[1])
    with pytest.raises(IntegrityError, match="recall_one_at_a_time"), transaction.atomic():
        RecallFactory(mandate=mandate)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_reason_is_given_and_short(mandate: Mandate, member: Membership, reason: str) -> None:
    with pytest.raises(Refused, match="500 characters"):
        open_recall(mandate, reason=reason, by=member, at=NOW)


def test_after_a_vote_it_takes_twice_as_many_for_thirty_days(
    mandate: Mandate, people: list[Membership]
) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert (lost.status, lost.ended_at is not None) == ("lost", True)
    assert lost.ended_at
    day = timedelta(days=1)
    again = opened(mandate, people[0], at=lost.ended_at + 29 * day)
    until = lost.ended_at + 30 * day
    assert (again.needed, again.doubled_until, again.due_at) == (4, until, until)
    assert again.needed_at(until - timedelta(seconds=1)) == 8
    assert again.needed_at(until) == 4


def test_after_the_pause_it_takes_as_many_as_ever(
    mandate: Mandate, people: list[Membership]
) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert lost.ended_at
    again = opened(mandate, people[0], at=lost.ended_at + timedelta(days=30))
    assert (again.doubled_until, again.needed) == (None, 4)


def test_the_form_says_what_comes_and_sends_to_the_petition(
    mandate: Mandate, people: list[Membership], coordinator: Membership, as_: As
) -> None:
    path = f"/mandates/{mandate.public_id}/recall/"
    mandates = f"/committees/{mandate.committee.public_id}/mandates/"
    browser = as_(people[0])
    assert path in browser.get(mandates).content.decode()
    assert path not in as_(coordinator).get(mandates).content.decode()
    text = browser.get(path).content.decode()
    assert "With 4 signatures a secret vote is called by itself." in text
    faulty = browser.post(path, {"reason": ""})
    assert faulty.status_code == 422
    assert "Say why." in faulty.content.decode()
    long = browser.post(path, {"reason": "Too long. " * 60})
    assert long.status_code == 422
    assert "Too long. Too long." in long.content.decode()
    answer = browser.post(path, {"reason": "No report."})
    petition = RecallPetition.objects.get()
    assert answer["Location"] == f"/recalls/{petition.public_id}/"
    assert browser.post(path, {"reason": "No report."}).status_code == 403
    listed = browser.get(mandates).content.decode()
    assert f"/recalls/{petition.public_id}/" in listed
    assert path not in listed


def test_nobody_else_finds_the_form(mandate: Mandate, outsider: Membership, as_: As) -> None:
    path = f"/mandates/{mandate.public_id}/recall/"
    assert as_(outsider).get(path).status_code == 404
    assert as_(None).get(path).status_code == 302
