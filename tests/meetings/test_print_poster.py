"""The poster of a meeting: what stands on it and what never does, in every language and script."""

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.conf import settings as product
from django.test import Client
from PIL import Image

from committees.models import Campus, Committee, Membership
from core.decision import Refused
from meetings import permissions
from meetings.models import Meeting
from meetings.operations.meetings import cancel_meeting
from meetings.poster import poster
from tests import factories
from tests.printing import A4, LETTER, Printed, needs_fonts, printed

As = Callable[[object], Client]
LANGUAGES = [code for code, _name in product.LANGUAGES]


@pytest.fixture
def press_(meeting: Meeting, member: Membership, as_: As) -> Callable[..., Printed]:
    """The PDF that a member gets, looked at."""

    def get(**query: str) -> Printed:
        answer = as_(member).get(f"/meetings/{meeting.public_id}/poster.pdf", query)
        assert answer.status_code == 200, answer.content[:500]
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
        return printed(answer.content)

    return get


@needs_fonts
def test_it_says_what_and_when_and_leads_to_the_page_that_anybody_can_read(
    press_: Callable[..., Printed], committee: Committee, as_: As
) -> None:
    found = press_()
    assert found.sizes == [LETTER]
    for text in ("GENERAL MEETING", "WEDNESDAY", "18 MARCH", "18:00", committee.name):
        assert text in found.text
    path = f"/committees/{committee.public_id}/"
    assert found.codes == [product.PUBLIC_URL + path]
    assert product.PUBLIC_URL.split("//")[1] + path.rstrip("/") in found.text
    assert as_(None).get(path).status_code == 200


@needs_fonts
def test_it_names_no_person_and_no_place_unless_that_is_asked_for(
    press_: Callable[..., Printed], coordinator: Membership, member: Membership
) -> None:
    without, with_place = press_(), press_(language="en", place="on")
    assert "Room 12" not in without.text
    assert "Room 12" in with_place.text
    for found in (without, with_place):
        assert coordinator.chosen_name not in found.text
        assert member.chosen_name not in found.text


@needs_fonts
def test_a_discreet_committees_says_only_when_and_where_to_read_more(
    press_: Callable[..., Printed], committee: Committee, meeting: Meeting
) -> None:
    Committee.objects.update(discretion="discreet")
    Meeting.objects.update(title="Walkout against the raid")
    found = press_(language="en", place="on")
    assert "MEETING" in found.text
    assert "18:00" in found.text
    for telling in ("Walkout", "WALKOUT", "Room 12", committee.name, committee.campus.name):
        assert telling not in found.text
    assert len(found.codes) == 1


