"""The text of a motion in its parts, in one language or another."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from meetings.fields import Line, Paragraphs
from meetings.models import CLAUSES, LONGEST_CLAUSE
from meetings.operations.motions import LONGEST_TITLE, Draft

MOST_LINES = 300
DIRECTED = {"dir": "auto"}


class ClauseField(Paragraphs):
    """A part of a motion's text."""

    def __init__(self, *, rows: int = 5, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, **DIRECTED})
        super().__init__(max_length=LONGEST_CLAUSE, widget=widget, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value.splitlines()) > MOST_LINES:
            raise forms.ValidationError(
                _("This has more than %(most)d lines. Say it in fewer.") % {"most": MOST_LINES}
            )


class TextForm(forms.Form):
    """The text of a motion in its three parts."""

    notes = ClauseField(
        label=gettext_lazy("This meeting notes"),
        help_text=gettext_lazy("The facts, each on its own line."),
        required=False,
        rows=3,
    )
    believes = ClauseField(
        label=gettext_lazy("This meeting believes"),
        help_text=gettext_lazy("What you think of them."),
        required=False,
        rows=3,
    )
    resolves = ClauseField(
        label=gettext_lazy("What should the meeting decide?"),
        error_messages={"required": gettext_lazy("Write what the meeting should decide.")},
    )

    def clauses(self) -> dict[str, str]:
        """The three parts by name, once they are valid."""
        return {name: self.cleaned_data.get(name, "") for name in CLAUSES}

    def said(self, **more: Any) -> Draft:
        """The text as the operations take it."""
        return replace(Draft(self.cleaned_data["resolves"]), **self._texts(), **more)

    def _texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("title", "notes", "believes")}


class TranslationForm(TextForm):
    """A motion's text in another language; without one it is taken away."""

    title = Line(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        required=False,
        widget=forms.TextInput(attrs=DIRECTED),
    )

    field_order = ["title", "notes", "believes", "resolves"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["resolves"].label = _("This meeting resolves")
        self.fields["resolves"].required = False
        self.fields["notes"].help_text = self.fields["believes"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        others = any(cleaned.get(name) for name in ("title", "notes", "believes"))
        if others and not cleaned.get("resolves") and "resolves" not in self.errors:
            self.add_error("resolves", _("Write this part, too."))
        return cleaned


def written_in() -> str:
    return get_language() or settings.LANGUAGE_CODE
