import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from ballots import queries as ballots
from ballots.models import RollEntry
from committees.models import Committee, Membership
from core.decision import Refused
from elections import queries
from elections.models import Election
from elections.operations.clockwork import advance_election
from elections.operations.nominations import withdraw_candidacy
from elections.operations.voiding import void_election
from elections.operations.voting import cast_vote
from tests import factories
from tests.factories import NOW
from tests.factories_elections import announced, members, number_of, stand, voting

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    coordinator: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    others = members(committee, 3)
    election = voting(committee, returning_officer, coordinator, *others)
    _clock(monkeypatch, election.voting_opens_at + timedelta(hours=1))
    return election


def _clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr("core.clock.now", lambda: moment)


def _url(election: Election) -> str:
    return f"/elections/{election.public_id}/vote/"


def _ranks(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'name="rank" value="(\d+)"', page)]


def test_voting_takes_as_many_taps_as_candidates_and_three_more(
    election: Election, member: Membership, as_: As
) -> None:
    browser, taps = as_(member), 0
    page = browser.get(f"/elections/{election.public_id}/").content.decode()
    assert f'href="{_url(election)}"' in page
    page, taps = browser.get(_url(election)).content.decode(), taps + 1
    for number in (3, 1, 4, 2):
        answer = browser.post(_url(election), {"rank": _ranks(page), "tap": number})
        page, taps = answer.content.decode(), taps + 1
    assert _ranks(page) == [3, 1, 4, 2]
    assert not election.contest.box.exists()
    page = browser.post(_url(election), {"rank": _ranks(page), "review": 1}).content.decode()
    answer = browser.post(_url(election), {"rank": _ranks(page), "cast": 1})
    assert taps + 2 == 4 + 3
    assert answer.url == f"/elections/{election.public_id}/vote/done/"
    assert ballots.read_back(election.contest, member.public_id) == [3, 1, 4, 2]
    done = browser.get(answer.url).content.decode()
    assert "Your vote is cast" in done
    assert "Voter" not in done


def test_a_tap_gives_the_next_rank_and_a_second_tap_takes_it_away(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).post(_url(election), {"rank": [3, 1], "tap": 3}).content.decode()
    assert _ranks(page) == [1]
    assert "is not ranked now" in page
    page = as_(member).post(_url(election), {"rank": [1], "tap": 2}).content.decode()
    assert "is your choice 2" in page
    assert re.search(r'id="tap2" aria-pressed="true"\s+autofocus', page)


@pytest.mark.parametrize(("verb", "kept"), [("up", "up"), ("down", "tap"), ("tap", "tap")])
def test_the_button_that_was_pressed_keeps_the_focus_while_it_lives(
    election: Election, member: Membership, as_: As, verb: str, kept: str
) -> None:
    ranks = [1, 2, 3] if verb == "up" else [1, 3, 2]
    page = as_(member).post(_url(election), {"rank": ranks, verb: 3}).content.decode()
    assert re.findall(r'id="(\w+)"[^>]* autofocus', page) == [f"{kept}3"]


@pytest.mark.parametrize(
    ("sent", "ranks"),
    [
        ({"up": 2}, [2, 1, 3]),
        ({"down": 2}, [1, 3, 2]),
        ({"up": 1}, [1, 2, 3]),
        ({"down": 3}, [1, 2, 3]),
        ({"up": 4}, [1, 2, 3]),
        ({"clear": 1}, []),
        ({"change": 1}, [1, 2, 3]),
    ],
)
def test_buttons_move_and_clear(
    election: Election, member: Membership, as_: As, sent: dict[str, int], ranks: list[int]
) -> None:
    page = as_(member).post(_url(election), {"rank": [1, 2, 3], **sent}).content.decode()
    assert _ranks(page) == ranks


def test_the_list_stays_in_place_with_re_open_nominations_last(
    election: Election, member: Membership, as_: As
) -> None:
    before = as_(member).get(_url(election)).content.decode()
    after = as_(member).post(_url(election), {"rank": [4], "tap": 1}).content.decode()
    order = re.findall(r'id="tap(\d+)"', before)
    assert order == re.findall(r'id="tap(\d+)"', after) == ["1", "2", "3", "4", "5"]
    assert election.contest.options.get(number=5).is_ron