def test_the_page_of_a_discreet_one_says_why_and_offers_no_place(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    Committee.objects.update(discretion="discreet")
    page = as_(member).get(f"/meetings/{meeting.public_id}/poster/").content.decode()
    assert "has chosen to be discreet" in page
    assert 'name="place"' not in page


@needs_fonts
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", ["DE", "US"])
def test_in_every_language_it_is_one_page_of_the_campuss_paper_with_one_code(
    press_: Callable[..., Printed], committee: Committee, language: str, country: str
) -> None:
    Campus.objects.update(country=country)
    found = press_(language=language)
    assert found.sizes == [LETTER if country == "US" else A4]
    assert len(found.codes) == 1
    assert "18:00" in found.text
    assert "\ufffd" not in found.text


@needs_fonts
def test_a_usual_title_is_said_in_the_posters_language_and_another_stays(
    meeting: Meeting,
) -> None:
    spanish = poster(meeting, language="es", with_place=False)
    assert (spanish.kind, spanish.weekday, spanish.day) == ("", "miércoles", "18 de marzo")
    meeting.title = "Against the raid"
    own = poster(meeting, language="es", with_place=False)
    assert own.title == "Against the raid"
    assert own.kind != ""
    assert poster(meeting, language="zh-hans", with_place=False).day == "3月18日"


@needs_fonts
def test_an_arabic_one_is_laid_out_from_right_to_left(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    sides = {}
    for language in ("en", "ar"):
        path = f"/meetings/{meeting.public_id}/poster.png?language={language}"
        answer = as_(member).get(path)
        assert answer["Content-Type"] == "image/png"
        image = Image.open(BytesIO(answer.content)).convert("L")
        [code] = zxingcpp.read_barcodes(image)
        sides[language] = code.position.top_left.x < image.width / 2
    assert sides == {"en": True, "ar": False}


@needs_fonts
@pytest.mark.parametrize(
    "name",
    [
        "Φοιτητική επιτροπή", "학생 위원회", "छात्र समिति", "Comitè d’estudiants de l’Est",
        "لجنة الطلاب", "学生委员会", "ועד הסטודנטים", "คณะกรรมการนักศึกษา", "Öğrenci komitesi",
        "x" * 120, "A committee with a long name of its own " * 3, "#strong[no] $x$ @y \\z \"q\" 'r'",
    ],
)  # fmt: skip
def test_a_name_in_any_script_and_of_any_length_stays_inside_one_page(
    press_: Callable[..., Printed], name: str
) -> None:
    Committee.objects.update(name=name)
    Meeting.objects.update(title=f"{name} {name}"[:150])
    found = press_()
    assert len(found.sizes) == 1
    assert len(found.codes) == 1


@needs_fonts
@pytest.mark.parametrize("title", ["W" * 150, "word " * 30, "M", "会" * 150, "م" * 150])
def test_no_ink_comes_nearer_to_the_edge_than_the_margin(
    meeting: Meeting, member: Membership, as_: As, title: str
) -> None:
    Meeting.objects.update(title=title.strip(), place="p" * 200)
    Committee.objects.update(name="n" * 120)
    path = f"/meetings/{meeting.public_id}/poster.png?language=en&place=on"
    image = Image.open(BytesIO(as_(member).get(path).content)).convert("L")
    box = image.point(lambda light: 255 if light < 200 else 0).getbbox()
    assert box is not None
    margin = 2 * 30
    assert box[0] >= margin
    assert box[1] >= margin
    assert box[2] <= image.width - margin
    assert box[3] <= image.height - margin


def test_letters_that_no_font_has_give_no_boxes_but_a_page_to_print(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    Meeting.objects.update(title="Picnic 𓀀")
    browser = as_(member)
    for ending in ("pdf", "png"):
        answer = browser.get(f"/meetings/{meeting.public_id}/poster.{ending}")
        assert answer.status_code == 422
    page = browser.get(f"/meetings/{meeting.public_id}/poster/")
    assert page.status_code == 200
    for found in (answer, page):
        text = found.content.decode()
        assert "Print this page with your browser" in text
        assert "Picnic 𓀀" in text
        assert "<svg" in text
        assert "<img" not in text


def test_a_server_without_fonts_offers_the_page_to_print(
    settings: Any, tmp_path: Path, meeting: Meeting, member: Membership, as_: As
) -> None:
    settings.FRONTEND_BUILT = tmp_path
    browser = as_(member)
    assert browser.get(f"/meetings/{meeting.public_id}/poster.pdf").status_code == 422
    page = browser.get(f"/meetings/{meeting.public_id}/poster/?language=ar&place=on")
    text = page.content.decode()
    assert page.status_code == 200
    assert "This server has no printing letters" in text
    assert "Room 12" in text
    assert 'dir="rtl"' in text.split("<article")[1].split(">")[0]


def test_a_language_that_the_interface_does_not_speak_is_refused(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    for ending in ("/", ".pdf", ".png"):
        answer = as_(member).get(f"/meetings/{meeting.public_id}/poster{ending}?language=xx")
        assert answer.status_code == 422


@needs_fonts
def test_the_page_shows_the_poster_as_it_is_wanted_and_both_files(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    browser = as_(member)
    page = browser.get(f"/meetings/{meeting.public_id}/poster/?language=es&place=on")
    text = page.content.decode()
    assert re.search(r'<img[^>]+src="[^"]+poster\.png\?language=es&amp;place=on"', text)
    assert re.search(r'href="[^"]+poster\.pdf\?language=es&amp;place=on"', text)
    assert "US Letter" in text
    Campus.objects.update(country="ES")
    assert "A4" in browser.get(f"/meetings/{meeting.public_id}/poster/").content.decode()


def test_the_committees_language_is_the_usual_one_where_the_interface_speaks_it(
    meeting: Meeting, member: Membership, as_: As
) -> None:
    for held, chosen in (("ar", "ar"), ("qu", "en")):
        Committee.objects.update(language=held)
        page = as_(member).get(f"/meetings/{meeting.public_id}/poster/").content.decode()
        assert f'<option value="{chosen}" selected>' in page


def test_a_closed_committees_promises_no_way_in(meeting: Meeting) -> None:
    assert "how to join" in poster(meeting, language="en", with_place=False).scan
    meeting.committee.joining = "closed"
    assert "join" not in poster(meeting, language="en", with_place=False).scan


def test_only_members_print_it_and_only_before_it_is_over(
    meeting: Meeting, member: Membership, outsider: Membership, coordinator: Membership,
    now: datetime, as_: As,
) -> None:  # fmt: skip
    assert permissions.print_poster(member, meeting, now)
    with pytest.raises(Refused, match="Only members"):
        permissions.print_poster(outsider, meeting, now).enforce()
    with pytest.raises(Refused, match="is over"):
        permissions.print_poster(member, meeting, meeting.ends_at).enforce()
    for ending in ("/", ".pdf", ".png"):
        path = f"/meetings/{meeting.public_id}/poster{ending}"
        assert as_(outsider).get(path).status_code == 404
        assert as_(None).get(path).status_code == 302
        assert as_(member).post(path).status_code == 405
    cancel_meeting(meeting, reason="Snow", by=coordinator, at=now)
    assert as_(member).get(path).status_code == 403


def test_the_page_of_a_meeting_leads_to_its_poster_until_it_is_over(
    meeting: Meeting, member: Membership, as_: As, clock: Any
) -> None:
    path = f"/meetings/{meeting.public_id}/"
    assert f'href="{path}poster/"' in as_(member).get(path).content.decode()
    clock.move_to(meeting.ends_at)
    assert f'href="{path}poster/"' not in as_(member).get(path).content.decode()


def test_the_page_costs_the_same_however_many_members_there_are(
    meeting: Meeting, member: Membership, as_: As, django_assert_max_num_queries: Any
) -> None:
    factories.MembershipFactory.create_batch(20, committee=meeting.committee)
    browser = as_(member)
    with django_assert_max_num_queries(8):
        browser.get(f"/meetings/{meeting.public_id}/poster/")
