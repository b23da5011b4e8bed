"""Questions under a motion and their answers."""

from django import forms
from django.utils.translation import gettext_lazy

from meetings.fields import Paragraphs
from meetings.forms.clauses import DIRECTED


class QuestionForm(forms.Form):
    """A question under a motion."""

    text = Paragraphs(
        label=gettext_lazy("Your question"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3, **DIRECTED}),
        help_text=gettext_lazy("It stands there with your chosen name."),
        error_messages={"required": gettext_lazy("Write your question.")},
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    answer = Paragraphs(
        label=gettext_lazy("Your answer"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True, **DIRECTED}),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )
