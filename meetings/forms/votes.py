"""What is entered about votes: parsed and checked, never saved."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings import voting
from meetings.fields import Line
from meetings.models import Choice, VoteMethod
from meetings.operations.counts import Numbers
from meetings.queries.questions import Question
from meetings.subjects import LONGEST, Subject

MOST = 100_000


class PutForm(forms.Form):
    """Which question, in which words where the chair writes them, and how it is voted on."""

    question = forms.ChoiceField(
        label=gettext_lazy("What does the meeting decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the question.")},
    )
    text = Line(
        label=gettext_lazy("The words of the question"),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy(
            "Only for another question of procedure, as it can be answered by for and against."
        ),
    )
    impersonal = forms.BooleanField(
        label=gettext_lazy("My own words decide nothing on a person or a rule"), required=False
    )
    method = forms.ChoiceField(label=gettext_lazy("How?"), widget=forms.RadioSelect)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long is it open in the app?"),
        widget=forms.RadioSelect,
        coerce=int,
        help_text=gettext_lazy("A show of hands has no clock."),
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[Question],
        methods: Sequence[VoteMethod],
        is_emergency: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offered = {one.key: one for one in offered if one.may}
        self.fields["question"].choices = [(one.key, _label(one)) for one in self.offered.values()]  # type: ignore[attr-defined]
        self.fields["minutes"].choices = [(length, _minutes(length)) for length in voting.LENGTHS]  # type: ignore[attr-defined]
        self.fields["method"].choices = [(one.value, one.label) for one in methods]  # type: ignore[attr-defined]
        if not any(one.has_text for one in self.offered.values()):
            del self.fields["text"], self.fields["impersonal"]
        elif not is_emergency:
            del self.fields["impersonal"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        asked = self.offered.get(cleaned.get("question", ""))
        if asked and asked.has_text and "text" in cleaned and not cleaned["text"]:
            self.add_error("text", _("Write the question."))
        if asked and asked.has_text and cleaned.get("impersonal") is False:
            self.add_error("impersonal", voting.emergency_rule())
        return cleaned

    @property
    def subject(self) -> Subject:
        """What was chosen, with the words that were written for it."""
        asked = self.offered[self.cleaned_data["question"]]
        if not asked.has_text:
            return asked.subject
        is_personal = self.cleaned_data.get("impersonal") is False
        return replace(asked.subject, text=self.cleaned_data["text"], about_person=is_personal)


class CastForm(forms.Form):
    """For, against, or neither."""

    choice = forms.ChoiceField(choices=Choice.choices)


def _number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        **options,
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Enter a number; none is 0."),
            "invalid": gettext_lazy("Enter a whole number."),
            "min_value": gettext_lazy("Enter a whole number."),
            "max_value": gettext_lazy("This number is too large."),
        },
    )


class CountForm(forms.Form):
    """What one teller counted."""

    votes_for = _number(gettext_lazy("Hands for"))
    votes_against = _number(gettext_lazy("Hands against"))
    abstentions = _number(
        gettext_lazy("Abstentions"),
        required=False,
        help_text=gettext_lazy("None: leave it empty."),
    )

    def clean_abstentions(self) -> int:
        return self.cleaned_data["abstentions"] or 0

    @property
    def numbers(self) -> Numbers:
        """The valid form as the operation takes it."""
        return Numbers(**self.cleaned_data)


def _label(question: Question) -> str:
    return f"{question.label}: {question.words}" if question.words else str(question.label)


def _minutes(length: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", length) % {"count": length}
