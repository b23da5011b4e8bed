"""What a council decides goes to each committee: ratified, rejected, binding by silence or bound."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Affiliation, Committee, Membership
from core.decision import Refused
from core.models import Event
from councils.effects_delegates import ratifying
from councils.models import Ratification
from councils.operations.ratifications import answer_ratification, let_stand, reopen_ratification
from councils.queries.ratifications import answers_of
from councils.schedule import call_last_to_ratify, let_unanswered_stand
from meetings import effects
from meetings.matters import waiting_in
from meetings.models import AgendaItem, Meeting, Motion, Resolution
from meetings.operations.adoption import rescind
from meetings.operations.agenda import place_matters
from meetings.operations.meetings import close_meeting
from meetings.operations.questions import recount_vote, set_aside_vote
from notices import audiences
from notices.models import Message
from tests.councils.delegates import telling
from tests.factories import officer
from tests.factories_councils import InstructionFactory, RatificationFactory
from tests.factories_meetings import MeetingFactory, MotionFactory, ResolutionFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db
As = Callable[[Membership | None], Client]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture
def closed(
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    other: Affiliation,
    now: datetime,
) -> Resolution:
    """The council carried free buses; the south had bound its delegate, the cast's had not."""
    InstructionFactory(affiliation=other, item=items[0], stance="against")
    InstructionFactory(affiliation=affiliation, item=items[0], stance="open")
    resolution = ResolutionFactory(
        committee=meeting.committee, meeting=meeting, motion=items[0].motion, title="Free buses"
    )
    telling.held(meeting, now - 2 * DAY)
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=now - DAY, starts_at=now - 2 * DAY)
    meeting.refresh_from_db()
    close_meeting(meeting, present=None, by=None, at=now)
    return resolution


@pytest.fixture
def ours(closed: Resolution, affiliation: Affiliation) -> Ratification:
    return Ratification.objects.get(affiliation=affiliation)


def test_each_committee_is_asked_and_a_bound_one_is_bound_at_once(
    closed: Resolution, ours: Ratification, other: Affiliation, now: datetime
) -> None:
    theirs = Ratification.objects.get(affiliation=other)
    assert (ours.status, ours.closes_at, ours.answered_at) == ("open", now + 7 * DAY, None)
    assert (theirs.status, theirs.answered_at, theirs.is_binding) == ("bound", now, True)
    assert ours.resolution == closed
    assert Event.objects.filter(name="councils.ratification_asked").count() == 2


def test_a_council_that_resolves_nothing_asks_nothing(
    meeting: Meeting, affiliation: Affiliation, now: datetime
) -> None:
    telling.held(meeting, now)
    close_meeting(meeting, present=None, by=None, at=meeting.ends_at + DAY)
    assert not Ratification.objects.exists()
    assert not Message.objects.exists()


def test_a_resolution_without_a_motion_of_the_agenda_binds_nobody_yet(
    meeting: Meeting, affiliation: Affiliation, now: datetime
) -> None:
    ResolutionFactory(committee=meeting.committee, meeting=meeting, motion=None)
    telling.held(meeting, now)
    close_meeting(meeting, present=None, by=None, at=meeting.ends_at + DAY)
    assert Ratification.objects.get(affiliation=affiliation).status == "open"


def test_coordinators_hear_at_once_and_a_day_before_the_end(
    affiliation: Affiliation, coordinator: Membership, ours: Ratification, now: datetime
) -> None:
    asked = Message.objects.get()
    assert asked.template == "councils/email/ratification_asked"
    found = audiences.find(asked.audience)(asked.about)
    assert [one.user_id for one in found] == [coordinator.user_id]
    call_last_to_ratify(now + 6 * DAY - SECOND)
    assert Message.objects.count() == 1
    for _twice in range(2):
        call_last_to_ratify(now + 6 * DAY)
    last = Message.objects.latest("pk")
    assert (Message.objects.count(), last.template) == (2, "councils/email/ratification_last_call")


def test_it_waits_for_the_next_meeting_until_it_is_answered(
    ours: Ratification, committee: Committee, hall: Hall, now: datetime
) -> None:
    (matter,) = waiting_in(committee)
    assert (matter.title, matter.reference) == ("To ratify or reject: Free buses", ours.public_id)
    ahead = MeetingFactory(committee=committee)
    place_matters(ahead)
    assert ahead.agenda.filter(reference=ours.public_id).exists()
    telling.answer(hall, ours, votes_for=8)
    assert not ahead.agenda.filter(reference=ours.public_id).exists()
    assert waiting_in(committee) == []


def test_carried_it_is_ratified_and_lost_rejected(
    closed: Resolution, ours: Ratification, hall: Hall, other: Affiliation, now: datetime
) -> None:
    vote = telling.answer(hall, ours, votes_for=8)
    ours.refresh_from_db()
    assert (ours.status, ours.motion, ours.is_binding) == ("ratified", vote.motion, True)
    set_aside_vote(vote, by=hall.chair, at=now)
    ours.refresh_from_db()
    assert (ours.status, ours.motion, ours.answered_at) == ("open", None, None)
    Motion.objects.filter(status="moved").update(status="withdrawn", decided_at=now)
    telling.answer(hall, ours, votes_for=1, against=8)
    ours.refresh_from_db()
    assert (ours.status, ours.is_binding) == ("rejected", False)


