"""What happens to a form whose writer was signed out meanwhile."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
URL = "/committees/abcabcabcabc/announcements/write/"


def test_the_words_come_back_to_be_copied() -> None:
    words = {"title": "Leaflets", "text": "On <b>Thursday</b>\nat eight", "note": "星期四"}
    answer = Client().post(URL, words | {"seen": "0123456789"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert answer["Cache-Control"] == "no-store, private"
    assert "On &lt;b&gt;Thursday&lt;/b&gt;\nat eight</textarea>" in page
    assert "星期四</textarea>" in page
    assert "0123456789" not in page
    assert f'href="/sign-in/?next={URL}"' in page


def test_where_nothing_was_written_or_a_script_keeps_it_the_way_is_the_sign_in() -> None:
    for sent, headers in (({}, {}), ({"text": "Two words"}, {"X-Sent-By-Script": "1"})):
        answer = Client().post(URL, sent, headers=headers)
        assert answer.status_code in (204, 302)
        place = answer.headers.get("Location") or answer.headers["X-Goes-To"]
        assert place.startswith("/sign-in/")


def test_words_in_the_address_are_not_shown() -> None:
    assert Client().get(f"{URL}?text=Two+words").status_code == 302
    assert "Two words" not in Client().post(f"{URL}?text=Two+words", {"a": "b c"}).content.decode()


def test_another_site_cannot_put_words_on_this_page() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(URL, {"text": "Two words"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Two words" not in answer.content.decode()
