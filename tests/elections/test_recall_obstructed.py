"""Every way to delay, hide, run, pack or shake off a recall that we could think of, and what comes of it."""

import inspect
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Mandate, Membership, Office
from committees.operations.committees import dissolve_committee, edit_committee
from committees.operations.mandates import end_mandate, give_mandate, lay_down_office, share_office
from committees.operations.memberships import admit_member, change_chosen_name, leave_committee
from core.decision import Refused
from elections import permissions, schedule
from elections.models import Election, RecallPetition
from elections.operations import recall_votes, recalls
from elections.operations.recall_votes import advance_recall
from elections.operations.recalls import open_recall, sign_recall, withdraw_signature
from notices import audiences
from notices.models import Message
from tests.architecture.urls import ours
from tests.elections.recalling import called, decided, opened, signed, voting
from tests.factories import NOW, MandateFactory, UserFactory, officer
from tests.factories_recalls import RecallFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
As = Callable[..., Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def target(committee: Committee, coordinator: Membership) -> Membership:
    """Carries every office at once."""
    for office in (Office.MEMBERSHIP_SECRETARY, Office.RETURNING_OFFICER):
        MandateFactory(membership=coordinator, office=office)
    return Membership.objects.get(pk=coordinator.pk)


# Running it -------------------------------------------------------------------------------------


def test_no_officer_has_a_lever() -> None:
    """Nothing of a recall asks for an office, and what members press is four buttons and a ballot."""
    for room in (permissions.recalls, permissions.recall_votes):
        assert "holds(" not in inspect.getsource(room)
    names = {one.name for one in ours() if one.app == "elections" and "recall" in one.pattern}
    assert names == {
        "open-recall", "recall", "sign-recall", "withdraw-signature", "answer-recall",
        "cast-recall-vote", "take-recall-paper", "recall-board",
    }  # fmt: skip
    for name in (
        "call_recall_vote", "open_recall_vote", "close_recall_vote", "decide_recall",
        "repeat_recall_vote", "void_recall", "drop_recall", "lapse_recall",
    ):  # fmt: skip
        assert "by" not in inspect.signature(getattr(recall_votes, name)).parameters


def test_the_reason_is_changed_or_taken_down_by_nobody() -> None:
    writes = [name for name, _f in inspect.getmembers(recalls, inspect.isfunction)]
    assert "reason =" not in inspect.getsource(recall_votes)
    assert inspect.getsource(recalls).count("reason=reason") == 1
    assert not [name for name in writes if "take_down" in name or "change_reason" in name]


def test_the_clock_runs_it_though_the_person_is_returning_officer(
    mandate: Mandate, target: Membership, people: list[Membership], as_: As
) -> None:
    petition = voting(mandate, people)
    for path in ("sign", "withdraw", "reply"):
        page = f"/recalls/{petition.public_id}/{path}/"
        assert as_(target).post(page, {"reply": "No."}).status_code == 403
    assert petition.contest
    assert not Election.objects.filter(contest=petition.contest).exists()
    assert {one.is_host for one in petition.contest.holders.all()} == {True}
    assert decided(petition, end=people[:5]).status == "carried"


def test_the_person_may_vote_and_no_more(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = decided(voting(mandate, people), end=people[:5], keep=[target])
    assert (petition.status, petition.votes_against) == ("carried", 1)


def test_the_person_cannot_open_or_sign_one_to_choose_its_words_or_win_the_pause(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    with pytest.raises(Refused, match="your own mandate"):
        open_recall(mandate, reason="None.", by=target, at=NOW)
    with pytest.raises(Refused, match="your own mandate"):
        sign_recall(opened(mandate, people[0]), by=target, at=NOW)


# Hiding it --------------------------------------------------------------------------------------


def test_whoever_it_is_hears_of_it_with_everybody_and_no_sooner(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    opened(mandate, people[0])
    (message,) = Message.objects.all()
    told = {one.user_id for one in audiences.find(message.audience)(message.about)}
    assert told == {one.user_id for one in [target, *people]}
    assert message.due_at == NOW
    assert message.is_formal


@pytest.mark.parametrize("status", ["open", "reached", "voting"])
def test_every_member_finds_it_whatever_an_officer_does(
    mandate: Mandate, target: Membership, people: list[Membership], as_: As, status: str
) -> None:
    by_status = {"open": lambda: opened(mandate, people[0])}
    by_status |= {"reached": lambda: called(mandate, people)}
    by_status |= {"voting": lambda: voting(mandate, people)}
    petition = by_status[status]()
    dissolve_committee(petition.committee, by=target, at=NOW)
    Committee.objects.update(status="dissolved", dissolved_at=NOW)
    page = f"/recalls/{petition.public_id}/"
    for one in (people[7], target):
        assert as_(one).get(page).status_code == 200
        listed = as_(one).get(reverse("mandates", args=[petition.committee.public_id]))
        assert page in listed.content.decode()


def test_no_officer_sees_who_signed(
    mandate: Mandate, secretary: Membership, people: list[Membership], as_: As
) -> None:
    petition = signed(opened(mandate, people[0]), people[1:3])
    text = as_(secretary).get(f"/recalls/{petition.public_id}/").content.decode()
    assert "3 of the 4 members needed" in text
    for one in people[:3]:
        assert one.chosen_name not in text
        assert one.public_id not in text


# Delaying it ------------------------------------------------------------------------------------


def test_rules_that_are_raised_meanwhile_do_not_hold_for_it(
    mandate: Mandate, committee: Committee, people: list[Membership]
) -> None:
    petition = opened(mandate, people[0])
    committee.rules = {
        "recall_percent": 25, "recall_at_least": 20, "recall_days": 14, "recall_pause_days": 90,
        "recall_reply_words": 1000, "roll_days": 30,
    }  # fmt: skip
    committee.save()
    petition = signed(petition, people[1:4])
    assert petition.status == "reached"
    assert petition.voting_closes_at
    assert petition.voting_closes_at <= NOW + 7 * DAY
    petition = advance_recall(petition, at=petition.voting_opens_at or NOW)
    lost = decided(petition, keep=people[:5])
    assert lost.ended_at
    again = opened(mandate, people[0], at=lost.ended_at)
    assert again.doubled_until == lost.ended_at + 30 * DAY


def test_a_clock_set_to_another_zone_moves_no_moment(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = called(mandate, people)
    moments = (petition.voting_opens_at, petition.voting_closes_at)
    edit_committee(petition.committee, {"timezone": "Pacific/Kiritimati"}, by=target, at=NOW)
    petition = advance_recall(petition, at=petition.voting_opens_at or NOW)
    assert (petition.voting_opens_at, petition.voting_closes_at) == moments


def test_an_admission_spree_raises_nothing_and_packs_no_roll(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = opened(mandate, people[0])
    friends = [
        admit_member(petition.committee, UserFactory(), f"Friend {n}", at=NOW + HOUR, by=target)
        for n in range(40)
    ]
    petition = signed(petition, people[1:4], at=NOW + 2 * HOUR)
    assert (petition.status, petition.needed) == ("reached", 4)
    assert petition.contest
    assert petition.contest.roll_size == 31
    petition = advance_recall(petition, at=petition.voting_opens_at or NOW)
    for one in friends:
        with pytest.raises(Refused, match="not on the roll"):
            recall_votes.take_recall_paper(
                petition, envelope=b"", ballot=b"", by=one, at=petition.voting_opens_at or NOW
            )
    assert decided(petition, end=people[:5]).status == "carried"


def test_who_signs_and_leaves_takes_the_signature_along_and_no_more(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = signed(opened(mandate, people[0]), people[1:3])
    leave_committee(people[0], at=NOW)
    leave_committee(people[1], at=NOW)
    assert signed(petition, people[3:5]).signed == 3
    assert signed(petition, people[5:6]).status == "reached"


def test_who_comes_back_signs_no_second_time(mandate: Mandate, people: list[Membership]) -> None:
    petition = opened(mandate, people[0])
    sign_recall(petition, by=people[1], at=NOW)
    user = people[1].user
    assert user
    leave_committee(people[1], at=NOW + HOUR)
    again = admit_member(petition.committee, user, "Back again", at=NOW + 2 * HOUR)
    with pytest.raises(Refused, match="joined after"):
        sign_recall(petition, by=again, at=NOW + 2 * HOUR)
    petition.refresh_from_db()
    assert signed(petition, people[2:3]).signed == 2


def test_a_friend_who_opens_one_first_keeps_nobody_from_signing(
    mandate: Mandate, people: list[Membership]
) -> None:
    friend = people[0]
    petition = open_recall(mandate, reason="None at all.", by=friend, at=NOW)
    withdraw_signature(petition, by=friend, at=NOW)
    assert signed(petition, people[1:5]).status == "reached"


def test_a_friend_who_opens_one_in_the_pause_lengthens_it_for_nobody(
    mandate: Mandate, people: list[Membership]
) -> None:
    lost = decided(voting(mandate, people), keep=people[:5])
    assert lost.ended_at
    friend = people[0]
    doubled = opened(mandate, friend, at=lost.ended_at + 29 * DAY)
    withdraw_signature(doubled, by=friend, at=lost.ended_at + 29 * DAY)
    assert signed(doubled, people[1:5], at=lost.ended_at + 30 * DAY).status == "reached"


def test_a_dissolved_committee_still_signs_votes_and_decides(
    mandate: Mandate, committee: Committee, people: list[Membership]
) -> None:
    petition = opened(mandate, people[0])
    Committee.objects.filter(pk=committee.pk).update(status="dissolved", dissolved_at=NOW)
    petition = signed(petition, people[1:4])
    petition = advance_recall(petition, at=petition.voting_opens_at or NOW)
    assert decided(petition, end=people[:5]).status == "carried"


def test_another_name_changes_nothing(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = voting(mandate, people)
    fingerprint = petition.contest.fingerprint if petition.contest else ""
    change_chosen_name(target, "Nobody at all", at=NOW)
    petition.refresh_from_db()
    assert petition.contest
    assert petition.contest.fingerprint == fingerprint
    assert decided(petition, end=people[:5]).status == "carried"


def test_members_who_leave_in_crowds_hold_up_no_count(
    mandate: Mandate, people: list[Membership]
) -> None:
    petition = voting(mandate, people)
    for one in people[10:]:
        leave_committee(one, at=NOW)
    petition = decided(petition, end=people[:5])
    assert petition.status == "carried"
    assert petition.contest
    assert petition.contest.roll_size == 31


# Shaking it off ---------------------------------------------------------------------------------


def test_who_resigns_has_ended_the_mandate_and_the_petition(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = signed(opened(mandate, people[0]), people[1:3])
    lay_down_office(mandate, by=target, at=NOW)
    with pytest.raises(Refused, match="mandate has ended"):
        sign_recall(petition, by=people[3], at=NOW)
    schedule.advance_recalls(NOW)
    petition.refresh_from_db()
    assert (petition.status, petition.signatures.count()) == ("fell", 0)
    assert not Message.objects.filter(template__endswith="no_result").exists()


def test_who_leaves_the_committee_has_ended_it_too(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = called(mandate, people)
    leave_committee(target, at=NOW)
    petition = advance_recall(petition, at=NOW)
    assert petition.status == "fell"
    assert "Ana" not in str(RecallPetition.objects.filter(pk=petition.pk).values().get())


def test_a_term_that_ends_meanwhile_ends_it(mandate: Mandate, people: list[Membership]) -> None:
    petition = voting(mandate, people)
    end_mandate(mandate, because="term", by=None, at=NOW + 3 * DAY)
    petition = advance_recall(petition, at=NOW + 3 * DAY)
    assert petition.status == "fell"


def test_who_is_elected_anew_meanwhile_has_a_new_mandate(
    mandate: Mandate, target: Membership, people: list[Membership]
) -> None:
    petition = called(mandate, people)
    new = give_mandate(target, office="coordinator", source="election", decision="e", at=NOW)
    assert advance_recall(petition, at=NOW).status == "fell"
    again = opened(new, people[0])
    assert (again.status, again.doubled_until) == ("open", None)


def test_who_was_recalled_is_not_handed_the_office_back_by_a_friend(
    committee: Committee, target: Membership, mandate: Mandate, people: list[Membership]
) -> None:
    friend = officer(committee, Office.COORDINATOR, "Fritz")
    petition = decided(voting(mandate, people), end=people[:5])
    assert petition.ended_at
    with pytest.raises(Refused, match="recalled"):
        share_office(target, office="coordinator", by=friend, at=petition.ended_at)
    user = target.user
    assert user
    leave_committee(target, at=petition.ended_at)
    back = admit_member(committee, user, "Ana again", at=petition.ended_at)
    with pytest.raises(Refused, match="recalled"):
        share_office(back, office="coordinator", by=friend, at=petition.ended_at)


# Elsewhere --------------------------------------------------------------------------------------


def test_another_committee_sees_and_touches_nothing(
    mandate: Mandate, people: list[Membership], outsider: Membership, as_: As
) -> None:
    petition = voting(mandate, people)
    browser, page = as_(outsider), f"/recalls/{petition.public_id}/"
    for path in ("", "vote/", "board/", "reply/"):
        assert browser.get(f"{page}{path}").status_code == 404
    for path in ("sign/", "withdraw/", "paper/"):
        assert browser.post(f"{page}{path}").status_code == 404


def test_one_petition_touches_no_other(
    mandate: Mandate, secretary: Membership, people: list[Membership]
) -> None:
    other = RecallFactory(mandate=secretary.mandates.get())
    assert decided(voting(mandate, people), end=people[:5]).status == "carried"
    other.refresh_from_db()
    assert (other.status, other.signed) == ("open", 0)
