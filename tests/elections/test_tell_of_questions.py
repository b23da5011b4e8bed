from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from committees.models import Committee, Membership
from elections import schedule
from elections.models import Election
from elections.operations.clockwork import advance_election
from notices import audiences
from notices.models import Message
from tests.elections.hustings import asked_election
from tests.factories import MembershipFactory
from tests.factories_elections import (
    HustingsAnswerFactory,
    HustingsQuestionFactory,
    candidacy_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(committee: Committee) -> Membership:
    return MembershipFactory(committee=committee, chosen_name="Ada")


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, coordinator: Membership, ada: Membership
) -> Election:
    return asked_election(committee, returning_officer, coordinator, ada)


def _hour(election: Election, hour: int, days: int = 0) -> datetime:
    local = election.nominations_close_at.astimezone(election.committee.timezone)
    return local.replace(hour=hour, minute=20) + timedelta(days=days)


def _sent() -> list[Message]:
    return list(Message.objects.filter(template="elections/email/questions").order_by("pk"))


def _reached(message: Message) -> set[str]:
    found: Iterable[Any] = audiences.find(message.audience)(message.about)
    users = [one.user_id for one in found]
    return set(Membership.objects.filter(user__in=users).values_list("chosen_name", flat=True))


def test_once_a_day_in_one_hour_whoever_has_not_answered_hears_of_it(
    election: Election, ada: Membership
) -> None:
    schedule.tell_candidates(_hour(election, 15))
    assert not _sent()
    question = HustingsQuestionFactory(election=election)
    for hour in (7, 14, 16, 22):
        schedule.tell_candidates(_hour(election, hour))
    assert not _sent()
    for _tick in range(3):
        schedule.tell_candidates(_hour(election, 15))
    (message,) = _sent()
    assert not message.is_formal
    assert _reached(message) == {"Ada", "Ana"}
    HustingsAnswerFactory(question=question, candidacy=candidacy_of(election, ada))
    schedule.tell_candidates(_hour(election, 15, days=1))
    assert _reached(_sent()[1]) == {"Ana"}


def test_nobody_is_told_when_all_is_answered_or_taken_down_or_voting_has_opened(
    election: Election, ada: Membership, coordinator: Membership
) -> None:
    gone = {"text": "", "taken_down_by": "coordinator", "taken_down_ground": "abuse"}
    HustingsQuestionFactory(
        election=election,
        taken_down_at=_hour(election, 1),
        taken_down_because="An insult.",
        **gone,
    )
    schedule.tell_candidates(_hour(election, 15))
    question = HustingsQuestionFactory(election=election)
    for one in (ada, coordinator):
        HustingsAnswerFactory(question=question, candidacy=candidacy_of(election, one))
    schedule.tell_candidates(_hour(election, 15))
    HustingsQuestionFactory(election=election)
    advance_election(election, at=election.voting_opens_at)
    schedule.tell_candidates(_hour(election, 15, days=2))
    assert not _sent()


def test_who_has_left_is_told_nothing(election: Election, ada: Membership) -> None:
    HustingsQuestionFactory(election=election)
    Membership.objects.filter(pk=ada.pk).update(status="left", ended_at=_hour(election, 1))
    schedule.tell_candidates(_hour(election, 15))
    assert _reached(_sent()[0]) == {"Ana"}
