"""Several committees meet together: what the chair rules is done for each, and each votes for itself."""

from datetime import timedelta

import pytest

from core.decision import Refused
from core.models import Event
from meetings import door
from meetings.models import MeetingStatus, Minutes, Motion, Resolution
from meetings.operations.amendments import propose_amendment
from meetings.operations.counts import Numbers, enter_count
from meetings.operations.hall_chair import adjourn_meeting, note_ruling, settle_motion, undo_ruling
from meetings.operations.hall_door import attend_meeting
from meetings.operations.log import newest
from meetings.operations.meetings import (
    Details,
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
)
from meetings.operations.motions import Draft, submit_motion, withdraw_motion
from meetings.operations.questions import put_question, recount_vote, set_aside_vote
from meetings.operations.votes import close_vote, declare_vote
from meetings.queries.joint import joint_page
from meetings.queries.joint_results import questions
from meetings.subjects import Subject
from tests.factories import NOW, MembershipFactory
from tests.factories_meetings import MeetingOfficerFactory, MotionFactory
from tests.meetings.hall import entries
from tests.meetings.joint import BEGINS, DETAILS, DONE, WORDS, Together
from tests.meetings.motions import titles

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def all_three() -> Together:
    return Together().accepted()


def adopted(together: Together) -> list[str]:
    rows = Resolution.objects.filter(meeting__joint=together.joint).order_by("committee__pk")
    return [one.committee.name for one in rows.select_related("committee")]


def test_each_committee_has_a_meeting_of_its_own_with_the_same_agenda(all_three: Together) -> None:
    host, second, third = all_three.meetings()
    assert {one.title for one in (host, second, third)} == {DETAILS.title}
    assert host.starts_at == second.starts_at == third.starts_at
    assert titles(host) == titles(second) == titles(third)


def test_a_motion_goes_to_every_committee_and_names_nobody_there(all_three: Together) -> None:
    motion = all_three.motion(all_three.second)
    copies = Motion.objects.filter(shared=motion.public_id).exclude(pk=motion.pk)
    assert {one.committee for one in copies} == {all_three.host, all_three.third}
    assert {(one.resolves, one.proposer, one.seconder) for one in copies} == {(WORDS, None, None)}
    assert all(titles(one)[-1] == WORDS for one in all_three.meetings())


def test_a_committee_that_accepts_later_finds_the_motions_that_are_there() -> None:
    together = Together()
    motion = together.motion(together.host)
    together.accepted()
    assert Motion.objects.filter(shared=motion.public_id).count() == 3


def test_what_waits_for_a_committees_own_meeting_goes_on_no_joint_agenda() -> None:
    together = Together()
    waiting = MotionFactory(committee=together.second, status="seconded", seconded_at=NOW)
    together.accepted()
    waiting.refresh_from_db()
    assert waiting.meeting is None


def test_each_votes_for_itself_and_two_of_three_adopt(all_three: Together) -> None:
    motion = all_three.motion(all_three.second)
    all_three.open()
    vote = all_three.put(all_three.debate(motion))
    all_three.cast(all_three.host, "for", "for", "against")
    all_three.cast(all_three.second, "for", "for", "for", "abstain")
    all_three.cast(all_three.third, "against", "against", "for")
    all_three.declare(vote)
    votes = all_three.votes()
    said = {
        one.name: (votes[one.pk].votes_for, votes[one.pk].votes_against, votes[one.pk].outcome)
        for one in all_three.committees
    }
    assert said == {
        "Host": (2, 1, "carried"),
        "Second": (3, 0, "carried"),
        "Third": (1, 2, "lost"),
    }
    assert adopted(all_three) == ["Host", "Second"]
    (question,) = questions(all_three.joint, [all_three.second.pk])
    assert (question.title, question.adopted, len(question.results)) == (WORDS, 2, 3)
    assert [one.is_own for one in question.results] == [False, True, False]
    # Whose resolution it is, only its own members are told.
    assert [one.resolution is not None for one in question.results] == [False, True, False]


