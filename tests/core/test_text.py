"""What nobody sees in a text is no text, and what turns it is taken out."""

import pytest
from django import forms

from committees.forms.fields import LineField, ParagraphsField
from core.text import is_blank, visible
from meetings.fields import Line, Paragraphs

FIELDS = [LineField, ParagraphsField, Line, Paragraphs]
UNSEEN = [
    "\u200b\u200c\u200d\u2060",
    "\u061c\u200e\u200f",
    "\u202e\u2066\u2069",
    "\u115f\u1160 \u3164\uffa0",
    "\u2800\u2800",
    "\ufe0f\U000e0100\u180b",
    "\U000e0041\U000e007f",
    "\ufeff\u00ad\u034f\u17b4",
    " \n\t\u3000\u2029",
]
SEEN = [
    "می\u200cخواهم",
    "👩\u200d🎓\ufe0f",
    "\u200fשלום (A)\u200e",
    "क्\u200dष",
    "\u061c\u06f1\u06f2",
    "한글",
    "🏴\U000e0067\U000e0062\U000e007f",
]


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_sees_is_empty(text: str) -> None:
    assert is_blank(text)
    assert visible(text) == ""
    for kind in FIELDS:
        with pytest.raises(forms.ValidationError, match="required"):
            kind().clean(text)
        assert kind(required=False).clean(text) == ""


@pytest.mark.parametrize("text", SEEN)
def test_what_languages_and_emoji_need_stays(text: str) -> None:
    assert visible(text) == text
    for kind in (ParagraphsField, Line, Paragraphs):
        assert kind().clean(text) == text


def test_what_turns_the_text_goes() -> None:
    for kind in FIELDS:
        assert kind().clean("Pay\u202e\u2066 now\u2069\u202c\ufffa\ufeff") == "Pay now"
    assert Paragraphs().clean("one\u202e\ntwo") == ParagraphsField().clean("one\u202e\ntwo")
