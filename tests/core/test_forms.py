"""What a form says of a field that is empty."""

from django import forms
from django.utils.translation import override


class SampleForm(forms.Form):
    day = forms.DateField(label="Day")
    kind = forms.ChoiceField(label="Which kind?", choices=[("a", "A")])
    words = forms.CharField(label="Words", error_messages={"required": "Write some."})
    more = forms.CharField(label="More", required=False)


def test_the_usual_sentence_names_the_field_and_own_sentences_stay() -> None:
    assert SampleForm({}).errors == {
        "day": ["Fill this in: Day."],
        "kind": ["Choose one: Which kind."],
        "words": ["Write some."],
    }


def test_it_is_said_in_the_language_of_who_sent_it() -> None:
    with override("es"):
        there = SampleForm({}).errors["day"]
    assert SampleForm({}).errors["day"] == ["Fill this in: Day."]
    assert "Day" in str(there)


def test_a_choice_that_nobody_offered_is_not_repeated() -> None:
    class Choosing(forms.Form):
        one = forms.ChoiceField(label="Colour", choices=[("red", "Red")])
        many = forms.MultipleChoiceField(label="Colours", choices=[("red", "Red")])
        number = forms.TypedChoiceField(label="Number", choices=[(1, "1")], coerce=int)
        own = forms.ChoiceField(
            choices=[("red", "Red")], error_messages={"invalid_choice": "Red alone."}
        )

    sent = "x" * 10_000
    form = Choosing({"one": sent, "many": [sent], "number": sent, "own": sent})
    assert form.errors == {
        "one": ["Choose one that is offered: Colour."],
        "many": ["Choose one that is offered: Colours."],
        "number": ["Choose one that is offered: Number."],
        "own": ["Red alone."],
    }