def test_a_committee_without_its_quorum_advises_and_stops_nobody(all_three: Together) -> None:
    motion = all_three.motion(all_three.host)
    all_three.open(come=False)
    all_three.come(all_three.host)
    all_three.come(all_three.second, 1)
    vote = all_three.put(all_three.debate(motion))
    all_three.cast(all_three.host, "for", "for")
    all_three.cast(all_three.second, "for")
    all_three.declare(vote)
    assert adopted(all_three) == ["Host"]
    votes = all_three.votes()
    assert not votes[all_three.second.pk].is_binding
    assert all_three.third.pk not in votes  # nobody was there
    (question,) = questions(all_three.joint, [])
    assert [str(one.words) for one in question.results] == [
        "Carried",
        "Too few were there: advice, nothing is decided",
        "Nobody was there to vote",
    ]
    close_meeting(
        all_three.meeting(all_three.host), present=4, by=all_three.by(all_three.host), at=DONE
    )
    left = Motion.objects.filter(shared=motion.public_id).exclude(committee=all_three.host)
    assert {(one.status, one.meeting) for one in left} == {("seconded", None)}


def test_a_vote_is_secret_in_each(all_three: Together) -> None:
    motion = all_three.motion(all_three.host)
    all_three.open()
    vote = all_three.put(all_three.debate(motion), method="secret")
    contests = [one.contest for one in all_three.votes().values()]
    assert len({one.pk for one in contests if one}) == 3
    for one in all_three.votes().values():
        close_vote(one, by=None, at=DONE)
    declared = declare_vote(vote, by=all_three.by(all_three.host), at=DONE + HOUR, seen=None)
    assert declared.status == "declared"
    assert {one.status for one in all_three.votes().values()} == {"declared"}


def test_hands_are_counted_by_each_committees_own_tellers(all_three: Together) -> None:
    motion = all_three.motion(all_three.host)
    all_three.open()
    for one in all_three.committees:
        for teller in all_three.members[one.pk][:2]:
            MeetingOfficerFactory(meeting=all_three.meeting(one), membership=teller, duty="teller")
    vote = all_three.put(all_three.debate(motion), method="hands")
    for one in (all_three.host, all_three.second):
        for teller in all_three.members[one.pk][:2]:
            enter_count(all_three.votes()[one.pk], numbers=Numbers(3, 1, 0), by=teller, at=BEGINS)
    with pytest.raises(Refused, match="Third: Both who count"):
        declare_vote(vote, by=all_three.by(all_three.host), at=DONE, seen=None)
    assert adopted(all_three) == []  # nothing is declared in any before all have counted
    for teller in all_three.members[all_three.third.pk][:2]:
        third = all_three.votes()[all_three.third.pk]
        enter_count(third, numbers=Numbers(0, 4, 0), by=teller, at=BEGINS)
    declare_vote(vote, by=all_three.by(all_three.host), at=DONE, seen=None)
    assert adopted(all_three) == ["Host", "Second"]


def test_a_vote_is_taken_again_or_set_aside_in_all(all_three: Together) -> None:
    motion = all_three.debate(_opened(all_three).motion)
    vote = all_three.put(motion)
    all_three.cast(all_three.host, "for")
    all_three.cast(all_three.second, "for")
    all_three.declare(vote)
    assert adopted(all_three) == ["Host", "Second"]
    by = all_three.by(all_three.host)
    again = recount_vote(vote, by=by, at=DONE + HOUR, seen=None)
    assert {one.status for one in all_three.votes().values()} == {"open"}
    assert adopted(all_three) == []
    set_aside_vote(again, by=by, at=DONE + HOUR)
    assert {one.status for one in all_three.votes().values()} == {"set_aside"}


