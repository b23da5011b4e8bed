"""The ballot page: what the server says of it. Voting itself is in tests/browser/test_booth.py."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.contrib.staticfiles import finders
from django.test import Client

from ballots import booth, definitions
from committees.models import Committee, Membership
from elections import permissions
from elections.models import Election
from elections.operations.nominations import withdraw_candidacy
from tests import factories
from tests.factories import NOW
from tests.factories_elections import members, number_of, voting
from tests.voting import vote

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
built = pytest.mark.skipif(not booth.is_built(), reason="the booth is not built here")


@pytest.fixture
def election(
    committee: Committee,
    returning_officer: Membership,
    coordinator: Membership,
    member: Membership,
    monkeypatch: pytest.MonkeyPatch,
) -> Election:
    election = voting(committee, returning_officer, coordinator, *members(committee, 3))
    moment = election.voting_opens_at + timedelta(hours=1)
    monkeypatch.setattr("core.clock.now", lambda: moment)
    return election


@pytest.fixture
def fresh() -> Iterator[None]:
    """Whether the booth is built is asked once in a process."""
    for known in (booth.is_built, finders.get_finder):
        known.cache_clear()
    yield
    for known in (booth.is_built, finders.get_finder):
        known.cache_clear()


def _url(election: Election) -> str:
    return f"/elections/{election.public_id}/vote/"


def _about(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page)
    assert found
    about: dict[str, Any] = json.loads(found[1])
    return about


@built
def test_the_page_says_where_the_box_and_the_paper_are(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    contest = election.contest.public_id
    for attribute in (
        f'data-contest="{contest}"',
        f'data-box="/box/{contest}/"',
        f'data-paper="/elections/{election.public_id}/paper/"',
        f'data-reader="{member.public_id}"',
        'data-has-paper=""',
    ):
        assert attribute in page
    assert re.search(r'data-token="\w{64}"', page)
    assert re.search(r'data-worker="/static/built/booth-worker\.\w+\.js"', page)


@built
def test_the_box_may_live_at_an_origin_of_its_own(
    election: Election, member: Membership, as_: As, settings: Any
) -> None:
    settings.BALLOT_BOX_ORIGIN = "https://box.example"
    page = as_(member).get(_url(election)).content.decode()
    assert f'data-box="https://box.example/box/{election.contest.public_id}/"' in page


@built
def test_the_fingerprint_is_not_on_the_page(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    definition = definitions.of(election.contest.public_id)
    assert election.contest.fingerprint not in page
    assert " ".join(definition.words) not in page


@built
def test_statements_stand_under_the_numbers_of_the_paper(
    election: Election, member: Membership, coordinator: Membership, as_: As
) -> None:
    gone = number_of(election, coordinator)
    withdraw_candidacy(election.candidacies.get(membership=coordinator), by=coordinator, at=NOW)
    about = _about(as_(member).get(_url(election)).content.decode())
    assert set(about) == {"1", "2", "3", "4", "5"}
    assert {one["statement"] for number, one in about.items() if number != "5"} == {
        "I will carry it."
    }
    assert about["5"]["statement"] == ""  # re-open nominations
    assert [int(number) for number, one in about.items() if one["isWithdrawn"]] == [gone]


@built
def test_a_statement_cannot_break_out_of_the_page(
    election: Election, member: Membership, as_: As
) -> None:
    evil = "</script><script>alert(1)</script>"
    election.candidacies.update(statement=evil)
    page = as_(member).get(_url(election)).content.decode()
    assert "alert(1)</script>" not in page
    assert _about(page)["1"]["statement"] == evil


@built
def test_who_has_a_paper_is_told_to_look_for_it_when_this_browser_has_none(
    election: Election, member: Membership, as_: As
) -> None:
    vote(election, choices=[1], by=member, at=election.voting_opens_at)
    page = as_(member).get(_url(election)).content.decode()
    assert 'data-has-paper="yes"' in page


@built
def test_the_page_shows_which_program_it_loads(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    shown = dict(booth.hashes())
    assert set(shown) == set(booth.PROGRAM)
    for digest in shown.values():
        assert digest in page


@built
def test_every_screen_and_word_that_the_program_asks_for_is_on_the_page(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    source = "".join(
        file.read_text()
        for file in (Path(product.BASE_DIR) / "frontend/booth").glob("*.ts")
        if not file.name.endswith(".test.ts")
    )
    wanted = {
        "screen": r'screens?\.show\("(\w+)"\)',
        "when": r'screens?\.when\("([\w-]+)"',
        "fill": r'screens?\.fill\("([\w-]+)"',
        "word": r'\.word\("([\w-]+)"',
        "part": r'screens?\.part\("([\w-]+)"\)',
        "do": r'screens?\.on\("(\w+)"',
    }
    for attribute, pattern in wanted.items():
        names = set(re.findall(pattern, source))
        assert names, attribute
        there = set(" ".join(re.findall(rf'data-{attribute}="([^"]*)"', page)).split())
        assert names <= there, (attribute, names - there)


@built
def test_the_program_holds_no_sentence() -> None:
    folder = Path(product.BASE_DIR) / "frontend/booth"
    for name in ("flow", "paper_list", "screens", "watch", "page", "page_parts"):
        code = re.sub(r"//.*|/\*.*?\*/", "", (folder / f"{name}.ts").read_text(), flags=re.DOTALL)
        sentences = re.findall(r'"[A-Z][a-z]+ [a-z]+[^"]*"', code)
        assert not sentences, (name, sentences)


@pytest.mark.usefixtures("fresh")
def test_where_the_booth_was_not_built_the_page_says_why_nobody_can_vote(
    election: Election, member: Membership, as_: As, settings: Any, tmp_path: Path
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    page = as_(member).get(_url(election)).content.decode()
    assert "Nobody can vote in the browser on this server" in page
    assert "data-worker" not in page
    assert "booth.js" not in page


@pytest.mark.usefixtures("fresh")
def test_files_collected_without_the_booth_are_believed(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_COLLECTED = True
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    assert not booth.is_built()
    assert booth.hashes() == []
    (tmp_path / "built").mkdir()
    (tmp_path / "built/hashes.json").write_text('{"booth.js": "ab", "board.js": "cd"}')
    assert booth.hashes() == [("booth.js", "ab")]


def test_without_javascript_one_is_sent_to_paper_and_not_to_a_weaker_path(
    election: Election, member: Membership, as_: As
) -> None:
    page = as_(member).get(_url(election)).content.decode()
    if booth.is_built():
        assert "Without it you vote on paper" in page
    assert "<form" not in page.split('id="booth"')[1].split("<footer")[0]
    assert as_(member).post(_url(election)).status_code == 405


def test_who_joined_later_is_told_why_they_cannot_vote(
    election: Election, committee: Committee, as_: As
) -> None:
    late = factories.MembershipFactory(committee=committee)
    page = as_(late).get(_url(election))
    assert page.status_code == 403
    assert "You are not on the roll" in page.content.decode()


def test_after_the_close_the_page_says_so_and_watches_over_the_ballot(
    election: Election, member: Membership, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.clock.now", lambda: election.voting_closes_at)
    answer = as_(member).get(_url(election))
    assert answer.status_code == 403
    assert "Voting has closed." in answer.content.decode()
    if booth.is_built():
        assert "data-ballot-watch" in answer.content.decode()


def test_the_ballot_page_is_stored_nowhere_and_asks_nobody_else(
    election: Election, member: Membership, as_: As
) -> None:
    answer = as_(member).get(_url(election))
    assert answer["Cache-Control"] == "no-store, private"
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "worker-src 'self'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@built
def test_the_ballot_page_takes_as_many_queries_for_fifty_candidates(
    committee: Committee,
    coordinator: Membership,
    member: Membership,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    election = voting(committee, coordinator, *members(committee, 50))
    monkeypatch.setattr("core.clock.now", lambda: election.voting_opens_at)
    browser = as_(member)
    with django_assert_max_num_queries(9):
        page = browser.get(_url(election)).content.decode()
    assert len(_about(page)) == 51


def test_who_has_left_does_not_vote(election: Election, member: Membership) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", ended_at=NOW)
    member.refresh_from_db()
    decision = permissions.cast_vote(member, election, None, election.voting_opens_at)
    assert decision.reason == "Only members of the committee can vote."
    taken = permissions.take_paper(member, election, None, election.voting_opens_at)
    assert taken.reason == decision.reason
