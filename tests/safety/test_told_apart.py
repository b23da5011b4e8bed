"""What is not for somebody is answered like what does not exist: nothing is found out by trying."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from committees.models import Committee, Membership
from tests.factories import CommitteeFactory
from tests.factories_announcements import AnnouncementFactory
from tests.factories_elections import announced
from tests.factories_joining import InvitationFactory, JoinRequestFactory
from tests.factories_meetings import MeetingFactory, MotionFactory

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NOBODYS = "234567892345"  # an identifier that nothing has
CHANGING = {"Content-Length", "Expires"}  # the identifier, and the second
MASK = re.compile(rb'(?:csrfmiddlewaretoken" value|nonce)="[^"]*"')


def _answered(browser: Client, path: str) -> dict[str, Any]:
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    identifiers = re.compile(
        b"|".join(re.escape(part.encode()) for part in path.split("/") if part)
    )
    return {
        "status": answer.status_code,
        "headers": {name: value for name, value in answer.items() if name not in CHANGING},
        "body": identifiers.sub(b"", MASK.sub(b"", answer.content)),
        "queries": len(queries),
    }


def _paths(committee: Committee, officer: Membership) -> dict[str, str]:
    """An address of each kind that members of this committee see."""
    election = announced(committee, officer)
    return {
        f"/meetings/{MeetingFactory(committee=committee).public_id}/": "a meeting",
        f"/motions/{MotionFactory(committee=committee).public_id}/": "a motion",
        f"/elections/{election.public_id}/": "an election",
        f"/announcements/{AnnouncementFactory(committee=committee).public_id}/": "an announcement",
        f"/committees/{committee.public_id}/roll/": "the roll",
        f"/committees/{committee.public_id}/join-requests/": "who asks to join",
        f"/committees/{committee.public_id}/powers/": "the powers",
    }


def test_what_another_committee_holds_is_as_what_is_not(
    committee: Committee, returning_officer: Membership, outsider: Membership, as_: As
) -> None:
    JoinRequestFactory(committee=committee)
    for path, what in _paths(committee, returning_officer).items():
        there = _answered(as_(outsider), path)
        nowhere = _answered(as_(outsider), re.sub(r"/[a-z0-9]{12}/", f"/{NOBODYS}/", path))
        assert there["status"] == 404, what
        assert there == nowhere, what


def test_a_committee_that_is_not_listed_is_as_one_that_is_not(
    as_: As, outsider: Membership
) -> None:
    hidden = CommitteeFactory(status="founded", founded_at="2026-03-04T12:00Z", shows=[])
    for person in (None, outsider):
        there = _answered(as_(person), f"/committees/{hidden.public_id}/")
        assert there["status"] == 404
        assert there == _answered(as_(person), f"/committees/{NOBODYS}/")
    page = as_(None).get(f"/campuses/{hidden.campus.public_id}/").content.decode()
    assert hidden.name not in page
    assert hidden.public_id not in page


def test_a_link_that_was_guessed_is_answered_alike_however_near_it_came(
    member: Membership, as_: As
) -> None:
    InvitationFactory(made_by=member, token="a-token-of-an-invitation")
    near = _answered(as_(None), "/i/a-token-of-an-invitatioN/")
    assert near["status"] == 404
    assert near == _answered(as_(None), "/i/something-else-altogether/")


def test_who_asks_to_join_cannot_learn_whose_address_is_known(
    member: Membership, as_: As, db: None
) -> None:
    """Signing in is the one door: the same page follows for a member, a stranger, and nobody."""
    User.objects.create_user("stranger@mail.example")
    answers = []
    for address in (member.user.email, "stranger@mail.example", "nobody@mail.example"):
        browser = Client()
        path = f"/committees/{member.committee.public_id}/join/"
        sent = browser.post("/sign-in/", {"address": address, "next": path})
        shown = browser.get(sent["Location"]).content.replace(address.encode(), b"")
        answers.append((sent.status_code, sent["Location"], MASK.sub(b"", shown)))
    assert answers[0] == answers[1] == answers[2]