def test_rulings_are_done_and_taken_back_in_all(all_three: Together) -> None:
    motion = all_three.debate(_opened(all_three).motion)
    by, host = all_three.by(all_three.host), all_three.meeting(all_three.host)
    logs = [[kind for kind in entries(one) if "quorum" not in kind] for one in all_three.meetings()]
    assert logs == [["opened", "item_taken", "motion_moved"]] * 3
    entry = newest(host)
    assert entry is not None
    undo_ruling(host, number=entry.number, by=by, at=BEGINS)
    copies = Motion.objects.filter(shared=motion.shared)
    assert {one.status for one in copies} == {"on_agenda"}
    note_ruling(host, is_upheld=True, text="One at a time.", by=by, at=BEGINS, seen=None)
    assert all(entries(one)[-1] == "ruled" for one in all_three.meetings())
    settle_motion(motion, outcome="remitted", by=by, at=BEGINS, seen=None)
    assert {one.status for one in copies.all()} == {"remitted"}


def test_what_one_committee_refuses_is_done_in_none_and_says_where(all_three: Together) -> None:
    motion = all_three.debate(_opened(all_three).motion)
    third = all_three.meeting(all_three.third)
    waiting = all_three.members[all_three.third.pk][0]
    third.speakers.create(
        item=third.item, membership=waiting, kind="against", asked_at=BEGINS, status="waiting"
    )
    with pytest.raises(Refused, match="Third: Members wait to speak"):
        all_three.put(motion)
    assert not all_three.votes()


def test_adjourned_opened_again_and_closed_together_with_minutes_for_each(
    all_three: Together,
) -> None:
    motion = all_three.debate(_opened(all_three).motion)
    vote = all_three.put(motion)
    all_three.cast(all_three.host, "for", "for")
    all_three.declare(vote)
    by = all_three.by(all_three.host)
    host = all_three.meeting(all_three.host)
    adjourn_meeting(host, until=DONE + HOUR, by=by, at=DONE, seen=None)
    assert {one.status for one in all_three.meetings()} == {MeetingStatus.ADJOURNED}
    open_meeting(host, by=by, at=DONE + HOUR)
    close_meeting(host, present=4, by=by, at=DONE + HOUR)
    assert {(one.status, one.present) for one in all_three.meetings()} == {("closed", 4)}
    minutes = Minutes.objects.get(meeting__committee=all_three.third)
    assert (
        "It was a joint meeting with: Host, Second. Each committee voted for itself."
        in minutes.text
    )
    assert "- Host: Carried; for 2, against 0, abstained 0" in minutes.text
    assert "- Second: Not carried; for 0, against 0, abstained 0" in minutes.text


def test_a_committee_closes_for_itself_and_the_others_go_on(all_three: Together) -> None:
    _opened(all_three)
    third = all_three.meeting(all_three.third)
    close_meeting(third, present=3, by=all_three.by(all_three.third), at=DONE)
    assert [one.status for one in all_three.meetings()] == ["open", "open", "closed"]
    close_meeting(
        all_three.meeting(all_three.host), present=4, by=all_three.by(all_three.host), at=DONE
    )
    assert [one.present for one in all_three.meetings()] == [4, 4, 3]


def test_changed_and_cancelled_for_all_by_whoever_called_it(all_three: Together) -> None:
    moved = Details(**{**{n: getattr(DETAILS, n) for n in Details.__slots__}, "place": "Park"})
    with pytest.raises(Refused, match="This is a joint meeting"):
        change_meeting(
            all_three.meeting(all_three.second),
            details=moved,
            by=all_three.by(all_three.second),
            at=NOW,
        )
    by, host = all_three.by(all_three.host), all_three.meeting(all_three.host)
    change_meeting(host, details=moved, by=by, at=NOW)
    assert {one.place for one in all_three.meetings()} == {"Park"}
    motion = all_three.motion(all_three.second)
    cancel_meeting(host, reason="Snow.", by=by, at=NOW)
    assert {one.status for one in all_three.meetings()} == {"cancelled"}
    rows = Motion.objects.filter(shared=motion.shared).order_by("committee__pk")
    # Whoever put it can put it elsewhere; no other committee had asked for it.
    assert [one.status for one in rows] == ["fell", "seconded", "fell"]