def test_the_review_shows_the_ranking_in_order_and_who_is_not_ranked(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).post(_url(election), {"rank": [2, 1], "review": 1}).content.decode()
    names = dict(election.contest.options.values_list("number", "label"))
    assert page.index(names[2]) < page.index(names[1]) < page.index("Not ranked: 3")
    blank = as_(member).post(_url(election), {"review": 1}).content.decode()
    assert "This ballot is blank" in blank
    assert "Cast a blank ballot" in blank


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"rank": ["1", "1"], "cast": 1}, "Rank each once"),
        ({"rank": ["99"], "cast": 1}, "not a candidate"),
        ({"rank": ["x"], "review": 1}, "not readable"),
        ({"rank": ["1"], "tap": "99"}, "not a candidate"),
        ({"rank": ["1"], "tap": "<b>"}, "not readable"),
    ],
)
def test_what_does_not_fit_the_paper_gets_a_sentence_and_keeps_the_rest(
    election: Election, member: Membership, as_: As, sent: dict[str, object], sentence: str
) -> None:
    answer = as_(member).post(_url(election), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not election.contest.box.exists()


def test_more_than_the_most_ranks_get_a_sentence_and_keep_the_ranking(
    election: Election, member: Membership, as_: As
) -> None:
    election.contest.most_ranks = 2
    election.contest.save(update_fields=["most_ranks"])
    answer = as_(member).post(_url(election), {"rank": [1, 2], "tap": 3})
    assert answer.status_code == 422
    assert "at most 2" in answer.content.decode()
    assert _ranks(answer.content.decode()) == [1, 2]


def test_voting_again_shows_the_earlier_ballot_and_replaces_it(
    election: Election, member: Membership, as_: As
) -> None:
    browser = as_(member)
    browser.post(_url(election), {"rank": [2, 1], "cast": 1})
    page = browser.get(_url(election)).content.decode()
    assert _ranks(page) == [2, 1]
    assert "Casting again replaces your ballot." in page
    browser.post(_url(election), {"rank": [3], "cast": 1})
    assert ballots.read_back(election.contest, member.public_id) == [3]
    assert election.contest.box.count() == 1


def test_who_withdrew_is_off_the_earlier_ballot_and_the_page_says_so(
    election: Election, member: Membership, coordinator: Membership, as_: As
) -> None:
    browser, gone = as_(member), number_of(election, coordinator)
    browser.post(_url(election), {"rank": [gone, 5], "cast": 1})
    withdraw_candidacy(election.candidacies.get(membership=coordinator), by=coordinator, at=NOW)
    page = browser.get(_url(election)).content.decode()
    assert _ranks(page) == [5]
    assert "No longer standing, and taken off this ballot: Ana" in page
    answer = browser.post(_url(election), {"rank": [gone], "cast": 1})
    assert answer.status_code == 422
    assert "No longer standing: Ana" in answer.content.decode()


def test_after_the_close_the_page_says_so_and_shows_what_was_not_cast(
    election: Election, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    _clock(monkeypatch, election.voting_closes_at)
    names = dict(election.contest.options.values_list("number", "label"))
    for step in ("cast", "review", "tap"):
        answer = as_(member).post(_url(election), {"rank": [2, 1], step: 1})
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "Voting has closed." in page
        assert "This was not cast" in page
        assert names[2] in page
    assert as_(member).get(_url(election)).status_code == 403
    assert not election.contest.box.exists()


def test_a_close_between_the_question_and_the_ballot_is_told_the_same_way(
    election: Election, member: Membership, as_: As, secrets_folder: Path
) -> None:
    (secrets_folder / election.contest.public_id).unlink()
    answer = as_(member).post(_url(election), {"rank": [1], "cast": 1})
    assert answer.status_code == 403
    assert "Tell the returning officer" in answer.content.decode()
    assert "This was not cast" in answer.content.decode()


def test_who_joined_later_is_told_why_they_cannot_vote(
    election: Election, committee: Committee, as_: As
) -> None:
    late = factories.MembershipFactory(committee=committee)
    page = as_(late).get(_url(election))
    assert page.status_code == 403
    assert "You are not on the roll" in page.content.decode()
    assert as_(late).get(f"/elections/{election.public_id}/vote/done/").url == _url(election)


def test_only_members_who_are_members_now_vote(
    election: Election, member: Membership, outsider: Membership
) -> None:
    with pytest.raises(Refused, match="Only members of the committee"):
        cast_vote(election, choices=[1], by=outsider, at=election.voting_opens_at)
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=NOW)
    member.refresh_from_db()
    with pytest.raises(Refused, match="Only members of the committee"):
        cast_vote(election, choices=[1], by=member, at=election.voting_opens_at)


def test_before_the_opening_and_in_a_void_election_nobody_votes(
    committee: Committee, coordinator: Membership, member: Membership
) -> None:
    election = announced(committee, coordinator)
    stand(election, coordinator)
    with pytest.raises(Refused, match="not opened yet"):
        cast_vote(election, choices=[], by=member, at=NOW)
    election = void_election(election, because="No.", by=None, at=NOW)
    with pytest.raises(Refused, match="void"):
        cast_vote(election, choices=[], by=member, at=NOW)


def test_the_page_says_who_could_look_and_warns_where_few_vote(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    assert "Until voting closes, whoever runs this server could look." in page
    assert "the numbers alone may tell how somebody voted" in page


def test_nobody_sees_a_tally_before_the_close(
    election: Election,
    member: Membership,
    returning_officer: Membership,
    coordinator: Membership,
    as_: As,
) -> None:
    for path in ("", "vote/", "result/", "result.blt", "stages.csv", "ballots.txt"):
        pages = {}
        for voters in (0, 1):
            if voters:
                RollEntry.objects.filter(voter=coordinator.public_id).update(has_voted=False)
                cast_vote(election, choices=[1], by=coordinator, at=election.voting_opens_at)
            for who in (member, returning_officer):
                answer = as_(who).get(f"/elections/{election.public_id}/{path}")
                text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
                pages.setdefault(who.pk, set()).add((answer.status_code, text))
        assert all(len(seen) == 1 for seen in pages.values()), path


def test_the_ballot_page_is_stored_nowhere_and_asks_nobody_else(
    election: Election, member: Membership, as_: As
) -> None:
    answer = as_(member).get(_url(election))
    assert answer["Cache-Control"] == "no-store, private"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_ballot_page_takes_as_many_queries_for_fifty_candidates(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    election = voting(committee, coordinator, *members(committee, 50))
    _clock(monkeypatch, election.voting_opens_at)
    browser = as_(member)
    browser.post(_url(election), {"rank": [1, 2], "cast": 1})
    with django_assert_max_num_queries(9):
        page = browser.get(_url(election)).content.decode()
    assert page.count("What they say") == 50
    with django_assert_max_num_queries(8):
        browser.post(_url(election), {"rank": [1, 2], "tap": 3})


def test_home_learns_what_needs_a_vote_and_what_runs(
    election: Election, member: Membership, outsider: Membership
) -> None:
    now = election.voting_opens_at
    assert queries.needs_vote(member.user, now) == [election]
    assert queries.running(member.user, now) == [election]
    assert queries.needs_vote(member.user, election.voting_closes_at) == []
    assert queries.needs_vote(outsider.user, now) == queries.running(outsider.user, now) == []
    cast_vote(election, choices=[], by=member, at=now)
    assert queries.needs_vote(member.user, now) == []
    advance_election(election, at=election.challenge_ends_at)
    assert queries.running(member.user, now) == []


def test_the_list_of_elections_asks_for_the_vote_until_it_is_cast(
    election: Election, member: Membership, as_: As
) -> None:
    browser, listing = as_(member), f"/committees/{election.committee.public_id}/elections/"
    assert f'href="{_url(election)}"' in browser.get(listing).content.decode()
    browser.post(_url(election), {"rank": [1], "cast": 1})
    assert f'href="{_url(election)}"' not in browser.get(listing).content.decode()
    page = browser.get(f"/elections/{election.public_id}/").content.decode()
    assert "You have voted." in page
    assert "card-ask" not in page


def test_after_the_vote_the_page_says_what_is_protected_and_what_is_not(
    election: Election, member: Membership, as_: As
) -> None:
    browser = as_(member)
    browser.post(_url(election), {"rank": [1], "cast": 1})
    page = browser.get(f"{_url(election)}done/").content.decode()
    assert "What is protected" in page
    assert "whoever runs this server could look" in page
    assert "the numbers alone may tell how somebody voted" in page
    election.contest.roll_size = 10
    election.contest.save(update_fields=["roll_size"])
    assert "the numbers alone" not in browser.get(f"{_url(election)}done/").content.decode()


def test_a_long_statement_is_read_in_two_steps_and_a_short_one_in_one(
    election: Election, member: Membership, as_: As
) -> None:
    page = f"/elections/{election.public_id}/"
    first = election.candidacies.first()
    assert first
    for length, folded in ((400, False), (401, True)):
        first.statement = "x" * length
        first.save(update_fields=["statement"])
        text = as_(member).get(page).content.decode()
        assert ("Read all of it" in text) is folded
        assert "x" * length in text