def test_a_lost_vote_that_is_set_aside_or_put_again_is_no_answer(
    ours: Ratification, hall: Hall, now: datetime
) -> None:
    vote = telling.answer(hall, ours, votes_for=1, against=8)
    again = recount_vote(vote, by=hall.chair, at=now, seen=None)
    ours.refresh_from_db()
    assert ours.status == "open"
    hall.decide(again, votes_for=8)
    ours.refresh_from_db()
    assert ours.status == "ratified"


def test_a_second_motion_on_it_changes_nothing(
    ours: Ratification, hall: Hall, now: datetime
) -> None:
    telling.answer(hall, ours, votes_for=8)
    with pytest.raises(Refused, match="answered already"):
        telling.answer(hall, ours, votes_for=8)


def test_nor_does_one_that_is_lost_after_the_first(
    ours: Ratification, hall: Hall, now: datetime
) -> None:
    first = telling.answer(hall, ours, votes_for=8)
    second = telling.answer(hall, ours, votes_for=1, against=8)
    ours.refresh_from_db()
    assert (ours.status, ours.motion) == ("ratified", first.motion)
    set_aside_vote(second, by=hall.chair, at=now)
    ours.refresh_from_db()
    assert ours.status == "ratified"


def test_silence_binds_when_the_time_is_over(
    ours: Ratification, hall: Hall, committee: Committee, now: datetime
) -> None:
    let_unanswered_stand(now + 7 * DAY - SECOND)
    ours.refresh_from_db()
    assert ours.status == "open"
    let_unanswered_stand(now + 7 * DAY)
    ours.refresh_from_db()
    assert (ours.status, ours.is_binding) == ("stands", True)
    assert waiting_in(committee) == []
    with pytest.raises(Refused, match="time to answer is over"):
        telling.answer(hall, ours, votes_for=8)
    with pytest.raises(Refused, match="time to answer is over"):
        reopen_ratification(ours, at=now)


def test_what_the_council_has_rescinded_needs_no_answer(
    closed: Resolution, ours: Ratification, committee: Committee, hall: Hall, now: datetime
) -> None:
    rescind(closed, by=None, at=now)
    assert waiting_in(committee) == []
    let_unanswered_stand(now + 8 * DAY)
    ours.refresh_from_db()
    assert ours.status == "open"
    with pytest.raises(Refused, match="rescinded"):
        telling.answer(hall, ours, votes_for=8)


def test_who_is_bound_has_answered(closed: Resolution, other: Affiliation, now: datetime) -> None:
    theirs = Ratification.objects.get(affiliation=other)
    motion = MotionFactory(committee=other.committee)
    with pytest.raises(Refused, match="had bound its delegates"):
        answer_ratification(theirs, is_ratified=True, motion=motion, at=now)


def test_another_committee_cannot_answer(
    ours: Ratification, other: Affiliation, now: datetime
) -> None:
    hall = Hall(other.committee)
    with pytest.raises(Refused, match="does not exist"):
        telling.answer(hall, ours, votes_for=8)
    asked = ratifying(ours)
    effect = effects.known(asked)
    assert effect.draft(other.committee, asked)[0] == "To ratify a decision of a council"
    assert "does not exist" in effect.said(other.committee, asked)
    effect.lose(MotionFactory(committee=other.committee), asked, now)
    ours.refresh_from_db()
    assert ours.status == "open"


def test_members_read_the_text_the_total_and_the_way_to_answer(
    ours: Ratification, other: Affiliation, member: Membership, outsider: Membership, as_: As
) -> None:
    path = reverse("ratification", args=[ours.public_id])
    browser = as_(member)
    page = browser.get(path)
    text = page.content.decode()
    assert "To ask for longer opening hours." in text
    assert "Of 2 committees 1 is bound by it now." in text
    assert "South Committee" in text
    assert "Open: decide there" in text
    form = browser.get(
        reverse("submit-motion", args=[ours.event_scope]), {"effect": page.context["effect"]}
    )
    assert "the committee rejects it" in form.content.decode()
    assert as_(outsider).get(path).status_code == 404
    listed = browser.get(reverse("ratifications", args=[ours.event_scope])).content.decode()
    assert "Waits for our answer" in listed
    assert "Binds us" not in listed


def test_the_list_says_what_binds_and_what_was_rejected(
    ours: Ratification, affiliation: Affiliation, member: Membership, now: datetime, as_: As
) -> None:
    browser, path = as_(member), reverse("ratifications", args=[ours.event_scope])
    let_stand(ours, at=now)
    assert "Not answered in time: it binds" in browser.get(path).content.decode()
    shown = browser.get(reverse("ratification", args=[ours.public_id])).content.decode()
    assert "We carry it out." in shown
    Ratification.objects.update(status="rejected")
    assert "We have rejected" in browser.get(path).content.decode()
    Ratification.objects.all().delete()
    assert "Nothing yet" in browser.get(path).content.decode()
    without = RatificationFactory(affiliation=affiliation, resolution__motion=None)
    page = browser.get(reverse("ratification", args=[without.public_id]))
    assert page.status_code == 200


def test_beside_the_council_s_resolution_stands_each_answer(
    closed: Resolution, ours: Ratification, now: datetime, council: Committee, as_: As
) -> None:
    page = as_(officer(council, "coordinator", "Ute")).get(
        reverse("resolution", args=[closed.public_id])
    )
    text = page.content.decode()
    assert "What the committees say" in text
    assert "South Committee" in text
    answers = answers_of(closed)
    assert (answers.asked, answers.bound, answers.open, answers.binding) == (2, 1, 1, 1)
    assert (answers.ratified, answers.silent, answers.rejected) == (0, 0, 0)
