"""Votes of delegates: by card and by roll-call, with every name, and who reads them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from committees.models import Committee, Membership
from committees.operations.mandates import end_mandate
from core.decision import Refused
from meetings import screens, states, voting
from meetings.models import LogEntry, Meeting, NamedVote, OpenVote, Vote
from meetings.operations.casting import CardRaised, cast_open_vote
from meetings.operations.hall_door import count_at_door
from meetings.operations.questions import put_question, recount_vote, set_aside_vote
from meetings.operations.quorum import look_at_quorum
from meetings.operations.votes import close_vote, declare_vote
from meetings.queries import named_votes
from meetings.subjects import Subject
from tests.councils.conftest import As, seated
from tests.factories import NOW, AffiliationFactory, CommitteeFactory, MembershipFactory
from tests.factories_councils import InstructionFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    MotionFactory,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def meeting(council: Committee, dara: Membership, dodo: Membership) -> Meeting:
    """An open meeting of the council at which both delegates are."""
    found: Meeting = MeetingFactory(
        committee=council,
        kind="council",
        title="Council meeting",
        status="open",
        opened_at=NOW,
        starts_at=NOW - timedelta(hours=1),
        ends_at=NOW + timedelta(hours=1),
    )
    for one in (dara, dodo):
        AttendanceFactory(meeting=found, membership=one)
    return found


def put(meeting: Meeting, by: Membership, method: str = "card", **given: Any) -> Vote:
    subject = Subject("other", text="That we take a break.")
    if given:
        subject = Subject(**given)
    return put_question(meeting, subject=subject, method=method, by=by, at=NOW, seen=None)


def decide(vote: Vote, by: Membership) -> Vote:
    vote = close_vote(vote, by=by, at=NOW + SECOND)
    return declare_vote(vote, by=by, at=NOW + SECOND, seen=None)


def numbers(vote: Vote) -> tuple[int | None, int | None, int | None]:
    return vote.votes_for, vote.votes_against, vote.abstentions


def test_a_card_weighs_the_seats_of_its_committee_and_the_last_who_has_seen_it_counts(
    meeting: Meeting, council: Committee, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    council.affiliations.filter(committee=committee).update(seats=3)
    deniz = seated(council, committee, "Deniz")
    AttendanceFactory(meeting=meeting, membership=deniz)
    vote = put(meeting, dara)
    cast_open_vote(vote, choice="for", by=dara, at=NOW)
    cast_open_vote(vote, choice="for", by=dodo, at=NOW)
    with pytest.raises(CardRaised) as asked:
        cast_open_vote(vote, choice="against", by=deniz, at=NOW)
    cast_open_vote(vote, choice="against", by=deniz, at=NOW, over=asked.value.mark)
    assert OpenVote.objects.filter(vote=vote).count() == 2
    vote = decide(vote, dara)
    assert numbers(vote) == (1, 3, 0)
    assert vote.outcome == "lost"
    lines = named_votes.lines_of(vote)
    assert {(one.committee, one.delegate, one.choice, one.weight) for one in lines} == {
        (committee.name, "Deniz", "against", 3),
        ("South Committee", "Dodo", "for", 1),
    }
    assert not OpenVote.objects.exists()


def test_the_second_of_two_delegates_is_told_who_raised_the_card_and_asked_before_it_changes(
    as_: As, meeting: Meeting, council: Committee, committee: Committee, dara: Membership
) -> None:
    deniz = seated(council, committee, "Deniz")
    AttendanceFactory(meeting=meeting, membership=deniz)
    vote = put(meeting, dara)
    url = f"/meetings/{meeting.public_id}/votes/{vote.public_id}/"
    as_(dara).post(f"{url}cast/", {"choice": "for"})
    browser = as_(deniz)
    assert "It was raised by Dara." in browser.get(url).content.decode()
    assert "It was raised by" not in as_(dara).get(url).content.decode()
    assert browser.post(f"{url}cast/", {"choice": "for"}).status_code == 302
    assert OpenVote.objects.get().membership == dara
    asked = browser.post(f"{url}cast/", {"choice": "against"})
    assert asked.status_code == 409
    page = asked.content.decode()
    assert "Dara has raised it: <strong>For</strong>. You chose: <strong>Against</strong>." in page
    assert OpenVote.objects.get().choice == "for"
    over = asked.context["card"].mark
    assert browser.post(f"{url}cast/", {"choice": "against", "over": over}).status_code == 302
    card = OpenVote.objects.get()
    assert (card.choice, card.membership) == ("against", deniz)
    # What was seen before is not what stands there now.
    assert browser.post(f"{url}cast/", {"choice": "for", "over": over}).status_code == 302
    assert as_(dara).post(f"{url}cast/", {"choice": "abstain", "over": over}).status_code == 409


def test_the_mandate_stands_above_the_buttons(
    as_: As, meeting: Meeting, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    motion = MotionFactory(committee=meeting.committee, meeting=meeting, status="moved")
    item = AgendaItemFactory(meeting=meeting, position=1, kind="motion", motion=motion)
    affiliation = meeting.committee.affiliations.get(committee=committee)
    words = {"stance": "guided", "limits": "Only by bus."}
    InstructionFactory(affiliation=affiliation, item=item, **words)
    vote = put(meeting, dara, about="motion", motion=motion)
    url = f"/meetings/{meeting.public_id}/votes/{vote.public_id}/"
    shown = as_(dara).get(url).content.decode()
    assert f"What {committee.name} has told you:" in shown
    assert "Only by bus." in shown
    assert shown.index("Only by bus.") < shown.index('class="vote-buttons"')
    other = as_(dodo).get(url).content.decode()
    assert "Only by bus." not in other
    assert "Decide here, and report why." in other


def test_on_procedure_there_is_no_mandate(as_: As, meeting: Meeting, dara: Membership) -> None:
    vote = put(meeting, dara)
    shown = as_(dara).get(f"/meetings/{meeting.public_id}/votes/{vote.public_id}/").content.decode()
    assert "has told you" not in shown


def test_a_delegate_takes_the_card_back_by_another_tap(meeting: Meeting, dara: Membership) -> None:
    vote = put(meeting, dara)
    for choice in ("for", "abstain"):
        cast_open_vote(vote, choice=choice, by=dara, at=NOW)
    assert numbers(decide(vote, dara)) == (0, 0, 1)


def test_a_committee_with_nobody_there_casts_no_card(
    meeting: Meeting, dara: Membership, dodo: Membership
) -> None:
    vote = put(meeting, dara)
    cast_open_vote(vote, choice="for", by=dara, at=NOW)
    meeting.attendance.filter(membership=dodo).delete()
    with pytest.raises(Refused, match="Only members who are present"):
        cast_open_vote(vote, choice="against", by=dodo, at=NOW)
    assert numbers(decide(vote, dara)) == (1, 0, 0)


def test_in_a_roll_call_every_delegate_has_one_vote_with_their_name(
    meeting: Meeting, council: Committee, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    council.affiliations.filter(committee=committee).update(seats=3)
    vote = put(meeting, dara, "roll_call")
    cast_open_vote(vote, choice="for", by=dara, at=NOW)
    cast_open_vote(vote, choice="against", by=dodo, at=NOW)
    vote = decide(vote, dara)
    assert numbers(vote) == (1, 1, 0)
    assert [(one.delegate, one.weight) for one in named_votes.lines_of(vote)] == [
        ("Dara", 1),
        ("Dodo", 1),
    ]


def test_a_delegate_recalled_during_a_roll_call_has_not_voted(
    meeting: Meeting, dara: Membership, dodo: Membership
) -> None:
    vote = put(meeting, dara, "roll_call")
    for one in (dara, dodo):
        cast_open_vote(vote, choice="for", by=one, at=NOW)
    end_mandate(dodo.seat.mandate, because="recall", by=None, at=NOW)
    assert numbers(decide(vote, dara)) == (1, 0, 0)


def test_nobody_votes_by_name_without_a_seat(
    meeting: Meeting, council: Committee, dara: Membership
) -> None:
    stray = MembershipFactory(committee=council, chosen_name="Stray")
    AttendanceFactory(meeting=meeting, membership=stray)
    vote = put(meeting, dara)
    with pytest.raises(Refused, match="Only delegates vote"):
        cast_open_vote(vote, choice="for", by=stray, at=NOW)


def test_the_names_go_with_a_vote_that_is_set_aside_or_counted_again(
    meeting: Meeting, dara: Membership
) -> None:
    vote = put(meeting, dara)
    cast_open_vote(vote, choice="for", by=dara, at=NOW)
    vote = decide(vote, dara)
    assert NamedVote.objects.count() == 1
    again = recount_vote(vote, by=dara, at=NOW + SECOND, seen=None)
    assert again.method == "card"
    assert not NamedVote.objects.exists()
    cast_open_vote(again, choice="for", by=dara, at=NOW + SECOND)
    set_aside_vote(decide(again, dara), by=dara, at=NOW + SECOND, seen=None)
    assert not NamedVote.objects.exists()


@pytest.mark.parametrize(
    ("method", "why"), [("open", "in the open, by name"), ("secret", "in the open, by name")]
)
def test_delegates_never_vote_in_secret_or_without_a_name(
    meeting: Meeting, dara: Membership, method: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        put(meeting, dara, method)


def test_hands_decide_on_procedure_alone(meeting: Meeting, dara: Membership) -> None:
    motion = MotionFactory(committee=meeting.committee, meeting=meeting, status="moved")
    AgendaItemFactory(meeting=meeting, kind="motion", motion=motion)
    with pytest.raises(Refused, match="Hands decide on procedure"):
        put(meeting, dara, "hands", about="motion", motion=motion)
    assert put(meeting, dara, "hands").method == "hands"


def test_members_of_a_committee_never_vote_by_name(committee: Committee) -> None:
    ordinary = MeetingFactory(committee=committee)
    for method in ("card", "roll_call"):
        assert "no name is kept" in str(voting.method_is_used(ordinary, method, "other").reason)
    assert voting.methods(ordinary) == ["hands", "open", "secret"]
    assert voting.usual_method(ordinary) == "open"
    assert voting.openness_rule(ordinary) == ""


def test_the_quorum_asks_for_most_committees_and_a_third_of_the_delegates(
    meeting: Meeting, council: Committee, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    look_at_quorum(meeting, at=NOW)
    for _number in range(2):
        AffiliationFactory(council=council, committee=CommitteeFactory())
    assert states.committees_present(meeting) == 2
    assert look_at_quorum(meeting, at=NOW) is False
    entry = LogEntry.objects.get(kind="quorum_lost")
    assert entry.facts | {"committees": 2, "committees_needed": 3} == entry.facts
    with pytest.raises(Refused, match="quorum"):
        put(meeting, dara)
    third = council.affiliations.exclude(committee__in=[committee, dodo.seat.affiliation.committee])
    newcomer = seated(council, third.first().committee, "Thea")
    AttendanceFactory(meeting=meeting, membership=newcomer)
    assert look_at_quorum(meeting, at=NOW) is True
    assert states.public(meeting)["quorate"] is True


def test_nobody_is_counted_at_the_door_of_a_council(meeting: Meeting, dara: Membership) -> None:
    with pytest.raises(Refused, match="every delegate is known"):
        count_at_door(meeting, number=3, by=dara, at=NOW)


def test_the_vote_the_hall_and_the_minutes_show_names_and_the_screen_committees(
    as_: As, meeting: Meeting, committee: Committee, dara: Membership, dodo: Membership
) -> None:
    vote = put(meeting, dara)
    url = f"/meetings/{meeting.public_id}/votes/{vote.public_id}/"
    browser = as_(dodo)
    assert "one card of your committee" in browser.get(url).content.decode()
    sent = browser.post(f"{url}cast/", {"choice": "for"})
    assert sent.status_code == 302
    shown = browser.get(url).content.decode()
    assert "Your committee’s card: for." in shown
    assert "card is in; committees here: 2" in shown
    decide(vote, dara)
    for page in (url, f"/meetings/{meeting.public_id}/hall/"):
        shown = browser.get(page).content.decode()
        assert "South Committee" in shown
        assert "How each voted" in shown
    wall = as_(dara).get(screens.address(meeting)).content.decode()
    assert "South Committee" in wall
    assert "Dodo" not in wall
    minutes = MinutesFactory(meeting=meeting, drafted_at=NOW)
    shown = browser.get(f"/minutes/{minutes.public_id}/").content.decode()
    assert "How the delegates voted" in shown
    assert "Dodo" in shown


def test_a_council_puts_by_card_and_says_that_delegates_vote_in_the_open(
    as_: As, meeting: Meeting, dara: Membership
) -> None:
    shown = as_(dara).get(f"/meetings/{meeting.public_id}/put/").content.decode()
    assert "Members vote in secret; delegates vote in the open." in shown
    assert "Roll-call" in shown
    assert "Secret ballot in the app" not in shown


def test_members_read_how_their_own_delegates_voted_and_no_others(
    meeting: Meeting, member: Membership, outsider: Membership, dara: Membership, dodo: Membership
) -> None:
    vote = put(meeting, dara)
    for one in (dara, dodo):
        cast_open_vote(vote, choice="for", by=one, at=NOW)
    decide(vote, dara)
    for reader, seen in ((member, 1), (dara, 2), (outsider, 0)):
        assert NamedVote.objects.visible_to(reader.user).count() == seen
    assert NamedVote.objects.visible_to(None).count() == 0


def test_an_ordinary_meeting_keeps_no_name(committee: Committee, now: datetime) -> None:
    assert not named_votes.latest_for(committee)
