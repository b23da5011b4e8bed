import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import serializers
from django.core.cache import cache
from django.test import Client

from accounts import limits
from accounts.models import Session
from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from elections import asking
from elections.models import Election, HustingsQuestion
from elections.operations.clockwork import advance_election
from elections.operations.hustings import ask_candidates
from elections.operations.voiding import void_election
from tests.architecture.walk import cached
from tests.elections.hustings import asked_election, soon
from tests.factories import NOW
from tests.factories_elections import HustingsQuestionFactory, announced

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee, returning_officer: Membership, member: Membership, coordinator: Membership
) -> Election:
    cache.clear()
    return asked_election(committee, returning_officer, coordinator)


@pytest.fixture(autouse=True)
def at_soon(election: Election, monkeypatch: pytest.MonkeyPatch) -> datetime:
    moment = soon(election)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return moment


def _url(election: Election) -> str:
    return f"/elections/{election.public_id}/ask/"


def _ask(election: Election, by: Membership, *, with_name: bool = False) -> HustingsQuestion:
    return ask_candidates(election, text="Why?", with_name=with_name, by=by, at=soon(election))


def test_a_member_asks_and_everybody_reads_it(
    election: Election, member: Membership, coordinator: Membership, as_: As
) -> None:
    answer = as_(member).post(_url(election), {"text": "What will you do first?"}, follow=True)
    page = answer.content.decode()
    assert "What will you do first?" in page
    assert "Asked without a name" in page
    assert "Has not answered yet." in page
    seen = as_(coordinator).get(f"/elections/{election.public_id}/hustings/").content.decode()
    assert "What will you do first?" in seen
    assert "1 question waits for your answer." in seen


def test_without_a_name_nothing_that_is_kept_leads_to_the_asker(
    election: Election, member: Membership, as_: As, caplog: pytest.LogCaptureFixture
) -> None:
    before = Event.objects.count()
    browser = as_(member)
    sessions = list(Session.objects.values())
    answer = browser.post(_url(election), {"text": "Who protects us?"})
    assert answer["Location"] == f"/elections/{election.public_id}/hustings/#newest"
    # Written right after the question, it would stand beside it in the order of rows.
    assert list(Session.objects.values()) == sessions
    question = HustingsQuestion.objects.get()
    row = serializers.serialize("json", [question])
    fields = json.loads(row)[0]["fields"]
    assert fields["asker"] is None
    known = (member.public_id, member.user.public_id, member.chosen_name)
    told = list(Event.objects.order_by("pk"))[before:]
    assert [one.name for one in told] == ["elections.candidates_asked"]
    text = row + str([vars(one) for one in told]) + caplog.text + cached()
    for word in known:
        assert word not in text
    # Neither says at which minute it was.
    assert (told[0].actor, told[0].at.minute, told[0].at.second) == ("", 0, 0)
    local = told[0].at.astimezone(election.committee.timezone)
    assert (local.hour, local.date()) == (0, question.asked_on)
    # The count in the cache goes with the day, not with the moment.
    store = cache._cache.get_client()
    left = {store.ttl(key) for key in store.keys("*limit:*")}
    assert all(0 < seconds <= limits.DAY for seconds in left)


def test_a_question_bears_a_name_where_its_asker_wants_it(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(f"/elections/{election.public_id}/hustings/").content.decode()
    assert "checked" not in page
    sent = {"text": "When do you report?", "with_name": "on"}
    page = as_(member).post(_url(election), sent, follow=True).content.decode()
    assert "<bdi>Marek</bdi>" in page
    assert HustingsQuestion.objects.get().asker == member
    assert Event.objects.get(name="elections.candidates_asked").actor == ""


def test_a_fourth_question_of_a_day_waits_for_tomorrow_and_its_text_stays(
    election: Election, member: Membership, coordinator: Membership, as_: As
) -> None:
    for number in range(3):
        _ask(election, member, with_name=bool(number))
    answer = as_(member).post(_url(election), {"text": "And this?"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "You have asked enough today." in page
    assert "And this?" in page
    assert HustingsQuestion.objects.count() == 3
    _ask(election, coordinator)


def test_the_count_in_the_cache_ends_with_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    monkeypatch.setattr(limits, "_count", lambda _key, seconds: kept.append(seconds) or 1)
    monkeypatch.setattr("accounts.limits.time.time", lambda: 10 * limits.DAY + 500)
    limits.consume("ask_candidates", asker="x")
    assert kept == [limits.DAY - 500]


@pytest.mark.parametrize("text", ["", "   ", "x" * 401, "\u0000"])
def test_a_question_that_is_none_comes_back_with_a_sentence(
    election: Election, member: Membership, as_: As, text: str
) -> None:
    answer = as_(member).post(_url(election), {"text": text})
    assert answer.status_code == 422
    assert not HustingsQuestion.objects.exists()


def test_what_somebody_asks_is_shown_as_text(
    election: Election, member: Membership, as_: As
) -> None:
    sent = {"text": "<script>alert(1)</script>"}
    page = as_(member).post(_url(election), sent, follow=True).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_questions_come_between_nominations_and_the_time_to_answer(
    election: Election, member: Membership, outsider: Membership, committee: Committee
) -> None:
    with pytest.raises(Refused, match="Only members"):
        ask_candidates(election, text="?", with_name=False, by=outsider, at=soon(election))
    late = asking.asking_ends(election)
    assert late == election.voting_opens_at - timedelta(hours=12)
    with pytest.raises(Refused, match="answer until voting opens"):
        ask_candidates(election, text="?", with_name=False, by=member, at=late)
    advance_election(election, at=election.voting_opens_at)
    with pytest.raises(Refused, match="The time to ask is over"):
        _ask(election, member)


def test_nobody_is_asked_before_it_is_settled_who_stands(
    election: Election, member: Membership, returning_officer: Membership, as_: As
) -> None:
    early = announced(election.committee, returning_officer, office="coordinator")
    with pytest.raises(Refused, match="once nominations have closed"):
        ask_candidates(early, text="?", with_name=False, by=member, at=NOW)
    page = as_(member).get(f"/elections/{early.public_id}/hustings/").content.decode()
    assert "Candidates are asked once nominations have closed." in page
    assert "Nobody stands yet." in page


def test_a_void_election_is_asked_nothing(
    election: Election, member: Membership, returning_officer: Membership, as_: As
) -> None:
    void_election(election, because="x", by=returning_officer, at=soon(election))
    with pytest.raises(Refused, match="The time to ask is over"):
        _ask(election, member)
    page = as_(member).get(f"/elections/{election.public_id}/hustings/").content.decode()
    assert "This election is over, and its questions and answers are deleted." in page


def test_a_hundred_questions_are_the_most(election: Election, member: Membership) -> None:
    HustingsQuestion.objects.bulk_create(
        HustingsQuestionFactory.build_batch(asking.MOST_QUESTIONS, election=election)
    )
    with pytest.raises(Refused, match="100 questions"):
        _ask(election, member)
