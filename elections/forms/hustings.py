"""What members and candidates send at the hustings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from committees.forms.fields import LineField
from elections.models import Ground
from meetings.fields import Paragraphs


class AskForm(forms.Form):
    """A question to all candidates."""

    text = Paragraphs(
        label=_("Your question to all candidates"),
        help_text=_("400 characters at most. Everybody who stands can answer it."),
        max_length=400,
        error_messages={"required": _("Write your question.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    with_name = forms.BooleanField(label=_("Show my chosen name with it"), required=False)


class AnswerForm(forms.Form):
    """A candidate's answer."""

    text = Paragraphs(
        label=_("Your answer"),
        help_text=_("1,000 characters at most, for everybody the same."),
        max_length=1_000,
        error_messages={"required": _("Write your answer.")},
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class TakeDownForm(forms.Form):
    """Why words are taken down."""

    ground = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Ground.choices, widget=forms.RadioSelect
    )
    because = LineField(
        label=_("The reason in your own words, which all members read"),
        help_text=_("Do not repeat what must not stand there."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
