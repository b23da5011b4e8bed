"""The language of a page: asked for by the browser, chosen by one tap, marked while it is a draft."""

from typing import Any

import pytest
from django.test import Client

from core.languages import is_draft

pytestmark = pytest.mark.django_db
DRAFT = 'class="help"'


def foot(client: Client, **headers: str) -> str:
    text = client.get("/campuses/", headers=headers).content.decode()
    return text[text.index('<footer class="foot">') :]


def test_every_translation_is_a_draft_until_somebody_is_named_who_read_it(settings: Any) -> None:
    assert not is_draft("en")
    assert is_draft("es")
    settings.LANGUAGES_READ = {"es": "a teacher from Valencia, May 2027"}
    assert not is_draft("es")
    assert is_draft("ar")


def test_the_foot_says_so_of_a_draft_alone(settings: Any) -> None:
    assert DRAFT not in foot(Client())
    spanish = {"accept-language": "es-MX,es;q=0.9,en;q=0.5"}
    assert DRAFT in foot(Client(), **spanish)
    settings.LANGUAGES_READ = {"es": "a teacher from Valencia, May 2027"}
    assert DRAFT not in foot(Client(), **spanish)


def test_the_browser_chooses_first_and_nothing_is_kept_of_it() -> None:
    answer = Client().get("/", headers={"accept-language": "ar-EG,ar;q=0.9"})
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_each_language_is_offered_in_its_own_words_whatever_the_page_speaks(language: str) -> None:
    text = foot(Client(), **{"accept-language": language})
    for code, name in (("en", "English"), ("es", "Español"), ("ar", "العربية")):
        assert f'name="language" value="{code}" lang="{code}"' in text
        assert f"<bdi>{name}</bdi>" in text
    assert text.count('aria-current="true"') == 1
    assert f'lang="{language}" aria-current="true"' in text


def test_a_choice_leads_back_to_the_page_it_was_made_on_and_wins_over_the_browser() -> None:
    client = Client()
    page = client.get("/campuses/?q=a").content.decode()
    assert 'name="next" value="/campuses/?q=a"' in page
    answer = client.post("/language/", {"language": "es", "next": "/campuses/?q=a"})
    assert answer["Location"] == "/campuses/?q=a"
    assert 'lang="es"' in client.get("/", headers={"accept-language": "ar"}).content.decode()
