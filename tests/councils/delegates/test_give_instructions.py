"""Instructions: given by a resolution, replaced by a later one, gone with the vote."""

from datetime import datetime, timedelta

import pytest

from committees.models import Affiliation, Committee
from committees.operations.councils import leave_council
from core.decision import Refused
from councils.models import Instruction
from councils.operations.instructions import give_instructions
from councils.queries.instructions import in_force, missing, told
from meetings import effects
from meetings.models import AgendaItem, Meeting, Motion
from meetings.operations.adoption import rescind
from meetings.operations.agenda import take_off
from meetings.operations.questions import set_aside_vote
from tests.councils.delegates import telling
from tests.factories_councils import InstructionFactory
from tests.factories_meetings import AgendaItemFactory, MeetingFactory, ResolutionFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db


def stances(affiliation: Affiliation, meeting: Meeting) -> list[str]:
    return [str(one.instruction or "–") for one in told(affiliation, meeting)]


def test_one_motion_speaks_of_any_number_of_items(
    hall: Hall, meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation
) -> None:
    said = {
        **telling.told(items[0], stance="against"),
        **telling.told(items[1], stance="guided", limits="Not on a Friday."),
    }
    telling.instruct(hall, meeting, said)
    assert stances(affiliation, meeting) == ["against", "guided"]
    given = Instruction.objects.get(item=items[1])
    assert (given.limits, given.is_bound) == ("Not on a Friday.", False)
    assert given.resolution.committee == affiliation.committee
    assert Instruction.objects.get(item=items[0]).is_bound
    assert missing(affiliation, meeting) == []


def test_standing_items_and_what_closes_a_meeting_need_none(
    meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation
) -> None:
    assert missing(affiliation, meeting) == items


def test_a_later_resolution_replaces_and_the_earlier_holds_where_that_is_rescinded(
    hall: Hall, meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation, now: datetime
) -> None:
    first = InstructionFactory(affiliation=affiliation, item=items[0], stance="open")
    later = InstructionFactory(
        affiliation=affiliation, item=items[0], given_at=now + timedelta(hours=1)
    )
    assert stances(affiliation, meeting) == ["for", "–"]
    rescind(later.resolution, by=None, at=now)
    assert stances(affiliation, meeting) == ["open", "–"]
    rescind(first.resolution, by=None, at=now)
    assert stances(affiliation, meeting) == ["–", "–"]


def test_a_vote_that_is_set_aside_takes_its_instructions_with_it(
    hall: Hall, meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation, now: datetime
) -> None:
    InstructionFactory(affiliation=affiliation, item=items[0], stance="open")
    vote = telling.instruct(hall, meeting, telling.told(*items))
    assert stances(affiliation, meeting) == ["for", "for"]
    set_aside_vote(vote, by=hall.chair, at=now)
    assert stances(affiliation, meeting) == ["open", "–"]


def test_a_motion_that_goes_to_a_later_meeting_brings_its_instruction_along(
    meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation
) -> None:
    InstructionFactory(affiliation=affiliation, item=items[0])
    later = MeetingFactory(committee=meeting.committee)
    moved = AgendaItemFactory(
        meeting=later, position=1, kind="motion", motion=items[0].motion, title="Free buses"
    )
    assert list(in_force([affiliation.pk], [moved])) == [(affiliation.pk, moved.pk)]


def test_what_one_committee_tells_its_delegates_is_nothing_to_another(
    meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation, other: Affiliation
) -> None:
    InstructionFactory(affiliation=affiliation, item=items[0])
    assert stances(other, meeting) == ["–", "–"]
    at_home = affiliation.committee.memberships.first()
    theirs = other.committee.memberships.first()
    assert at_home is not None
    assert theirs is not None
    assert Instruction.objects.visible_to(at_home.user).count() == 1
    assert Instruction.objects.visible_to(theirs.user).count() == 0
    assert Instruction.objects.visible_to(None).count() == 0


def test_nothing_is_carried_to_a_meeting_that_is_over(
    hall: Hall, meeting: Meeting, items: list[AgendaItem], now: datetime
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled", cancelled_at=now)
    with pytest.raises(Refused, match="is over"):
        telling.instruct(hall, meeting, telling.told(*items))


def test_nor_for_a_committee_that_has_left_the_council(
    hall: Hall,
    meeting: Meeting,
    items: list[AgendaItem],
    affiliation: Affiliation,
    other: Affiliation,
    committee: Committee,
    now: datetime,
) -> None:
    motion = telling.to_instruct(hall, meeting, telling.told(*items))
    leave_council(affiliation, at=now)
    with pytest.raises(Refused, match="is over"):
        hall.decide(hall.put("motion", motion=motion), votes_for=9)
    resolution = ResolutionFactory(committee=committee)
    with pytest.raises(Refused, match="does not belong"):
        give_instructions(committee, meeting, {}, resolution=resolution, at=now)


def test_items_that_are_off_the_agenda_are_passed_over_and_none_left_is_refused(
    hall: Hall, meeting: Meeting, items: list[AgendaItem], affiliation: Affiliation
) -> None:
    said = telling.told(*items)
    motion = items[0].motion
    assert motion is not None
    take_off(motion)
    telling.instruct(hall, meeting, said)
    assert stances(affiliation, meeting) == ["for"]
    AgendaItem.objects.filter(pk=items[1].pk).delete()
    with pytest.raises(Refused, match="not on the council"):
        telling.instruct(hall, meeting, said)


def test_the_motion_says_it_in_sentences(
    hall: Hall, meeting: Meeting, items: list[AgendaItem]
) -> None:
    every = ("for", "against", "abstain", "open", "refer_back")
    for stance in every:
        motion = telling.to_instruct(hall, meeting, telling.told(items[0], stance=stance))
        assert "“Free buses”: they" in effects.said(motion)
        Motion.objects.update(status="on_agenda")
    said = telling.told(items[0], stance="guided", limits="Under 5 euros.")
    motion = telling.to_instruct(hall, meeting, said)
    title, words = effects.known(motion.effect).draft(hall.committee, motion.effect)
    assert title == "What our delegates carry to “City Council” on 18 Mar 2026"
    assert words.splitlines()[1].endswith("within these limits: Under 5 euros.")
    gone = {**motion.effect, "meeting": "nothing"}
    assert effects.known(gone).draft(hall.committee, gone)[0] == "What our delegates carry"
    assert "does not exist" in effects.known(gone).said(hall.committee, gone)
