"""What an invitation's link opens, for anybody."""

from datetime import datetime, timedelta

import pytest
import time_machine

from committees.models import Committee, Invitation, Membership
from tests import factories
from tests.committees.joining import NAUGHTY, As
from tests.factories_joining import InvitationFactory


@pytest.fixture(autouse=True)
def _then(now: datetime) -> object:
    with time_machine.travel(now, tick=False):
        yield


def test_a_visitor_reads_which_committee_it_is_and_nobodys_name(
    secretary: Membership, member: Membership, as_: As
) -> None:
    InvitationFactory(made_by=member, token="open-me")
    response = as_(None).get("/i/open-me/")
    page = response.content.decode()
    assert response.status_code == 200
    assert member.committee.name in page
    assert "To meet and decide together." in page
    assert "Marek" not in page
    assert "Sefa" not in page
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_looking_uses_nothing_however_often_a_preview_looks(member: Membership, as_: As) -> None:
    InvitationFactory(made_by=member, token="look")
    for _ in range(3):
        assert as_(None).get("/i/look/").status_code == 200
        assert as_(None).head("/i/look/").status_code == 200
    assert Invitation.objects.filter(used_at=None).count() == 1


def test_the_title_that_link_previews_show_names_no_committee(member: Membership, as_: As) -> None:
    InvitationFactory(made_by=member, token="title")
    title = as_(None).get("/i/title/").content.decode().split("<title>")[1].split("</title>")[0]
    assert member.committee.name not in title


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"used_at": factories.NOW}, "used already"),
        ({"withdrawn_at": factories.NOW}, "been withdrawn"),
        (
            {
                "made_at": factories.NOW - timedelta(hours=72),
                "expires_at": factories.NOW,
            },
            "72 hours",
        ),
    ],
)
def test_what_is_over_says_so_with_410_and_names_nobody(
    fields: dict[str, datetime], sentence: str, member: Membership, outsider: Membership, as_: As
) -> None:
    InvitationFactory(made_by=member, token="over", **fields)
    for browser, tail in ((as_(None), ""), (as_(outsider), ""), (as_(outsider), "join/")):
        response = browser.get(f"/i/over/{tail}")
        page = response.content.decode()
        assert response.status_code == 410
        assert sentence in page
        assert "Marek" not in page
        assert member.committee.name not in page


def test_an_invitation_ends_with_its_makers_membership(
    member: Membership, as_: As, now: datetime
) -> None:
    InvitationFactory(made_by=member, token="left")
    Membership.objects.filter(pk=member.pk).update(
        status="left", ended_at=now, chosen_name="", folded_name=""
    )
    assert as_(None).get("/i/left/").status_code == 410


def test_an_invitation_into_a_dissolved_committee_is_over(
    member: Membership, as_: As, now: datetime
) -> None:
    InvitationFactory(made_by=member, token="gone")
    Committee.objects.filter(pk=member.committee_id).update(status="dissolved", dissolved_at=now)
    assert as_(None).get("/i/gone/").status_code == 410


@pytest.mark.parametrize("token", ["nothing", "x" * 5000, "%00", "a~b", "%E2%80%AE"])
def test_a_link_to_nothing_says_so(token: str, as_: As, outsider: Membership) -> None:
    response = as_(None).get(f"/i/{token}/")
    assert response.status_code == 404
    assert "nothing behind this link" in response.content.decode()
    assert as_(outsider).get(f"/i/{token}/join/").status_code == 404


def test_a_member_is_led_to_the_committee(member: Membership, as_: As) -> None:
    InvitationFactory(made_by=member, token="mine")
    for tail in ("", "join/"):
        response = as_(member).get(f"/i/mine/{tail}")
        assert response["Location"] == f"/committees/{member.committee.public_id}/"


def test_members_texts_are_shown_and_never_run(member: Membership, as_: As) -> None:
    InvitationFactory(made_by=member, token="naughty")
    for text in NAUGHTY:
        Committee.objects.filter(pk=member.committee_id).update(name=text[:120], aims=text)
        page = as_(None).get("/i/naughty/").content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert ">14" not in page


def test_a_visitor_who_joins_is_led_through_sign_in_and_back(member: Membership, as_: As) -> None:
    InvitationFactory(made_by=member, token="later")
    response = as_(None).get("/i/later/join/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/i/later/join/")
