"""A report of a reprisal: in a minute, private, sealed, gone on its day."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from committees.models import Committee, Membership
from core.decision import Refused
from core.models import Event
from notices.audiences import find
from notices.models import Message
from outreach.models import Evidence, Reprisal
from outreach.operations import photos
from outreach.operations.defence import Told, report_reprisal
from outreach.schedule_defence import delete_reprisals
from tests.factories import MembershipFactory
from tests.factories_actions import DefenderFactory
from tests.outreach.plans import As, photo

TOLD = Told(
    kind="suspension",
    where="school",
    whom="self",
    happened_on=date(2026, 3, 3),
    text="Suspended for ten days.",
    contact="signal: qperson",
)
FORM = {
    "kind": "suspension",
    "whom": "other",
    "where": "school",
    "text": "A friend was suspended.",
    "happened_on": "2026-03-03",
    "people": "323",
    "contact": "",
    "keep_days": "30",
}


def test_no_event_says_who_and_no_column_what(
    committee: Committee, member: Membership, now: datetime
) -> None:
    made = report_reprisal(committee, TOLD, keep_days=90, photo=photo(), by=member, at=now)
    assert made.delete_at == now + timedelta(days=90)
    assert {one.actor for one in Event.objects.filter(scope=committee.public_id)} == {""}
    with connection.cursor() as cursor:
        cursor.execute("SELECT r.*, e.sealed FROM outreach_reprisal r, outreach_evidence e")
        row = str(cursor.fetchall())
    assert "ten days" not in row
    assert "qperson" not in row
    found = Reprisal.objects.get()
    assert (found.text, found.contact) == (TOLD.text, TOLD.contact)
    with Image.open(BytesIO(Evidence.objects.get().sealed)) as kept:
        assert kept.size == (40, 20)


def test_the_mail_tells_nothing_and_goes_to_those_chosen_and_not_to_the_reporter(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    chosen = [DefenderFactory(membership__committee=committee) for _number in range(2)]
    made = report_reprisal(committee, TOLD, keep_days=90, by=chosen[0].membership, at=now)
    assert made.to == "defenders"
    message = Message.objects.get(template="outreach/email/reprisal_reported")
    assert set(message.context) == {
        "committee",
        "discreet",
        "language",
        "timezone",
        "of_committee",
    }
    told = {one.user_id for one in find(message.audience)(message.about)}
    assert told == {chosen[1].membership.user_id}


def test_until_two_are_chosen_the_coordinators_are_told(
    committee: Committee, member: Membership, coordinator: Membership, now: datetime
) -> None:
    one = DefenderFactory(membership__committee=committee)
    made = report_reprisal(committee, TOLD, keep_days=90, by=member, at=now)
    assert made.to == "coordinators"
    told = {each.user_id for each in find("outreach.defence")({"reprisal": made.public_id})}
    assert told == {one.membership.user_id, coordinator.user_id}


def test_only_members_of_a_living_committee_report(
    committee: Committee, member: Membership, outsider: Membership, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only members"):
        report_reprisal(committee, TOLD, keep_days=90, by=outsider, at=now)
    Committee.objects.update(status="dissolved", dissolved_at=now)
    with pytest.raises(Refused, match="dissolved"):
        report_reprisal(committee, TOLD, keep_days=90, by=member, at=now)


def test_on_its_day_all_of_it_is_gone_to_the_second(
    committee: Committee, member: Membership, now: datetime
) -> None:
    made = report_reprisal(committee, TOLD, keep_days=30, photo=photo(), by=member, at=now)
    delete_reprisals(made.delete_at - timedelta(seconds=1))
    assert Evidence.objects.exists()
    delete_reprisals(made.delete_at)
    assert not Reprisal.objects.exists()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_the_camera_wrote_is_left_in_a_photo(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Qmaker"
    exif[0x9286] = "Qcomment"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6  # turned a quarter
    raw = photo(kind, exif=exif)
    assert b"Qmaker" in raw
    clean = photos.anew(raw)
    assert b"Qmaker" not in clean
    with Image.open(BytesIO(clean)) as made:
        assert not made.getexif()
        assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert made.size == (20, 40)  # it stands as it was seen


def test_a_large_photo_gets_smaller_and_what_is_none_is_refused() -> None:
    with Image.open(BytesIO(photos.anew(photo(size=(3000, 1500))))) as made:
        assert made.size == (1600, 800)
    for raw in (b"", b"not a photo", photo("GIF"), photo()[:200]):
        with pytest.raises(photos.NoPhoto):
            photos.anew(raw)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 500)
    with pytest.raises(photos.NoPhoto):
        photos.anew(photo())


def test_the_form_reports_for_another_with_a_photo(
    committee: Committee, member: Membership, outsider: Membership, as_: As
) -> None:
    address = f"/committees/{committee.public_id}/defence/report/"
    browser = as_(member)
    assert "only you and the coordinators" in browser.get(address).content.decode()
    sent = FORM | {"photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
    shown = browser.post(address, sent, follow=True).content.decode()
    assert "Reported. You are not alone with it." in shown
    assert "Photo 1" in shown
    made = Reprisal.objects.get()
    assert (made.whom, made.people, made.reporter) == ("other", 323, member)
    assert as_(outsider).get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"text": ""},
        {"happened_on": "2026-03-09"},
        {"happened_on": "2024-03-09"},
        {"people": "0"},
        {"keep_days": "31"},
        {"photo": SimpleUploadedFile("a.jpg", b"no photo", "image/jpeg")},
        {"photo": SimpleUploadedFile("a.jpg", b"0" * 8_000_001, "image/jpeg")},
    ],
)
def test_a_faulty_form_keeps_what_was_entered(
    wrong: dict[str, object], committee: Committee, member: Membership, as_: As
) -> None:
    address = f"/committees/{committee.public_id}/defence/report/"
    answer = as_(member).post(address, FORM | {"contact": "Qcontact"} | wrong)
    assert answer.status_code == 422
    assert "Qcontact" in answer.content.decode()
    assert not Reprisal.objects.exists()


def test_more_than_memory_is_wanted_for_is_refused_and_never_written_to_a_disk(
    committee: Committee, member: Membership, as_: As
) -> None:
    address = f"/committees/{committee.public_id}/defence/report/"
    large = SimpleUploadedFile("a.jpg", b"0" * 15_000_001, "image/jpeg")
    answer = as_(member).post(address, FORM | {"photo": large})
    assert answer.status_code == 413
    assert "Take a smaller photo" in answer.content.decode()
    assert "thick book" not in answer.content.decode()


def test_one_who_left_reads_no_more_what_they_reported(
    committee: Committee, member: Membership, now: datetime, as_: As
) -> None:
    made = report_reprisal(committee, TOLD, keep_days=30, by=member, at=now)
    again = MembershipFactory(committee=committee, user=None, status="left", ended_at=now)
    assert not Reprisal.objects.visible_to(again.user).exists()
    assert Reprisal.objects.visible_to(member.user).get() == made