def test_whoever_put_a_motion_withdraws_it_for_all_and_nobody_else_does(
    all_three: Together,
) -> None:
    motion = all_three.motion(all_three.second)
    copy = Motion.objects.get(committee=all_three.third, shared=motion.shared)
    with pytest.raises(Refused, match="Another committee put this motion"):
        withdraw_motion(copy, by=all_three.by(all_three.third), at=NOW)
    withdraw_motion(motion, by=motion.proposer, at=NOW)
    assert {one.status for one in Motion.objects.filter(shared=motion.shared)} == {"withdrawn"}
    assert all(WORDS not in titles(one) for one in all_three.meetings())


def test_nobody_amends_what_several_decide_in_the_same_words(all_three: Together) -> None:
    motion = all_three.motion(all_three.second)
    with pytest.raises(Refused, match="in the same words"):
        propose_amendment(
            motion,
            {"notes": "", "believes": "", "resolves": "Other."},
            base_version=1,
            by=all_three.members[all_three.second.pk][2],
            at=NOW,
        )


def test_a_joint_meeting_decides_on_no_committees_own_affairs(all_three: Together) -> None:
    draft = Draft(
        resolves="Two days.",
        meeting=all_three.meeting(all_three.host),
        rule_changes={"motions_days": 2},
    )
    with pytest.raises(Refused, match="words that all committees have in common"):
        submit_motion(all_three.host, draft, by=all_three.by(all_three.host), at=NOW)
    _opened(all_three)
    with pytest.raises(Refused, match="no committee decides on its own affairs"):
        put_question(
            all_three.meeting(all_three.host),
            subject=Subject("suspend_rules", rule="speaker_minutes"),
            method="open",
            by=all_three.by(all_three.host),
            at=BEGINS,
            seen=None,
        )


def test_one_code_opens_the_door_for_all_each_on_its_own_roll(all_three: Together) -> None:
    all_three.open(come=False)
    host, second, _third = all_three.meetings()
    code = door.code(host, BEGINS)
    member = all_three.members[all_three.second.pk][0]
    attend_meeting(second, code=code, by=member, at=BEGINS)
    assert (host.attendance.count(), second.attendance.count()) == (0, 1)
    with pytest.raises(Refused, match="Only members of this committee"):
        attend_meeting(host, code=code, by=member, at=BEGINS)


def test_who_is_a_member_of_two_is_counted_and_votes_in_both(all_three: Together) -> None:
    mine = all_three.members[all_three.host.pk][0]
    also = MembershipFactory(user=mine.user, committee=all_three.second)
    all_three.members[all_three.second.pk][0] = also
    motion = all_three.debate(_opened(all_three).motion)
    all_three.put(motion)
    all_three.cast(all_three.host, "for")
    all_three.cast(all_three.second, "against")
    votes = all_three.votes()
    assert [votes[one.pk].cast.count() for one in (all_three.host, all_three.second)] == [1, 1]


def test_the_page_shows_bands_and_no_names_of_others(all_three: Together) -> None:
    all_three.open()
    member = all_three.members[all_three.third.pk][0]
    page = joint_page(all_three.joint_now(), [member], BEGINS)
    assert [(one.committee.name, one.band, one.is_own) for one in page.lines] == [
        ("Host", "fewer than 10", False),
        ("Second", "fewer than 10", False),
        ("Third", "fewer than 10", True),
    ]


def test_no_event_of_a_vote_names_a_voter(all_three: Together) -> None:
    motion = all_three.debate(_opened(all_three).motion)
    vote = all_three.put(motion)
    all_three.cast(all_three.second, "for", "for")
    all_three.declare(vote)
    voters = {one.public_id for one in all_three.members[all_three.second.pk]}
    named = Event.objects.filter(name__startswith="meetings.vote").values_list("actor", flat=True)
    assert voters.isdisjoint(named)


class _Opened:
    def __init__(self, together: Together) -> None:
        self.motion = together.motion(together.host)
        together.open()


def _opened(together: Together) -> _Opened:
    return _Opened(together)
