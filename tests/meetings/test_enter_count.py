"""Two count hands, each for themselves, and the same numbers close the vote."""

import pytest

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings.minutes_text import minutes_text
from meetings.models import LogEntry, TellerCount, Vote
from meetings.operations.counts import Numbers, counted, differing
from meetings.operations.questions import set_aside_vote
from tests.factories import NOW, MembershipFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(hall: Hall) -> Vote:
    return hall.put(method="hands")


def test_the_same_numbers_from_both_close_the_vote(hall: Hall, vote: Vote) -> None:
    first, second = hall.tellers
    assert hall.count(vote, 7, 4, 1, by=first).status == "open"
    assert counted(vote) is None
    assert differing(vote) == []
    closed = hall.count(vote, 7, 4, 1, by=second)
    assert (closed.status, closed.closed_at) == ("closed", NOW)
    assert counted(closed) == Numbers(7, 4, 1)
    with pytest.raises(Refused, match="The count is over"):
        hall.count(vote, 7, 4, 1, by=first)


def test_where_they_differ_both_count_again(hall: Hall, vote: Vote) -> None:
    first, second = hall.tellers
    hall.count(vote, 7, 4, 1, by=first)
    hall.count(vote, 6, 4, 1, by=second)
    assert differing(vote) == ["votes_for"]
    entry = LogEntry.objects.get(kind="ruled")
    assert entry.facts["differ"] == ["votes_for"]
    assert "counted again" in entry.facts["text"]
    hall.count(vote, 7, 5, 0, by=second)
    assert list(TellerCount.objects.values_list("membership", flat=True)) == [second.pk]
    assert hall.count(vote, 7, 5, 0, by=first).status == "closed"


def test_one_s_own_count_is_mended_while_the_other_counts(hall: Hall, vote: Vote) -> None:
    hall.count(vote, 7, 4, 1, by=hall.tellers[0])
    hall.count(vote, 8, 4, 0, by=hall.tellers[0])
    assert TellerCount.objects.get().votes_for == 8


def test_more_than_are_present_is_refused(hall: Hall, vote: Vote) -> None:
    with pytest.raises(Refused, match="Together that is 13, and 12 are present"):
        hall.count(vote, 7, 4, 2, by=hall.tellers[0])
    hall.come("Late")
    assert hall.count(vote, 7, 4, 2, by=hall.tellers[0]).status == "open"
    hall.meeting.attendance.all().delete()
    assert hall.count(vote, 7, 4, 1, by=hall.tellers[0]).status == "open"


def test_only_the_tellers_count_and_no_third(hall: Hall, vote: Vote) -> None:
    for other in (hall.chair, hall.members[0]):
        with pytest.raises(Refused, match="Only the tellers"):
            hall.count(vote, 7, 4, 1, by=other)
    with pytest.raises(Refused, match="Only members of this committee"):
        hall.count(vote, 7, 4, 1, by=MembershipFactory())
    third = hall.come("Tea", duty="teller")
    hall.count(vote, 7, 4, 1, by=hall.tellers[0])
    hall.count(vote, 7, 4, 0, by=hall.tellers[1])
    with pytest.raises(Refused, match="Two others have counted"):
        hall.count(vote, 7, 4, 1, by=third)


def test_other_votes_take_no_count(hall: Hall) -> None:
    with pytest.raises(Refused, match="No hands"):
        hall.count(hall.put(), 7, 4, 1, by=hall.tellers[0])


def _small(committee: Committee, *, tellers: int) -> Hall:
    hall = Hall(committee, members=3)
    for one in hall.tellers[tellers:]:
        hall.meeting.officers.filter(membership=one).update(ended_at=NOW)
    return hall


def test_in_a_small_meeting_the_chair_and_one_member_count(committee: Committee) -> None:
    hall = _small(committee, tellers=0)
    vote = hall.put(method="hands")
    absent = MembershipFactory(committee=committee)
    with pytest.raises(Refused, match="Only who is present counts"):
        hall.count(vote, 3, 2, 1, by=absent)
    hall.count(vote, 3, 2, 1, by=hall.members[0])
    with pytest.raises(Refused, match="Another member counts"):
        hall.count(vote, 3, 2, 1, by=hall.members[1])
    assert hall.count(vote, 3, 2, 1, by=hall.chair).status == "closed"


def test_a_member_counts_beside_the_chair_who_was_first(committee: Committee) -> None:
    hall = _small(committee, tellers=0)
    vote = hall.put(method="hands")
    hall.count(vote, 3, 2, 1, by=hall.chair)
    hall.count(vote, 3, 2, 0, by=hall.members[0])
    with pytest.raises(Refused, match="Another member counts"):
        hall.count(vote, 3, 2, 1, by=hall.members[1])
    hall.count(vote, 3, 2, 1, by=hall.members[0])
    assert hall.count(vote, 3, 2, 1, by=hall.chair).status == "closed"


def test_with_one_teller_the_chair_counts_beside_them(committee: Committee) -> None:
    hall = _small(committee, tellers=1)
    vote = hall.put(method="hands")
    with pytest.raises(Refused, match="The chair and the teller"):
        hall.count(vote, 3, 2, 1, by=hall.members[0])
    hall.count(vote, 3, 2, 1, by=hall.tellers[0])
    assert hall.count(vote, 3, 2, 1, by=hall.chair).status == "closed"


def test_no_event_names_who_counted(hall: Hall, vote: Vote) -> None:
    hall.count(vote, 7, 4, 1, by=hall.tellers[0])
    assert Event.objects.get(name="meetings.count_entered").actor == ""


@pytest.mark.parametrize(("about", "lines"), [("other", 1), ("practice", 0)])
def test_counts_that_differ_are_in_the_minutes_except_of_a_practice(
    hall: Hall, about: str, lines: int
) -> None:
    vote = hall.put(about, method="hands")
    hall.count(vote, 7, 4, 1, by=hall.tellers[0])
    hall.count(vote, 7, 3, 1, by=hall.tellers[1])
    assert minutes_text(hall.meeting).count("The two counts differed") == lines


def test_a_vote_set_aside_forgets_the_counts(hall: Hall, vote: Vote) -> None:
    hall.count(vote, 7, 4, 1, by=hall.tellers[0])
    set_aside_vote(vote, by=hall.chair, at=NOW)
    assert not TellerCount.objects.exists()


def test_a_teller_who_has_left_counts_no_more(hall: Hall, vote: Vote) -> None:
    gone = hall.tellers[0]
    Membership.objects.filter(pk=gone.pk).update(status="left", ended_at=NOW)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="Only members"):
        hall.count(vote, 7, 4, 1, by=gone)
