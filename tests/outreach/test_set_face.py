"""What everybody sees of a committee: a coordinator sets it with notice, or a meeting decides."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from meetings import effects
from meetings.operations.questions import set_aside_vote
from notices.models import Message
from outreach.effects import showing
from outreach.operations.contact_form_face import set_face
from tests.factories_places import AdoptedFactory
from tests.meetings.voting import Hall

pytestmark = pytest.mark.django_db
As = Callable[[object], Client]
NOWHERE = "z" * 12


def test_a_coordinator_sets_it_and_every_member_is_told_once(
    committee: Committee, coordinator: Membership, as_: As
) -> None:
    path = f"/committees/{committee.public_id}/face/"
    assert as_(coordinator).get(path).status_code == 200
    assert as_(coordinator).post(path, {"shows": ["listed", "aims"]}).status_code == 302
    as_(coordinator).post(path, {"shows": ["aims", "listed"]})
    committee.refresh_from_db()
    assert committee.shows == ["listed", "aims"]
    assert Message.objects.get().audience == "committees.members"
    html = as_(None).get(f"/committees/{committee.public_id}/").content.decode()
    assert "To meet and decide together." in html
    assert "<dt>Members</dt>" not in html
    answer = as_(coordinator).post(path, {"shows": ["aims"]})
    assert answer.status_code == 422


def test_members_read_for_two_weeks_that_a_coordinator_alone_took_it_off_the_public_pages(
    committee: Committee, coordinator: Membership, member: Membership, as_: As, now: datetime
) -> None:
    home, words = f"/committees/{committee.public_id}/", "took the committee off the public pages"
    set_face(committee, ["aims"], by=coordinator, at=now)
    with time_machine.travel(now, tick=False):
        page = as_(member).get(home).content.decode()
        assert f": a coordinator {words}." in page
        assert f"/committees/{committee.public_id}/face/" in page
        set_face(committee, ["listed"], by=coordinator, at=now)
        page = as_(member).get(home).content.decode()
        assert "a coordinator changed what everybody sees." in page
    with time_machine.travel(now + timedelta(days=14), tick=False):
        assert words not in as_(member).get(home).content.decode()


def test_what_a_meeting_hides_is_no_notice_about_a_coordinator(
    committee: Committee, member: Membership, as_: As, now: datetime
) -> None:
    set_face(committee, ["aims"], by=None, at=now)
    page = as_(member).get(f"/committees/{committee.public_id}/").content.decode()
    assert "off the public pages" not in page


def test_a_member_puts_it_to_a_meeting(committee: Committee, member: Membership, as_: As) -> None:
    path = f"/committees/{committee.public_id}/face/"
    assert as_(member).post(path, {"shows": ["listed"]}).status_code == 403
    answer = as_(member).post(path, {"shows": ["listed", "contact"], "motion": "1"})
    form = as_(member).get(answer["Location"]).context["form"]
    assert "A form to write to it" in form["resolves"].value()


def test_a_dissolved_committee_shows_nothing_more(
    committee: Committee, coordinator: Membership, now: datetime
) -> None:
    committee.status = "dissolved"
    committee.dissolved_at = now
    committee.save()
    with pytest.raises(Refused, match="dissolved"):
        set_face(committee, [], by=coordinator, at=now)


def test_a_meeting_decides_it_without_a_mail_and_can_hide_the_committee(
    hall: Hall, as_: As
) -> None:
    motion = hall.motion(effect=showing([]))
    assert "nothing" in effects.said(motion)
    vote = hall.decide(hall.put("motion", motion=motion), votes_for=9)
    committee = Committee.objects.get(pk=hall.committee.pk)
    assert committee.shows == []
    assert not Message.objects.filter(template="outreach/email/face_set").exists()
    assert Event.objects.get(name="outreach.face_set").actor == ""
    set_aside_vote(vote, by=hall.chair, at=vote.declared_at)
    committee.refresh_from_db()
    assert committee.shows == ["listed", "size", "aims", "statements"]


def test_a_hidden_committee_answers_as_one_that_does_not_exist(
    committee: Committee, member: Membership, coordinator: Membership, outsider: Membership, as_: As
) -> None:
    AdoptedFactory(committee=committee)
    campus = f"/campuses/{committee.campus.public_id}/"
    assert committee.name.encode() in as_(None).get(campus).content
    assert b"No cuts" in as_(None).get(f"/committees/{committee.public_id}/").content
    as_(coordinator).post(f"/committees/{committee.public_id}/face/", {"shows": []})
    for reader in (None, outsider):
        for word in ("", "join/", "write/", "statements.atom", "rules/"):
            known = as_(reader).get(f"/committees/{committee.public_id}/{word}")
            other = as_(reader).get(f"/committees/{NOWHERE}/{word}")
            assert known.status_code == other.status_code
            here = committee.public_id.encode()
            assert known.content.replace(here, NOWHERE.encode()) == other.content
        assert committee.name.encode() not in as_(reader).get(campus).content
    assert as_(member).get(f"/committees/{committee.public_id}/").status_code == 200
    taken = {"name": committee.name, "chosen_name": "Zia", "aims": "x", "preset": "simple"}
    answer = as_(outsider).post(f"{campus}open/", taken | {"discretion": "plain"})
    assert answer.status_code == 302
