"""Components that hold other markup, and the way back from an action."""

from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import Context, Template
from django.test import RequestFactory

from core.speaking import say, undo_of


def drawn(source: str, **words: object) -> str:
    return Template("{% load components %}" + source).render(Context(words))


def test_a_component_holds_what_stands_inside_it() -> None:
    text = drawn('{% component "notice" kind="warning" %}<p>{{ x }}</p>{% endcomponent %}', x="<&")
    assert '<div class="notice notice-warning">' in text
    assert "<p>&lt;&amp;</p>" in text


def test_a_components_words_are_escaped() -> None:
    text = drawn('{% component "card" title=title %}x{% endcomponent %}', title="<script>")
    assert "&lt;script&gt;" in text
    assert "<script>" not in text


def test_what_is_said_can_carry_its_way_back() -> None:
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    say(request, "Done.", undo="/meetings/x/say-not-coming/")
    say(request, "Kept.")
    said = {str(one): undo_of(one) for one in get_messages(request)}
    assert said == {"Done.": "/meetings/x/say-not-coming/", "Kept.": ""}
