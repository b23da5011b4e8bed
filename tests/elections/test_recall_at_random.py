"""Whatever members do with a petition in whatever order: it is signed by as many as have signed."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from committees.models import Membership
from committees.operations.mandates import lay_down_office
from committees.operations.memberships import leave_committee
from core.decision import Refused
from elections.models import RecallPetition, RecallSignature
from elections.operations.recall_votes import advance_recall
from elections.operations.recalls import sign_recall, withdraw_signature
from tests.elections.recalling import opened
from tests.factories import NOW, CommitteeFactory, MembershipFactory, officer
from tests.factories_elections import members

PEOPLE = 8
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "sign", "sign", "withdraw", "leave", "join", "tick", "resign"]),
        st.integers(0, PEOPLE - 1),
    ),
    max_size=25,
)


class TestAtRandom(TestCase):
    """A small model beside the petition: who has signed, and who is there."""

    @given(steps=STEPS)
    @settings(max_examples=25, deadline=None)
    def test_the_count_is_the_count_of_those_who_signed_and_are_there(
        self, steps: list[tuple[str, int]]
    ) -> None:
        committee = CommitteeFactory(status="founded", founded_at=NOW)
        target = officer(committee, "coordinator", "Ana")
        people = members(committee, PEOPLE)
        mandate = target.mandates.get()
        petition, at = opened(mandate, people[0]), NOW
        signed, there = {0}, set(range(PEOPLE))
        for act, who in steps:
            at += timedelta(hours=1)
            by = Membership.objects.get(pk=people[who].pk)
            if act == "sign" and self._done(sign_recall, petition, by, at):
                signed = (signed | {who}) & there
                self._count_is(petition, signed)
            elif act == "withdraw" and self._done(withdraw_signature, petition, by, at):
                signed = (signed - {who}) & there
                self._count_is(petition, signed)
            elif act == "leave" and by.is_active and len(there) > 1:
                leave_committee(by, at=at)
                there -= {who}
            elif act == "join":
                late = MembershipFactory(committee=committee, joined_at=at)
                assert not self._done(sign_recall, petition, late, at)
            elif act == "resign" and who == 0:
                mandate.refresh_from_db()
                if mandate.status == "live":
                    lay_down_office(mandate, by=target, at=at)
            elif act == "tick":
                advance_recall(petition, at=at)
            self._holds(petition, mandate)

    def _done(self, operation: Any, petition: RecallPetition, by: Membership, at: Any) -> bool:
        try:
            operation(petition, by=by, at=at)
        except Refused:
            return False
        return True

    def _count_is(self, petition: RecallPetition, signed: set[int]) -> None:
        petition.refresh_from_db()
        assert petition.signed == len(signed)
        assert (petition.status != "open") == (len(signed) >= petition.needed)

    def _holds(self, petition: RecallPetition, mandate: Any) -> None:
        petition.refresh_from_db()
        held = RecallSignature.objects.filter(petition=petition).count()
        if petition.status == "open":
            assert petition.contest is None
            assert held <= petition.signed < petition.needed
        else:
            assert held == 0
        if petition.status == "fell":
            mandate.refresh_from_db()
            assert mandate.status == "ended"
        if petition.status in ("reached", "voting"):
            assert petition.contest is not None
            assert petition.contest.roll_size <= PEOPLE + 1
