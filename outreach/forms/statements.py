"""What people write of a statement: parsed and checked, never saved."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.fields import Line
from meetings.forms.clauses import DIRECTED, ClauseField, written_in
from outreach.models.statements import LONGEST_TITLE


class StatementForm(forms.Form):
    """A title and a text, as everybody is to read them."""

    title = Line(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs=DIRECTED),
    )
    text = ClauseField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "To everybody who reads it: what happened, what you demand, what one can do. An empty "
            "line begins a paragraph. Name no person who has not agreed."
        ),
        rows=14,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("It is written in"), choices=settings.LANGUAGES, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("language", written_in())
        self.fields["title"].widget.attrs["autofocus"] = True

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or written_in()


class StatementTranslationForm(forms.Form):
    """A statement in another language; without a text it is taken away."""

    title = Line(
        label=gettext_lazy("Title"),
        max_length=LONGEST_TITLE,
        required=False,
        widget=forms.TextInput(attrs=DIRECTED),
    )
    text = ClauseField(label=gettext_lazy("Text"), required=False, rows=14)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("title") and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write this part, too."))
        return cleaned
